package io.fullcircle.connector.source.sql;

import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.connector.source.Column;
import io.fullcircle.connector.source.Cursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Rows of one statement. It runs with the first {@link #next()}, so that it can be cancelled from the start on; the
 * connection goes back with the last row, or with {@link #close()}.
 *
 * <p>One thread reads and closes. Any thread cancels: the lock keeps a cancellation from meeting a statement of
 * somebody else, to whom the connection was lent next.
 */
final class SqlCursor implements Cursor {
    /** A cancellation that comes before the server has begun is lost, so it is said again. */
    private static final int SAYINGS = 20;

    private final Opened opened;
    private final ColumnReader[] readers;
    private final Lender connections;
    private final SqlErrors errors;
    private final Function<SQLException, RuntimeException> failure;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition started = lock.newCondition();
    private boolean starting;
    private boolean closed;
    private volatile boolean cancelled;

    private ResultSet rows;

    SqlCursor(Opened opened, Lender connections, SqlErrors errors, Chain chain) throws SQLException {
        this.opened = opened;
        this.readers = opened.projection().readers().toArray(ColumnReader[]::new);
        this.connections = connections;
        this.errors = errors;
        this.failure = e -> errors.inStatement(e, chain);
        this.rows = opened.rows() == null ? null : driversOwn(opened.rows());
    }

    @Override
    public List<Column> columns() {
        return opened.projection().columns();
    }

    @Override
    public boolean next() {
        if (cancelled) {
            throw stop(errors.cancelled());
        }
        if (closed) {
            return false;
        }
        try {
            if (rows == null) {
                rows = start();
            }
            boolean more = rows.next();
            if (!more) {
                release(false);
            }
            return more;
        } catch (SQLException e) {
            throw stop(reason(e));
        }
    }

    @Override
    public Object value(int column) {
        try {
            return readers[column].read(rows, column + 1);
        } catch (SQLException e) {
            throw stop(reason(e));
        }
    }

    @Override
    public void cancel() {
        lock.lock();
        try {
            cancelled = true;
            for (int i = 0; !closed && i < SAYINGS; i++) {
                cancelStatement();
                if (!starting || started.await(100, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (!closed && opened.drainsOnClose() && rows != null) {
                cancelStatement();
            }
        } finally {
            lock.unlock();
        }
        release(cancelled);
    }

    private ResultSet start() throws SQLException {
        starting(true);
        try {
            if (cancelled) {
                throw stop(errors.cancelled());
            }
            return driversOwn(opened.statement().executeQuery());
        } finally {
            starting(false);
        }
    }

    private void starting(boolean now) {
        lock.lock();
        try {
            starting = now;
            started.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Beneath the pool's wrapper, which every value would pass through. */
    private static ResultSet driversOwn(ResultSet rows) throws SQLException {
        return rows.unwrap(ResultSet.class);
    }

    private void cancelStatement() {
        try {
            opened.statement().cancel();
        } catch (SQLException e) {
            // It has ended, or the driver can't: then the next row is refused instead.
        }
    }

    private RuntimeException reason(SQLException e) {
        return cancelled ? errors.cancelled() : failure.apply(e);
    }

    private RuntimeException stop(RuntimeException reason) {
        release(reason instanceof EnvironmentException);
        return reason;
    }

    /** Gives the connection back once; one that was cancelled or lost is not used again. */
    private void release(boolean broken) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
        } finally {
            lock.unlock();
        }
        Opened.closeQuietly(opened.statement());
        connections.release(opened.connection(), broken);
    }
}
