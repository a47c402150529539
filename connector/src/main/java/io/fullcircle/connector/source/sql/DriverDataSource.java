package io.fullcircle.connector.source.sql;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * What the pool draws its connections from. A connection that was opened beforehand is handed out first: the pool
 * repeats a refused attempt until its timeout, whereas who opens one here has the driver's own words at once.
 */
final class DriverDataSource implements DataSource {
    private final Endpoint.Entrance entrance;
    private final AtomicReference<Connection> ready = new AtomicReference<>();

    DriverDataSource(Endpoint.Entrance entrance) {
        this.entrance = entrance;
    }

    /** Opens a connection for the pool to take, unless one is waiting. */
    Connection prepare() throws SQLException {
        Connection waiting = ready.get();
        if (waiting == null) {
            waiting = entrance.connect();
            ready.set(waiting);
        }
        return waiting;
    }

    void close() throws SQLException {
        Connection waiting = ready.getAndSet(null);
        if (waiting != null) {
            waiting.close();
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection waiting = ready.getAndSet(null);
        return waiting != null ? waiting : entrance.connect();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the endpoint knows the credentials");
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    /** How long the pool waits for its own thread when it closes. */
    @Override
    public int getLoginTimeout() {
        return 5;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("no logger");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
