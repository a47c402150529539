package io.fullcircle.connector.source.sql;

import io.fullcircle.connector.source.NewTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;

/** What one kind of database does differently when rows are added to its tables. Stateless. */
public interface Writing {
    /** The database's name of a column's type. */
    String type(NewTable.Type type);

    /** Begins a transaction. */
    default void begin(Connection connection) throws SQLException {
        execute(connection, "BEGIN");
    }

    /** Ends it; what was added stays. */
    default void commit(Connection connection) throws SQLException {
        execute(connection, "COMMIT");
    }

    /** Ends it; what was added is gone. */
    default void undo(Connection connection) throws SQLException {
        execute(connection, "ROLLBACK");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A value of a column as the driver takes it; null is null everywhere. */
    default Object value(Object value) {
        return value;
    }

    /**
     * Adds rows to a table, in the transaction that goes on.
     *
     * @param schema as the file has it
     * @param written the table as it is written in SQL
     */
    default Appender appender(Connection connection, String schema, NewTable table, String written)
            throws SQLException {
        String places = String.join(", ", Collections.nCopies(table.columns().size(), "?"));
        return new BatchAppender(
                connection.prepareStatement("INSERT INTO " + written + " VALUES (" + places + ")"), this::value);
    }

    /** Takes rows; some may wait in it. */
    interface Appender extends AutoCloseable {
        void add(Object[] row) throws SQLException;

        /** Sends what waits. */
        void flush() throws SQLException;

        @Override
        void close() throws SQLException;
    }
}
