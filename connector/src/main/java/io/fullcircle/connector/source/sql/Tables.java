package io.fullcircle.connector.source.sql;

import io.fullcircle.connector.source.Column;
import io.fullcircle.connector.source.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers tables from a catalog that answers one row per column. */
public final class Tables {
    private final Map<String, String> kinds = new LinkedHashMap<>();
    private final Map<String, List<Column>> columns = new LinkedHashMap<>();

    /** @param name as it is written in SQL */
    public void table(String name, boolean view) {
        kinds.putIfAbsent(name, view ? "view" : "table");
        columns.computeIfAbsent(name, n -> new ArrayList<>());
    }

    /** Adds a column to a table that was named before; others are passed over. */
    public void column(String table, String name, String type) {
        if (name != null && columns.containsKey(table)) {
            columns.get(table).add(new Column(name, type));
        }
    }

    public List<Table> list() {
        return kinds.entrySet().stream()
                .map(e -> new Table(e.getKey(), e.getValue(), columns.get(e.getKey())))
                .toList();
    }
}
