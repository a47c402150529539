package io.fullcircle.connector.source.snowflake.standin;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.duckdb.DuckDBConnection;

/**
 * The DuckDB that stands behind the server: a database of Snowflake's is an attached in-memory catalogue, a schema a schema.
 * Memory is bounded; what does not fit goes to the work directory. Any thread; each takes a connection of its own.
 */
final class Engine implements AutoCloseable {
    /** Holds the functions and, per database, the views of INFORMATION_SCHEMA. */
    static final String SYSTEM = "SF$";
    /** Holds the rows of every result, for RESULT_SCAN. On disk. */
    static final String RESULTS = "SF$RESULTS";
    /** The file that the user brought along, read-only. */
    static final String FILE = "SF$FILE";

    private final Connection root;
    private final Set<String> databases = ConcurrentHashMap.newKeySet();
    private final Set<String> warehouses = ConcurrentHashMap.newKeySet();

    Engine(Path work, Path file) {
        var properties = new Properties();
        properties.setProperty("jdbc_stream_results", "true");
        properties.setProperty("temp_directory", work.resolve("spill").toString());
        properties.setProperty("memory_limit", "1500MB");
        try {
            root = DriverManager.getConnection("jdbc:duckdb:", properties);
            run(root, "ATTACH ':memory:' AS \"SF$\"");
            run(root, "ATTACH '" + work.resolve("results.duckdb") + "' AS \"SF$RESULTS\"");
            run(root, "SET search_path = '\"SF$\".main'");
            for (var macro : Functions.ALL) run(root, macro);
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB does not start", e);
        }
        warehouses.add(StandInOptions.WAREHOUSE);
        createDatabase(StandInOptions.DATABASE);
        if (file != null) present(file);
    }

    Connection connect() {
        try {
            return ((DuckDBConnection) root).duplicate();
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB gives no connection", e);
        }
    }

    /** Makes a connection see what the session sees: its database, schema and time zone. */
    void enter(Connection connection, Session session) throws SQLException {
        var path = "\"SF$\".\"MAIN\"";
        if (session.database() != null) {
            var schema = session.schema() == null ? "PUBLIC" : session.schema();
            path = Names.quoted(session.database()) + "." + Names.quoted(schema) + "," + path;
        }
        run(connection, "SET search_path = " + Names.literal(path));
        run(connection, "SET TimeZone = " + Names.literal(session.parameter("TIMEZONE")));
    }

    boolean hasWarehouse(String name) {
        return warehouses.contains(name);
    }

    Set<String> warehouses() {
        return warehouses;
    }

    /** Names as stored. */
    Set<String> databases() {
        return databases;
    }

    boolean hasSchema(String database, String schema) {
        var sql = "SELECT 1 FROM duckdb_schemas() WHERE database_name = " + Names.literal(database)
                + " AND schema_name = " + Names.literal(schema) + " AND schema_name NOT IN ('main', 'pg_catalog')";
        return !query(sql).isEmpty();
    }

    void createDatabase(String name) {
        try (var connection = connect()) {
            run(connection, "ATTACH ':memory:' AS " + Names.quoted(name));
            run(connection, "CREATE SCHEMA " + Names.quoted(name) + ".\"PUBLIC\"");
            run(connection, "CREATE SCHEMA \"SF$\"." + Names.quoted(name));
            for (var view : InformationSchema.views(name)) run(connection, view);
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB does not attach a database", e);
        }
        databases.add(name);
    }

    void dropDatabase(String name) {
        try (var connection = connect()) {
            run(connection, "DROP SCHEMA \"SF$\"." + Names.quoted(name) + " CASCADE");
            run(connection, "DETACH " + Names.quoted(name));
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB does not detach a database", e);
        }
        databases.remove(name);
    }

    /** A short answer as texts, for the catalogue; nulls stay null. */
    List<List<String>> query(String sql) {
        var rows = new ArrayList<List<String>>();
        try (var connection = connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                var row = new ArrayList<String>();
                for (int i = 1; i <= columns; i++) row.add(result.getString(i));
                rows.add(row);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB does not answer about its catalogue", e);
        }
        return rows;
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        try {
            root.close();
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB does not close", e);
        }
    }

    /** Shows a file's tables as the database's: schema main as PUBLIC, names in upper case, the file untouched. */
    private void present(Path file) {
        try (var connection = connect()) {
            run(connection, "ATTACH " + Names.literal(file.toString()) + " AS \"SF$FILE\" (READ_ONLY)");
            var tables = query("SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = 'SF$FILE'"
                    + " UNION ALL SELECT schema_name, view_name FROM duckdb_views() WHERE database_name = 'SF$FILE'"
                    + " AND NOT internal");
            for (var table : tables) {
                var schema =
                        table.get(0).equals("main") ? "PUBLIC" : table.get(0).toUpperCase();
                var shown = Names.quoted(StandInOptions.DATABASE) + "." + Names.quoted(schema);
                run(connection, "CREATE SCHEMA IF NOT EXISTS " + shown);
                run(
                        connection,
                        "CREATE VIEW " + shown + "." + Names.quoted(table.get(1).toUpperCase()) + " AS SELECT * FROM "
                                + "\"SF$FILE\"." + Names.quoted(table.get(0)) + "." + Names.quoted(table.get(1)));
            }
        } catch (SQLException e) {
            throw new IllegalArgumentException("DuckDB can't open " + file + ": " + e.getMessage(), e);
        }
    }
}
