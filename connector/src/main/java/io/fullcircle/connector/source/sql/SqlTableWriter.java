package io.fullcircle.connector.source.sql;

import io.fullcircle.connector.source.NewTable;
import io.fullcircle.connector.source.TableWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tables in a schema of a database with a JDBC driver. */
public final class SqlTableWriter implements TableWriter {
    private final Endpoint endpoint;
    private final Dialect dialect;
    private final Writing writing;
    private final String schema;
    private final SqlErrors errors;
    private final Map<NewTable, Writing.Appender> appenders = new LinkedHashMap<>();
    private Connection connection;
    private Grammar grammar;
    private boolean began;

    /**
     * Connects to nothing yet.
     *
     * @param endpoint opens connections that may write
     * @param schema plain names, parted by dots
     */
    public SqlTableWriter(Endpoint endpoint, Dialect dialect, Writing writing, String schema) {
        this.endpoint = endpoint;
        this.dialect = dialect;
        this.writing = writing;
        this.schema = schema;
        this.errors = new SqlErrors(endpoint, dialect);
    }

    /** Something that is done on the connection. */
    @FunctionalInterface
    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private <T> T with(Work<T> work) {
        connect();
        try {
            return work.on(connection);
        } catch (SQLException e) {
            throw errors.inWriting(e, schema);
        }
    }

    private void connect() {
        if (connection != null) {
            return;
        }
        try {
            connection = endpoint.entrance().connect();
            grammar = dialect.grammar(connection);
        } catch (SQLException e) {
            throw errors.unreachable(e);
        }
    }

    /** Whoever may only add rows to a table that is there may not even ask for one to be made. So it is looked for first. */
    @Override
    public void prepare(NewTable table) {
        with(open -> {
            String written = written(table);
            if (finds("SELECT 1 FROM " + written + " WHERE 1 = 0")) {
                return null;
            }
            try (Statement statement = open.createStatement()) {
                Optional<SQLException> refused = makeSchema(statement);
                try {
                    statement.execute("CREATE TABLE IF NOT EXISTS " + written + " (" + columns(table) + ")");
                } catch (SQLException e) {
                    throw refused.orElse(e);
                }
            }
            return null;
        });
    }

    private boolean finds(String select) {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(select);
        } catch (SQLException e) {
            return false;
        }
    }

    /** It may be there, and this user have no right to make one; whether a table can be made in it is seen next. */
    private Optional<SQLException> makeSchema(Statement statement) {
        try {
            statement.execute("CREATE SCHEMA IF NOT EXISTS " + grammar.table(schema));
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(e);
        }
    }

    private String written(NewTable table) {
        return grammar.table(schema + "." + table.name());
    }

    private String columns(NewTable table) {
        return table.columns().stream()
                .map(column -> grammar.name(column.name()) + " " + writing.type(column.type()))
                .collect(Collectors.joining(", "));
    }

    @Override
    public boolean contains(NewTable table, String column, String text) {
        return with(open -> {
            String sql = "SELECT 1 FROM " + written(table) + " WHERE " + grammar.name(column) + " = ?";
            try (PreparedStatement statement = open.prepareStatement(sql)) {
                statement.setString(1, text);
                try (ResultSet rows = statement.executeQuery()) {
                    return rows.next();
                }
            }
        });
    }

    @Override
    public void add(NewTable table, Object... values) {
        with(open -> {
            if (!began) {
                writing.begin(open);
                began = true;
            }
            appender(table).add(values);
            return null;
        });
    }

    private Writing.Appender appender(NewTable table) throws SQLException {
        Writing.Appender appender = appenders.get(table);
        if (appender == null) {
            appender = writing.appender(connection, schema, table, written(table));
            appenders.put(table, appender);
        }
        return appender;
    }

    @Override
    public void commit() {
        if (!began) {
            return;
        }
        with(open -> {
            for (Writing.Appender appender : appenders.values()) {
                appender.flush();
            }
            writing.commit(open);
            began = false;
            return null;
        });
    }

    /** What waits in an appender goes out when it is closed: that has to be before the transaction is undone. */
    @Override
    public void close() {
        if (connection == null) {
            return;
        }
        appenders.values().forEach(Opened::closeQuietly);
        if (began) {
            Opened.closeQuietly(() -> writing.undo(connection));
        }
        Opened.closeQuietly(connection);
        connection = null;
    }
}
