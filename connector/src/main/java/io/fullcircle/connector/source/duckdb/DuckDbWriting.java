package io.fullcircle.connector.source.duckdb;

import io.fullcircle.connector.source.NewTable;
import io.fullcircle.connector.source.sql.Writing;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Rows go in by DuckDB's appender, which has measured five times as fast as INSERTs of many rows, and forty times as fast
 * as a batch. It takes part in a transaction that SQL has begun, and in none of JDBC's.
 */
final class DuckDbWriting implements Writing {
    @Override
    public String type(NewTable.Type type) {
        return switch (type) {
            case TEXT -> "VARCHAR";
            case NUMBER -> "BIGINT";
            case TIME -> "TIMESTAMPTZ";
        };
    }

    @Override
    public Appender appender(Connection connection, String schema, NewTable table, String written) throws SQLException {
        return new Rows(connection.unwrap(DuckDBConnection.class).createAppender(schema, table.name()));
    }

    private record Rows(DuckDBAppender appender) implements Appender {
        @Override
        public void add(Object[] row) throws SQLException {
            appender.beginRow();
            for (Object value : row) {
                append(value);
            }
            appender.endRow();
        }

        private void append(Object value) throws SQLException {
            if (value instanceof String text) {
                appender.append(text);
            } else if (value instanceof Long number) {
                appender.append(number.longValue());
            } else if (value instanceof Instant moment) {
                appender.append(moment.atOffset(ZoneOffset.UTC));
            } else {
                appender.appendNull();
            }
        }

        @Override
        public void flush() throws SQLException {
            appender.flush();
        }

        @Override
        public void close() throws SQLException {
            appender.close();
        }
    }
}
