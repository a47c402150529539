package io.fullcircle.connector.source.postgres;

import io.fullcircle.connector.source.NewTable;
import io.fullcircle.connector.source.sql.Writing;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;

final class PostgresWriting implements Writing {
    @Override
    public String type(NewTable.Type type) {
        return switch (type) {
            case TEXT -> "text";
            case NUMBER -> "bigint";
            case TIME -> "timestamptz";
        };
    }

    /** The driver sends a batch's rows together where it knows of the transaction. */
    @Override
    public void begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        connection.commit();
        connection.setAutoCommit(true);
    }

    @Override
    public void undo(Connection connection) throws SQLException {
        connection.rollback();
    }

    /** The server has no text with a zero in it. */
    @Override
    public Object value(Object value) {
        if (value instanceof String text) {
            return text.replace("\0", "\uFFFD");
        }
        return value instanceof Instant moment ? moment.atOffset(ZoneOffset.UTC) : value;
    }
}
