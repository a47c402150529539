package io.fullcircle.connector.source.jdbc;

import io.fullcircle.connector.source.Column;
import io.fullcircle.connector.source.Table;
import io.fullcircle.connector.source.sql.ColumnReader;
import io.fullcircle.connector.source.sql.Diagnosis;
import io.fullcircle.connector.source.sql.Dialect;
import io.fullcircle.connector.source.sql.Folding;
import io.fullcircle.connector.source.sql.Grammar;
import io.fullcircle.connector.source.sql.Projection;
import io.fullcircle.connector.source.sql.Readers;
import io.fullcircle.connector.source.sql.SqlColumn;
import io.fullcircle.connector.source.sql.SqlFeature;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What holds for every driver, and the few exceptions that make their results stream. */
final class JdbcDialect implements Dialect {
    private static final int FETCH_SIZE = 1_000;

    /** H2's own states for a database that is closed, broken or not there. */
    private static final Set<String> H2_OUTAGES =
            Set.of("90013", "90020", "90028", "90030", "90031", "90067", "90098", "90121", "90146");

    @Override
    public Grammar grammar(Connection connection) throws SQLException {
        DatabaseMetaData metadata = connection.getMetaData();
        return new Grammar(metadata.getIdentifierQuoteString(), folding(metadata), features(connection));
    }

    private static Folding folding(DatabaseMetaData metadata) throws SQLException {
        if (metadata.storesUpperCaseIdentifiers()) {
            return Folding.UPPER;
        }
        if (metadata.storesLowerCaseIdentifiers()) {
            return Folding.LOWER;
        }
        boolean keepsCase = metadata.storesMixedCaseIdentifiers() || metadata.supportsMixedCaseIdentifiers();
        return keepsCase ? Folding.NONE : Folding.UNKNOWN;
    }

    private static Set<SqlFeature> features(Connection connection) throws SQLException {
        String product = product(connection);
        if (product.equals("mysql") || product.equals("mariadb")) {
            return Set.of(SqlFeature.BACKSLASH_ESCAPES, SqlFeature.BACKTICKS, SqlFeature.HASH_COMMENTS);
        }
        return product.equals("h2") ? Set.of(SqlFeature.DOLLAR_QUOTES, SqlFeature.NESTED_COMMENTS) : Set.of();
    }

    /** SQLite types values, not columns. */
    @Override
    public Projection project(Connection connection, List<SqlColumn> columns) throws SQLException {
        boolean dynamic = product(connection).equals("sqlite");
        List<ColumnReader> readers = columns.stream()
                .map(c -> dynamic ? Readers.ANY : JdbcReaders.of(c))
                .toList();
        List<Column> shown =
                columns.stream().map(c -> new Column(c.name(), type(c))).toList();
        return new Projection(Optional.empty(), shown, readers);
    }

    private static String type(SqlColumn column) {
        return column.typeName() == null ? "" : column.typeName();
    }

    @Override
    public List<Table> tables(Connection connection) throws SQLException {
        return new JdbcCatalog(connection, grammar(connection)).tables();
    }

    private static String product(Connection connection) throws SQLException {
        String name = connection.getMetaData().getDatabaseProductName();
        return String.valueOf(name).toLowerCase(Locale.ROOT);
    }

    /** H2 appends the whole statement to its messages. */
    @Override
    public Diagnosis diagnose(SQLException e, String sql) {
        Diagnosis standard = Diagnosis.of(e);
        boolean outage = standard.outage() || H2_OUTAGES.contains(String.valueOf(e.getSQLState()));
        String message = standard.message().replaceFirst("; SQL statement:.*", "");
        return new Diagnosis(outage, message, standard.line());
    }

    @Override
    public void settle(Connection connection) throws SQLException {
        tolerantly(() -> connection.setReadOnly(true));
        tolerantly(() -> connection.setAutoCommit(false));
    }

    /** MySQL's driver streams for this one number and reads everything into memory for any other. */
    @Override
    public void configure(Statement statement) throws SQLException {
        boolean mysql = product(statement.getConnection()).equals("mysql");
        tolerantly(() -> statement.setFetchSize(mysql ? Integer.MIN_VALUE : FETCH_SIZE));
    }

    @Override
    public boolean drainsOnClose() {
        return true;
    }

    private interface Wish {
        void make() throws SQLException;
    }

    /** Asks for what not every driver has. Without it rows are read all the same, by the rights of the user. */
    private static void tolerantly(Wish wish) {
        try {
            wish.make();
        } catch (SQLException e) {
            // This driver doesn't, or not any more once it is connected, as SQLite's.
        }
    }
}
