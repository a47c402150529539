package io.fullcircle.connector.source.sql;

import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.connector.source.Column;
import io.fullcircle.connector.source.Cursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Rows of one statement. It runs with the first {@link #next()}, so that it can be cancelled from the start on; the
 * connection goes back with the last row, or with {@link #close()}. Where the server tells how many rows there are,
 * an end before or after them is a failure.
 *
 * <p>One thread reads and closes. Any thread cancels: the lock keeps a cancellation from meeting a statement of
 * somebody else, to whom the connection was lent next.
 */
final class SqlCursor implements Cursor {
    /** A cancellation that comes before the server has begun is lost, so it is said again. */
    private static final int SAYINGS = 20;

    private final Execution execution;
    private final Dialect dialect;
    private final SqlErrors errors;
    private final ColumnReader[] readers;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition started = lock.newCondition();
    private boolean starting;
    private boolean closed;
    private volatile boolean cancelled;
    private volatile Thread waiting;

    private ResultSet rows;
    private Answer answer = Answer.NONE;
    private long read;

    SqlCursor(Execution execution, Dialect dialect, SqlErrors errors) throws SQLException {
        this.execution = execution;
        this.dialect = dialect;
        this.errors = errors;
        this.readers = execution.opened().projection().readers().toArray(ColumnReader[]::new);
        ResultSet already = execution.opened().rows();
        this.rows = already == null ? null : driversOwn(already);
    }

    @Override
    public List<Column> columns() {
        return execution.opened().projection().columns();
    }

    @Override
    public Optional<String> statementId() {
        return answer.id();
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
                answer = dialect.answer(rows);
            }
            boolean more = fetch();
            if (more) {
                read++;
                return true;
            }
            dialect.checkEnd(rows);
        } catch (SQLException e) {
            throw stop(reason(e));
        } catch (RuntimeException e) {
            throw stop(e);
        }
        release(false);
        if (answer.rows().orElse(read) != read) {
            throw errors.miscounted(read, answer.rows().getAsLong());
        }
        return false;
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
                execution.cancel();
                Optional.ofNullable(waiting).ifPresent(Thread::interrupt);
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
            if (!closed && execution.opened().drainsOnClose() && rows != null) {
                execution.cancel();
            }
        } finally {
            lock.unlock();
        }
        release(cancelled);
    }

    private ResultSet start() throws SQLException {
        starting(true);
        try {
            return driversOwn(Retries.call(dialect, () -> !cancelled, this::run, this::renew));
        } finally {
            starting(false);
        }
    }

    private ResultSet run() throws SQLException {
        refuseIfCancelled();
        return execution.run();
    }

    private void renew() throws SQLException {
        refuseIfCancelled();
        execution.renew();
    }

    private void refuseIfCancelled() {
        if (cancelled) {
            throw errors.cancelled();
        }
    }

    private boolean fetch() throws SQLException {
        if (!dialect.waitsForRowsApart()) {
            return rows.next();
        }
        waiting = Thread.currentThread();
        try {
            return rows.next();
        } finally {
            waiting = null;
            if (cancelled) {
                calm();
            }
        }
    }

    /** The interruption was for the wait, not for what the thread does next; the lock waits until it has come. */
    private void calm() {
        lock.lock();
        try {
            Thread.interrupted();
        } finally {
            lock.unlock();
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

    private RuntimeException reason(SQLException e) {
        return cancelled ? errors.cancelled() : errors.inStatement(e, execution.chain());
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
        execution.end(broken);
    }
}
