package io.fullcircle.connector.source.snowflake.standin;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What Snowflake knows of tables and DuckDB does not: primary keys, which are declared but never enforced, and which tables
 * are transient. Keys are qualified names in SQL. Any thread.
 */
final class Catalogue {
    private final Map<String, List<String>> primaryKeys = new ConcurrentHashMap<>();
    private final Set<String> transients = ConcurrentHashMap.newKeySet();

    void created(QualifiedName table, List<String> primaryKey, boolean isTransient) {
        dropped(table);
        if (!primaryKey.isEmpty()) primaryKeys.put(table.sql(), List.copyOf(primaryKey));
        if (isTransient) transients.add(table.sql());
    }

    void dropped(QualifiedName table) {
        primaryKeys.remove(table.sql());
        transients.remove(table.sql());
    }

    List<String> primaryKey(String sqlName) {
        return primaryKeys.getOrDefault(sqlName, List.of());
    }

    boolean isTransient(String sqlName) {
        return transients.contains(sqlName);
    }
}
