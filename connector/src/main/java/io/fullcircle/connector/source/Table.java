package io.fullcircle.connector.source;

import java.util.List;

/**
 * A table or view that a source offers.
 *
 * @param name as it is written in SQL: with its schema where that isn't the connection's own
 * @param kind {@code table} or {@code view}
 * @param columns in the table's order
 */
public record Table(String name, String kind, List<Column> columns) {
    public Table {
        columns = List.copyOf(columns);
    }
}
