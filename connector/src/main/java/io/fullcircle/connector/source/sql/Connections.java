package io.fullcircle.connector.source.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The pool. It comes to be with the first connection that is needed, and not before; a place that refuses is told at
 * once, without the pool's patience. One thread at a time.
 */
final class Connections implements Lender {
    /** One cursor and, beside it, questions about columns and tables. */
    private static final int MOST = 4;

    /** The pool would drop connections, and log it, for faults in the user's SQL. */
    private static final SQLExceptionOverride WHO_BORROWS_JUDGES = new SQLExceptionOverride() {
        @java.lang.Override
        public Override adjudicate(SQLException e) {
            return Override.DO_NOT_EVICT;
        }
    };

    private final DriverDataSource driver;
    private final Dialect dialect;
    private HikariDataSource pool;

    Connections(Endpoint endpoint, Dialect dialect) {
        this.driver = new DriverDataSource(endpoint.entrance());
        this.dialect = dialect;
    }

    @Override
    public Connection borrow() throws SQLException {
        if (pool == null || pool.getHikariPoolMXBean().getIdleConnections() == 0) {
            Connection next = driver.prepare();
            pool = pool == null ? pool(next) : pool;
        }
        Connection connection = pool.getConnection();
        try {
            dialect.settle(connection);
            return connection;
        } catch (SQLException e) {
            release(connection, true);
            throw e;
        }
    }

    @Override
    public void release(Connection connection, boolean broken) {
        if (broken) {
            pool.evictConnection(connection);
            return;
        }
        try {
            // Drivers begin transactions for questions of their own, of which the pool knows nothing.
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            connection.close();
        } catch (SQLException e) {
            pool.evictConnection(connection);
        }
    }

    @Override
    public void close() {
        try {
            driver.close();
        } catch (SQLException e) {
            // It was never used, and the server ends it when the process does.
        }
        if (pool != null) {
            pool.close();
        }
    }

    /** Takes over how the driver's connections are by themselves, for some refuse to be set otherwise. */
    private HikariDataSource pool(Connection first) throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setPoolName("full-circle");
        config.setDataSource(driver);
        config.setMaximumPoolSize(MOST);
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(Duration.ofSeconds(10).toMillis());
        config.setIdleTimeout(Duration.ofSeconds(30).toMillis());
        config.setExceptionOverride(WHO_BORROWS_JUDGES);
        config.setReadOnly(first.isReadOnly());
        config.setAutoCommit(first.getAutoCommit());
        dialect.configure(config);
        return new HikariDataSource(config);
    }
}
