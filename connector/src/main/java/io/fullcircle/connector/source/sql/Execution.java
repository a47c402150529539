package io.fullcircle.connector.source.sql;

import io.fullcircle.connector.operator.Query;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a cursor runs: the tables of materialized operators, then the statement that is read. Confined to the thread
 * that reads, but for {@link #cancel()}.
 */
final class Execution {
    private static final Logger LOG = LoggerFactory.getLogger(Execution.class);

    private final Dialect dialect;
    private final Lender connections;
    private final Query query;
    private final Staging staging;
    private final Opened opened;

    private Connection connection;
    private Staging.Stage running;
    private volatile PreparedStatement statement;

    /** @param opened its connection and statement are owned from here on */
    Execution(Dialect dialect, Lender connections, Query query, Staging staging, Opened opened) {
        this.dialect = dialect;
        this.connections = connections;
        this.query = query;
        this.staging = staging;
        this.opened = opened;
        this.connection = opened.connection();
        this.statement = opened.statement();
    }

    Opened opened() {
        return opened;
    }

    /** Where a line of the statement that runs now, or ran last, comes from. */
    Chain chain() {
        return running == null ? staging.chain() : running.chain();
    }

    /** The result, before its first row. */
    ResultSet run() throws SQLException {
        if (staging.stages().isEmpty()) {
            return statement.executeQuery();
        }
        try {
            sweep();
            for (Staging.Stage stage : staging.stages()) {
                running = stage;
                prepare(stage.operator(), stage.create());
                statement.execute();
            }
            running = null;
            prepare(query.table(), opened.sql(staging.chain()));
            return statement.executeQuery();
        } finally {
            // The server keeps the result by itself: nothing reads the tables any more.
            drop();
        }
    }

    /** Prepares the same on a new connection, for the old one is lost. */
    void renew() throws SQLException {
        Opened.closeQuietly(statement);
        Connection lost = connection;
        connection = null;
        connections.release(lost, true);
        connection = connections.borrow();
        prepare(query.table(), opened.sql(staging.chain()));
    }

    private void prepare(String step, String sql) throws SQLException {
        Opened.closeQuietly(statement);
        statement = Opened.prepare(dialect, connection, staging.chain(), sql, query.purpose(), step);
    }

    private void sweep() throws SQLException {
        for (String orphan : dialect.scratch().orElseThrow().orphans(connection, query.purpose())) {
            LOG.info("drops {}, which a run that died has left", orphan);
            drop(connection, orphan);
        }
    }

    private void drop() {
        for (Staging.Stage stage : staging.stages()) {
            try {
                drop(connection, stage.table());
            } catch (SQLException e) {
                dropElsewhere(stage.table());
            }
        }
    }

    /** On another connection: this one may be what failed. */
    private void dropElsewhere(String table) {
        try {
            Connection other = connections.borrow();
            try {
                drop(other, table);
            } finally {
                connections.release(other, false);
            }
        } catch (SQLException e) {
            LOG.warn(
                    "{} stays until the next run of this pipeline drops it: {}",
                    table,
                    Diagnosis.of(e).message());
        }
    }

    private void drop(Connection on, String table) throws SQLException {
        String sql = "DROP TABLE IF EXISTS " + table;
        try (PreparedStatement drop = Opened.prepare(dialect, on, staging.chain(), sql, query.purpose(), "")) {
            drop.execute();
        }
    }

    /** Stops what runs now at the server, as far as the driver has that. Any thread. */
    void cancel() {
        try {
            statement.cancel();
        } catch (SQLException e) {
            // It has ended, or the driver can't: then the next row is refused instead.
        }
    }

    /** Gives the connection back, or throws it away. */
    void end(boolean broken) {
        Opened.closeQuietly(statement);
        if (connection != null) {
            connections.release(connection, broken);
        }
    }
}
