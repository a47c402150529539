package io.fullcircle.connector.source.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.function.UnaryOperator;

/** Adds rows by an INSERT with parameters, many in one message to the server. */
final class BatchAppender implements Writing.Appender {
    /**
     * Rows that wait. Snowflake's driver binds 65,280 values in one statement; more would go by way of a stage, for which
     * rights are needed.
     */
    private static final int ROWS = 2_000;

    private final PreparedStatement insert;
    private final UnaryOperator<Object> value;
    private int waiting;

    BatchAppender(PreparedStatement insert, UnaryOperator<Object> value) {
        this.insert = insert;
        this.value = value;
    }

    @Override
    public void add(Object[] row) throws SQLException {
        for (int i = 0; i < row.length; i++) {
            bind(i + 1, row[i]);
        }
        insert.addBatch();
        if (++waiting == ROWS) {
            flush();
        }
    }

    private void bind(int index, Object given) throws SQLException {
        if (given == null) {
            insert.setNull(index, Types.NULL);
            return;
        }
        Object bound = value.apply(given);
        if (bound instanceof String text) {
            insert.setString(index, text);
        } else if (bound instanceof Long number) {
            insert.setLong(index, number);
        } else {
            insert.setObject(index, bound);
        }
    }

    @Override
    public void flush() throws SQLException {
        if (waiting > 0) {
            insert.executeBatch();
            waiting = 0;
        }
    }

    @Override
    public void close() throws SQLException {
        insert.close();
    }
}
