package io.fullcircle.connector.source.snowflake.standin;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.snowflake.client.api.resultset.SnowflakeResultSet;

/** A connection of the real driver to a stand-in, as user tester unless told otherwise. */
final class Client implements AutoCloseable {
    /** The driver logs every failure that a test provokes; held here, since the log manager lets unused loggers go. */
    private static final Logger DRIVER = Logger.getLogger("net.snowflake.client");

    static {
        DRIVER.setLevel(Level.OFF);
    }

    final Connection connection;

    private Client(Connection connection) {
        this.connection = connection;
    }

    /** With connection properties in pairs of name and value. */
    static Client of(StandIn standIn, String... properties) throws SQLException {
        var all = standIn.properties("tester");
        all.put("password", "secret");
        return with(standIn, all, properties);
    }

    static Client with(StandIn standIn, Properties all, String... properties) throws SQLException {
        for (int i = 0; i < properties.length; i += 2) all.put(properties[i], properties[i + 1]);
        return new Client(DriverManager.getConnection(standIn.jdbcUrl(), all));
    }

    /** The statement closes with the connection; the driver has no closeOnCompletion. */
    ResultSet query(String sql) throws SQLException {
        Statement statement = connection.createStatement();
        return statement.executeQuery(sql);
    }

    void run(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    String queryId(ResultSet result) throws SQLException {
        return result.unwrap(SnowflakeResultSet.class).getQueryID();
    }

    List<List<String>> rows(String sql) throws SQLException {
        var rows = new ArrayList<List<String>>();
        try (var result = query(sql)) {
            while (result.next()) rows.add(texts(result));
        }
        return rows;
    }

    List<String> row(String sql) throws SQLException {
        return rows(sql).get(0);
    }

    String value(String sql) throws SQLException {
        return row(sql).get(0);
    }

    /** How a query that must fail does. */
    SQLException failure(String sql) {
        return catchThrowableOfType(SQLException.class, () -> rows(sql));
    }

    List<String> labels(String sql) throws SQLException {
        try (var result = query(sql)) {
            var labels = new ArrayList<String>();
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                labels.add(result.getMetaData().getColumnLabel(i));
            }
            return labels;
        }
    }

    static List<String> texts(ResultSet result) throws SQLException {
        var row = new ArrayList<String>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) row.add(result.getString(i));
        return row;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
