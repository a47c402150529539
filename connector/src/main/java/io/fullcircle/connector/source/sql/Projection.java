package io.fullcircle.connector.source.sql;

import io.fullcircle.connector.source.Column;
import java.util.List;
import java.util.Optional;

/**
 * How a result's columns are read.
 *
 * @param select what stands between SELECT and FROM when {@code *} would let the driver lose something; empty for
 *     {@code *}. It keeps the columns' number, names and order
 * @param columns as people see them: the types are the database's, whatever {@code select} makes of them
 * @param readers one per column
 */
public record Projection(Optional<String> select, List<Column> columns, List<ColumnReader> readers) {
    public Projection {
        columns = List.copyOf(columns);
        readers = List.copyOf(readers);
    }
}
