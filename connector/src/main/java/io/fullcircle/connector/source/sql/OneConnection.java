package io.fullcircle.connector.source.sql;

import java.sql.Connection;
import java.sql.SQLException;

/** A connection that belongs to somebody else: made fit for streaming while it is lent, then as it was. */
final class OneConnection implements Lender {
    private final Connection connection;
    private final Dialect dialect;
    private boolean autoCommit;
    private boolean readOnly;

    OneConnection(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    @Override
    public Connection borrow() throws SQLException {
        autoCommit = connection.getAutoCommit();
        readOnly = connection.isReadOnly();
        if (autoCommit) {
            // Where the caller is in a transaction, the rows are read in it.
            dialect.settle(connection);
        }
        return connection;
    }

    @Override
    public void release(Connection lent, boolean broken) {
        try {
            if (autoCommit && !connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            if (connection.isReadOnly() != readOnly) {
                connection.setReadOnly(readOnly);
            }
        } catch (SQLException e) {
            // It is broken, and its owner will see that at the next use.
        }
    }

    @Override
    public void close() {
        // It isn't ours.
    }
}
