package io.fullcircle.connector;

import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.connector.operator.Query;
import io.fullcircle.connector.source.Column;
import io.fullcircle.connector.source.Cursor;
import io.fullcircle.connector.source.Source;
import io.fullcircle.connector.source.Table;
import io.fullcircle.connector.source.sql.Values;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;

/** Rows that a program has, as a source. They are given out once. */
final class GivenRows implements Source, Cursor {
    private final List<Column> columns;
    private final Iterator<Object[]> rows;
    private Object[] row;
    private volatile boolean cancelled;

    GivenRows(List<String> columns, Iterator<Object[]> rows) {
        this.columns = columns.stream().map(name -> new Column(name, "")).toList();
        this.rows = rows;
    }

    @Override
    public Cursor open(Query query) {
        return this;
    }

    @Override
    public List<Column> describe(Query query) {
        return columns;
    }

    @Override
    public List<Table> tables() {
        return List.of();
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public boolean next() {
        if (cancelled || !rows.hasNext()) {
            return false;
        }
        row = rows.next();
        if (row.length != columns.size()) {
            throw new IllegalArgumentException(
                    "a row has " + row.length + " values and there are " + columns.size() + " columns");
        }
        return true;
    }

    @Override
    public Object value(int column) {
        try {
            return Values.of(row[column]);
        } catch (SQLException e) {
            throw new EnvironmentException(
                    "a value of " + columns.get(column).name() + " can't be read: " + e.getMessage(),
                    "keep the connection open that it belongs to",
                    e);
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
    }

    @Override
    public void close() {
        // The rows are the caller's.
    }
}
