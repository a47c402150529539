package io.fullcircle.connector.source.snowflake.standin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.json.JsonMapper;

/**
 * SHOW and DESCRIBE TABLE, from DuckDB's catalogue, with the columns in the places where the driver's metadata reads them.
 * No answer has more than 10,000 rows, and the client is not told that more exist.
 */
final class Show {
    private static final int CAP = 10_000;
    private static final String CREATED = "1760000000.000000000 1440";
    private static final JsonMapper JSON = new JsonMapper();
    private final Engine engine;
    private final Catalogue catalogue;
    private final Session session;

    Show(Engine engine, Catalogue catalogue, Session session) {
        this.engine = engine;
        this.catalogue = catalogue;
        this.session = session;
    }

    Outcome run(List<Token> in) throws SqlFailure {
        int i = in.get(1).is("TERSE") ? 2 : 1;
        var what = in.get(i).name();
        if (what.equals("PRIMARY") || what.equals("IMPORTED") || what.equals("EXPORTED")) i++;
        var scope = ShowScope.read(in, i + 1, what, session);
        check(scope);
        return switch (what) {
            case "TABLES" -> tables(scope, true, false);
            case "OBJECTS" -> tables(scope, true, true);
            case "VIEWS" -> views(scope);
            case "COLUMNS" -> columns(scope);
            case "SCHEMAS" -> schemas(scope);
            case "DATABASES" -> databases(scope);
            case "PRIMARY" -> primaryKeys(scope);
            case "WAREHOUSES" -> warehouses(scope);
            case "PARAMETERS" -> parameters(scope);
            default -> table(List.of("created_on", "name"), List.of());
        };
    }

    /** DESCRIBE TABLE. */
    Outcome describe(List<Token> in) throws SqlFailure {
        int start = in.get(1).is("TABLE") || in.get(1).is("VIEW") ? 2 : 1;
        var name = QualifiedName.read(in, start, session);
        var rows = new ArrayList<List<String>>();
        for (var row : columnsOf(new ShowScope(name.database(), name.schema(), name.name(), null))) {
            var column = DuckTypes.column(
                    Names.shown(row.get(3)), row.get(4), row.get(5).equals("true"));
            rows.add(Arrays.asList(
                    column.name(), column.type().name(), "COLUMN", column.nullable() ? "Y" : "N", row.get(6), "N"));
        }
        if (rows.isEmpty()) throw SqlFailure.noObject(name.shown());
        return table(List.of("name", "type", "kind", "null?", "default", "primary key"), rows);
    }

    private Outcome tables(ShowScope scope, boolean withTables, boolean withViews) {
        var rows = new ArrayList<List<String>>();
        var columns =
                List.of("created_on", "name", "database_name", "schema_name", "kind", "comment", "cluster_by", "rows");
        for (var row : objects(scope)) {
            boolean isView = row.get(3).equals("VIEW");
            if (isView ? !withViews : !withTables) continue;
            var sqlName = Names.quoted(row.get(0)) + "." + Names.quoted(row.get(1)) + "." + Names.quoted(row.get(2));
            var kind = catalogue.isTransient(sqlName) ? "TRANSIENT" : row.get(3);
            rows.add(Arrays.asList(
                    CREATED,
                    Names.shown(row.get(2)),
                    Names.shown(row.get(0)),
                    Names.shown(row.get(1)),
                    kind,
                    "",
                    "",
                    row.get(4)));
        }
        return table(columns, rows);
    }

    private Outcome views(ShowScope scope) {
        var rows = new ArrayList<List<String>>();
        for (var row : objects(scope)) {
            if (!row.get(3).equals("VIEW")) continue;
            rows.add(Arrays.asList(
                    CREATED,
                    Names.shown(row.get(2)),
                    "",
                    Names.shown(row.get(0)),
                    Names.shown(row.get(1)),
                    "PUBLIC",
                    "",
                    ""));
        }
        return table(
                List.of("created_on", "name", "reserved", "database_name", "schema_name", "owner", "comment", "text"),
                rows);
    }

    private Outcome columns(ShowScope scope) {
        var rows = new ArrayList<List<String>>();
        for (var row : columnsOf(scope)) {
            var name = Names.shown(row.get(3));
            if (!scope.fits(name)) continue;
            boolean isNullable = row.get(5).equals("true");
            var type = JSON.createObjectNode();
            DuckTypes.column(name, row.get(4), isNullable).describeType(type);
            rows.add(Arrays.asList(
                    Names.shown(row.get(2)),
                    Names.shown(row.get(1)),
                    name,
                    type.toString(),
                    String.valueOf(isNullable),
                    row.get(6) == null ? "" : row.get(6),
                    "COLUMN",
                    "",
                    "",
                    Names.shown(row.get(0)),
                    ""));
        }
        var names = List.of(
                "table_name",
                "schema_name",
                "column_name",
                "data_type",
                "null?",
                "default",
                "kind",
                "expression",
                "comment",
                "database_name",
                "autoincrement");
        return table(names, rows);
    }

    private Outcome schemas(ShowScope scope) {
        var rows = new ArrayList<List<String>>();
        for (var row : schemaRows(scope)) {
            var name = Names.shown(row.get(1));
            if (!scope.fits(name)) continue;
            rows.add(Arrays.asList(CREATED, name, "N", "N", Names.shown(row.get(0)), "PUBLIC", "", "", "1"));
        }
        return table(
                List.of(
                        "created_on",
                        "name",
                        "is_default",
                        "is_current",
                        "database_name",
                        "owner",
                        "comment",
                        "options",
                        "retention_time"),
                rows);
    }

    private Outcome databases(ShowScope scope) {
        var rows = new ArrayList<List<String>>();
        engine.databases().stream()
                .map(Names::shown)
                .filter(scope::fits)
                .sorted()
                .forEach(name -> rows.add(Arrays.asList(CREATED, name, "N", "N", "", "PUBLIC", "", "", "1")));
        return table(
                List.of(
                        "created_on",
                        "name",
                        "is_default",
                        "is_current",
                        "origin",
                        "owner",
                        "comment",
                        "options",
                        "retention_time"),
                rows);
    }

    private Outcome primaryKeys(ShowScope scope) {
        var rows = new ArrayList<List<String>>();
        for (var row : objects(scope)) {
            var sqlName = Names.quoted(row.get(0)) + "." + Names.quoted(row.get(1)) + "." + Names.quoted(row.get(2));
            int sequence = 0;
            for (var column : catalogue.primaryKey(sqlName)) {
                rows.add(Arrays.asList(
                        CREATED,
                        Names.shown(row.get(0)),
                        Names.shown(row.get(1)),
                        Names.shown(row.get(2)),
                        Names.shown(column),
                        String.valueOf(++sequence),
                        "SYS_CONSTRAINT_" + Names.shown(row.get(2)),
                        "false",
                        ""));
            }
        }
        return table(
                List.of(
                        "created_on",
                        "database_name",
                        "schema_name",
                        "table_name",
                        "column_name",
                        "key_sequence",
                        "constraint_name",
                        "rely",
                        "comment"),
                rows);
    }

    private Outcome warehouses(ShowScope scope) {
        var rows = new ArrayList<List<String>>();
        engine.warehouses().stream()
                .filter(scope::fits)
                .sorted()
                .forEach(name -> rows.add(Arrays.asList(name, "STARTED", "STANDARD", "X-Small")));
        return table(List.of("name", "state", "type", "size"), rows);
    }

    private Outcome parameters(ShowScope scope) {
        var rows = new ArrayList<List<String>>();
        session.parameters().all().forEach((name, value) -> {
            if (scope.fits(name)) rows.add(Arrays.asList(name, value, "", "SESSION", "", "STRING"));
        });
        return table(List.of("key", "value", "default", "level", "description", "type"), rows);
    }

    private List<List<String>> objects(ShowScope scope) {
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

    private List<List<String>> columnsOf(ShowScope scope) {
        var table = scope.table() == null ? "" : " AND upper(table_name) = upper(" + Names.literal(scope.table()) + ")";
        var sql = """
                SELECT database_name, schema_name, table_name, column_name, data_type, CAST(is_nullable AS VARCHAR),
                    column_default
                FROM duckdb_columns() WHERE NOT internal""" + table + " ORDER BY database_name, schema_name, table_name, column_index";
        return engine.query(sql).stream().filter(row -> isShown(row, scope)).toList();
    }

    private List<List<String>> schemaRows(ShowScope scope) {
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

    private void check(ShowScope scope) throws SqlFailure {
        if (scope.database() != null && !engine.databases().contains(scope.database())) {
            throw SqlFailure.missingOrForbidden();
        }
        boolean isMissing = scope.schema() != null
                && scope.database() != null
                && !engine.hasSchema(scope.database(), scope.schema());
        if (isMissing) throw SqlFailure.missingOrForbidden();
        if (scope.table() != null && columnsOf(scope).isEmpty()) throw SqlFailure.missingOrForbidden();
    }

    private static Outcome table(List<String> names, List<List<String>> rows) {
        var columns = names.stream().map(WireColumn::text).toList();
        return new Outcome.Table(
                Outcome.Kind.SHOW.id, columns, List.copyOf(rows.subList(0, Math.min(CAP, rows.size()))));
    }
}
