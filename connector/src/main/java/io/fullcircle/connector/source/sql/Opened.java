package io.fullcircle.connector.source.sql;

import io.fullcircle.connector.operator.Purpose;
import io.fullcircle.connector.operator.Query;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A statement that is ready to be read.
 *
 * @param connection on loan from the pool
 * @param statement prepared; it runs when its first row is asked for
 * @param rows null, or what it has answered where the driver tells the columns no earlier
 * @param projection how its columns are read
 * @param drainsOnClose whether an unread rest has to be cancelled
 */
record Opened(
        Connection connection,
        PreparedStatement statement,
        ResultSet rows,
        Projection projection,
        boolean drainsOnClose) {

    static Opened open(Dialect dialect, Connection connection, Chain chain, Query query) throws SQLException {
        PreparedStatement statement = prepare(dialect, connection, chain, chain.select(), query);
        try {
            var metadata = statement.getMetaData();
            ResultSet rows = metadata == null ? statement.executeQuery() : null;
            metadata = rows == null ? metadata : rows.getMetaData();
            Projection projection = dialect.project(connection, SqlColumn.of(metadata));
            if (projection.select().isPresent()) {
                statement.close();
                rows = null;
                String sql = chain.select(projection.select().get());
                statement = prepare(dialect, connection, chain, sql, query);
            }
            return new Opened(connection, statement, rows, projection, dialect.drainsOnClose());
        } catch (SQLException | RuntimeException e) {
            closeQuietly(statement);
            throw e;
        }
    }

    /** What the columns would be, without a row. */
    static Projection describe(Dialect dialect, Connection connection, Chain chain, Query query) throws SQLException {
        try (PreparedStatement statement = prepare(dialect, connection, chain, chain.select(), query)) {
            var metadata = statement.getMetaData();
            if (metadata != null) {
                return dialect.project(connection, SqlColumn.of(metadata));
            }
        }
        try (PreparedStatement statement = prepare(dialect, connection, chain, chain.selectNothing(), query);
                ResultSet none = statement.executeQuery()) {
            return dialect.project(connection, SqlColumn.of(none.getMetaData()));
        }
    }

    /** What this chain's statement is, its columns read as here. */
    String sql(Chain chain) {
        return projection.select().map(chain::select).orElseGet(chain::select);
    }

    private static PreparedStatement prepare(
            Dialect dialect, Connection connection, Chain chain, String sql, Query query) throws SQLException {
        PreparedStatement statement = prepare(dialect, connection, chain, sql, query.purpose(), query.table());
        if (!chain.hasParameters(sql)) {
            return statement;
        }
        try {
            int index = 1;
            // The order of Chain.where: each column but the last is compared twice.
            for (int i = 0; i < query.from().size(); i++) {
                int times = i < query.from().size() - 1 ? 2 : 1;
                for (int n = 0; n < times; n++) {
                    dialect.bind(statement, index++, query.from().get(i));
                }
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            closeQuietly(statement);
            throw e;
        }
    }

    static PreparedStatement prepare(
            Dialect dialect, Connection connection, Chain chain, String sql, Purpose purpose, String step)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(chain.forDriver(sql));
        try {
            dialect.configure(statement, purpose, step);
            return statement;
        } catch (SQLException | RuntimeException e) {
            closeQuietly(statement);
            throw e;
        }
    }

    /** A statement that failed is closed by some drivers already, and by others not without a word. */
    static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // Nothing depends on it any more: its connection is thrown away, or rolled back by the pool.
        }
    }
}
