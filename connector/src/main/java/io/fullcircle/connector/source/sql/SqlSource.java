package io.fullcircle.connector.source.sql;

import io.fullcircle.connector.operator.Query;
import io.fullcircle.connector.source.Column;
import io.fullcircle.connector.source.Cursor;
import io.fullcircle.connector.source.Source;
import io.fullcircle.connector.source.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Any database with a JDBC driver. What is particular to it lies in its endpoint and its dialect. */
public final class SqlSource implements Source {
    private final Dialect dialect;
    private final Lender connections;
    private final SqlErrors errors;

    /** Connects to nothing yet. */
    public SqlSource(Endpoint endpoint, Dialect dialect) {
        this.dialect = dialect;
        this.connections = new Connections(endpoint, dialect);
        this.errors = new SqlErrors(endpoint, dialect);
    }

    private SqlSource(Connection connection, Dialect dialect) {
        var endpoint = new Endpoint(
                "the connection handed over", "Look after it where it was opened.", () -> connection, List.of());
        this.dialect = dialect;
        this.connections = new OneConnection(connection, dialect);
        this.errors = new SqlErrors(endpoint, dialect);
    }

    /** Reads over a connection of the caller's, which stays open and gets its settings back. */
    public static SqlSource over(Connection connection, Dialect dialect) {
        return new SqlSource(connection, dialect);
    }

    /** Whether this is a connection to such a database, by the name that its driver gives. */
    public static boolean belongsTo(Connection connection, String product) {
        try {
            return product.equalsIgnoreCase(connection.getMetaData().getDatabaseProductName());
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public boolean readsFromPositions() {
        return dialect.bindsPositions();
    }

    @Override
    public Cursor open(Query query) {
        Grammar grammar = grammar();
        Chain chain = Chain.of(query, grammar);
        Staging staging = Staging.of(query, grammar, dialect);
        try {
            return cursor(query, chain, staging);
        } catch (SQLException e) {
            throw errors.inStatement(e, chain);
        }
    }

    @Override
    public Optional<Cursor> reopen(String statementId, Query query) {
        Optional<String> kept = dialect.kept(statementId);
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        Chain chain = Chain.of(query, grammar(), kept.get());
        try {
            return Optional.of(cursor(query, chain, new Staging(List.of(), chain)));
        } catch (SQLException e) {
            if (dialect.isForgotten(e)) {
                return Optional.empty();
            }
            throw errors.inStatement(e, chain);
        }
    }

    /** The chain is described; what the cursor runs is the staging. */
    private Cursor cursor(Query query, Chain chain, Staging staging) throws SQLException {
        return ask(true, connection -> {
            Opened opened = Opened.open(dialect, connection, chain, query);
            return new SqlCursor(new Execution(dialect, connections, query, staging, opened), dialect, errors);
        });
    }

    @Override
    public List<Column> describe(Query query) {
        Chain chain = Chain.of(query, grammar());
        try {
            return ask(false, connection -> Opened.describe(dialect, connection, chain, query))
                    .columns();
        } catch (SQLException e) {
            throw errors.inStatement(e, chain);
        }
    }

    @Override
    public List<Table> tables() {
        try {
            return ask(false, dialect::tables).stream()
                    .sorted(Comparator.comparing(Table::name))
                    .toList();
        } catch (SQLException e) {
            throw errors.inCatalog(e);
        }
    }

    @Override
    public void close() {
        connections.close();
    }

    private Grammar grammar() {
        try {
            return ask(false, dialect::grammar);
        } catch (SQLException e) {
            throw errors.unreachable(e);
        }
    }

    /** Something that is asked on a connection. */
    @FunctionalInterface
    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    /** @param keeps whether the answer holds on to the connection, which is given back otherwise */
    private <T> T ask(boolean keeps, Question<T> question) throws SQLException {
        return Retries.call(dialect, () -> true, () -> askOnce(keeps, question), () -> {});
    }

    private <T> T askOnce(boolean keeps, Question<T> question) throws SQLException {
        Connection connection = borrow();
        boolean kept = false;
        boolean broken = false;
        try {
            T answer = question.ask(connection);
            kept = keeps;
            return answer;
        } catch (SQLException e) {
            broken = dialect.isPassing(e) || dialect.diagnose(e, "").outage();
            throw e;
        } finally {
            if (!kept) {
                connections.release(connection, broken);
            }
        }
    }

    private Connection borrow() {
        try {
            return connections.borrow();
        } catch (SQLException e) {
            throw errors.unreachable(e);
        }
    }
}
