package io.fullcircle.connector.source;

import io.fullcircle.connector.base.EnvironmentException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A cursor over rows in memory, or made as they are read. It is as strict as the strictest driver: a value is read at
 * most once per row and only while there is one, and nothing works behind {@link #close()}; each breach is an {@link
 * AssertionError}.
 */
public final class RowsCursor implements Cursor {
    private final List<Column> columns;
    private final Iterator<Object[]> rows;
    private final boolean[] read;

    private Object[] row;
    private boolean closed;
    private volatile boolean cancelled;

    private RowsCursor(List<String> columns, Iterator<Object[]> rows) {
        this.columns = columns(columns);
        this.rows = rows;
        this.read = new boolean[columns.size()];
    }

    /** A cursor over these rows. */
    public static RowsCursor of(List<String> columns, Object[]... rows) {
        return new RowsCursor(columns, Arrays.asList(rows).iterator());
    }

    /** A cursor over rows that are made as they are read. */
    public static RowsCursor of(List<String> columns, Stream<Object[]> rows) {
        return new RowsCursor(columns, rows.iterator());
    }

    /** Columns of these names, of a type that nobody should ask for. */
    public static List<Column> columns(List<String> names) {
        return names.stream().map(name -> new Column(name, "any")).toList();
    }

    /** A row, for callers with values of several types. */
    public static Object[] row(Object... values) {
        return values;
    }

    /** How many values of the current row were read. */
    public int valuesRead() {
        int count = 0;
        for (boolean one : read) {
            count += one ? 1 : 0;
        }
        return count;
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public boolean next() {
        demand(!closed, "next() behind close()");
        if (cancelled) {
            throw new EnvironmentException("The query was cancelled.", "Start it again.");
        }
        Arrays.fill(read, false);
        row = rows.hasNext() ? rows.next() : null;
        demand(row == null || row.length == columns.size(), "a row with another number of values than columns");
        return row != null;
    }

    @Override
    public Object value(int column) {
        demand(!closed, "value() behind close()");
        demand(row != null, "value() without a row");
        demand(!read[column], "column " + column + " read twice");
        read[column] = true;
        return row[column];
    }

    @Override
    public void cancel() {
        cancelled = true;
    }

    @Override
    public void close() {
        closed = true;
    }

    private static void demand(boolean met, String breach) {
        if (!met) {
            throw new AssertionError(breach);
        }
    }
}
