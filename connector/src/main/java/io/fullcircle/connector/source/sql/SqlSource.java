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

/** Any database with a JDBC driver. What is particular to it lies in its endpoint and its dialect. */
public final class SqlSource implements Source {
    private final Dialect dialect;
    private final Connections connections;
    private final SqlErrors errors;

    /** Connects to nothing yet. */
    public SqlSource(Endpoint endpoint, Dialect dialect) {
        this.dialect = dialect;
        this.connections = new Connections(endpoint, dialect);
        this.errors = new SqlErrors(endpoint, dialect);
    }

    @Override
    public Cursor open(Query query) {
        Connection connection = borrow();
        boolean handedOver = false;
        try {
            Chain chain = chain(connection, query);
            Cursor cursor = cursor(connection, chain);
            handedOver = true;
            return cursor;
        } finally {
            if (!handedOver) {
                connections.release(connection, false);
            }
        }
    }

    @Override
    public List<Column> describe(Query query) {
        Connection connection = borrow();
        try {
            Chain chain = chain(connection, query);
            return columns(connection, chain);
        } finally {
            connections.release(connection, false);
        }
    }

    @Override
    public List<Table> tables() {
        Connection connection = borrow();
        try {
            List<Table> tables = dialect.tables(connection);
            return tables.stream().sorted(Comparator.comparing(Table::name)).toList();
        } catch (SQLException e) {
            throw errors.inCatalog(e);
        } finally {
            connections.release(connection, false);
        }
    }

    @Override
    public void close() {
        connections.close();
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
}
