package io.fullcircle.connector.source.snowflake.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What DuckDB's catalogue holds of Snowflake's databases, names as stored. */
final class CatalogueRows {
    private final Engine engine;

    CatalogueRows(Engine engine) {
        this.engine = engine;
    }

    /** Database, schema, name, TABLE or VIEW, and number of rows. */
    List<List<String>> objects(ShowScope scope) {
        var sql = """
                SELECT database_name, schema_name, table_name AS name, 'TABLE' AS kind, CAST(estimated_size AS VARCHAR)
                FROM duckdb_tables() WHERE NOT internal
                UNION ALL
                SELECT database_name, schema_name, view_name, CASE WHEN sql LIKE '%SF$FILE%' THEN 'TABLE' ELSE 'VIEW' END,
                    NULL
                FROM duckdb_views() WHERE NOT internal
                ORDER BY 1, 2, 3""";
        return engine.query(sql).stream()
                .filter(row -> isShown(row, scope))
                .filter(row -> scope.table() == null || scope.table().equals(row.get(2)))
                .filter(row -> scope.fits(Names.shown(row.get(2))))
                .toList();
    }

    /** Database, schema, table, column, DuckDB type, nullable, and default. */
    List<List<String>> columnsOf(ShowScope scope) {
        var table = scope.table() == null ? "" : " AND upper(table_name) = upper(" + Names.literal(scope.table()) + ")";
        var sql = """
                SELECT database_name, schema_name, table_name, column_name, data_type, CAST(is_nullable AS VARCHAR),
                    column_default
                FROM duckdb_columns() WHERE NOT internal""" + table + " ORDER BY database_name, schema_name, table_name, column_index";
        return engine.query(sql).stream().filter(row -> isShown(row, scope)).toList();
    }

    /** Database and schema. */
    List<List<String>> schemas(ShowScope scope) {
        var rows = new ArrayList<List<String>>();
        for (var database : new TreeSet<>(engine.databases())) rows.add(List.of(database, "INFORMATION_SCHEMA"));
        rows.addAll(engine.query("SELECT database_name, schema_name FROM duckdb_schemas() ORDER BY 1, 2"));
        return rows.stream().filter(row -> isShown(row, scope)).toList();
    }

    private boolean isShown(List<String> row, ShowScope scope) {
        return engine.databases().contains(row.get(0))
                && !row.get(1).equals("main")
                && !row.get(1).equals("pg_catalog")
                && (scope.database() == null || scope.database().equals(row.get(0)))
                && (scope.schema() == null || scope.schema().equals(row.get(1)));
    }
}
