package io.fullcircle.connector.source.sql;

import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.connector.operator.Query;
import io.fullcircle.connector.source.Column;
import io.fullcircle.connector.source.Cursor;
import io.fullcircle.connector.source.Source;
import io.fullcircle.connector.source.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

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
    public Cursor open(Query query) {
        Connection connection = borrow();
        try {
            return cursor(connection, chain(connection, query));
        } catch (RuntimeException e) {
            connections.release(connection, e instanceof EnvironmentException);
            throw e;
        }
    }

    @Override
    public List<Column> describe(Query query) {
        return ask(connection -> columns(connection, chain(connection, query)));
    }

    @Override
    public List<Table> tables() {
        List<Table> tables = ask(this::tables);
        return tables.stream().sorted(Comparator.comparing(Table::name)).toList();
    }

    @Override
    public void close() {
        connections.close();
    }

    private <T> T ask(Function<Connection, T> question) {
        Connection connection = borrow();
        boolean broken = false;
        try {
            return question.apply(connection);
        } catch (EnvironmentException e) {
            broken = true;
            throw e;
        } finally {
            connections.release(connection, broken);
        }
    }

    private Connection borrow() {
        try {
            return connections.borrow();
        } catch (SQLException e) {
            throw errors.unreachable(e);
        }
    }

    private Chain chain(Connection connection, Query query) {
        try {
            return Chain.of(query, dialect.grammar(connection));
        } catch (SQLException e) {
            throw errors.unreachable(e);
        }
    }

    private Cursor cursor(Connection connection, Chain chain) {
        try {
            return new SqlCursor(Opened.open(dialect, connection, chain), connections, errors, chain);
        } catch (SQLException e) {
            throw errors.inStatement(e, chain);
        }
    }

    private List<Column> columns(Connection connection, Chain chain) {
        try {
            return Opened.describe(dialect, connection, chain).columns();
        } catch (SQLException e) {
            throw errors.inStatement(e, chain);
        }
    }

    private List<Table> tables(Connection connection) {
        try {
            return dialect.tables(connection);
        } catch (SQLException e) {
            throw errors.inCatalog(e);
        }
    }
}
