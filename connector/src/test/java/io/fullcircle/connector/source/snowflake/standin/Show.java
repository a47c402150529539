package io.fullcircle.connector.source.snowflake.standin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    private final CatalogueRows catalogueRows;

    Show(Engine engine, Catalogue catalogue, Session session) {
        this.engine = engine;
        this.catalogue = catalogue;
        this.session = session;
        catalogueRows = new CatalogueRows(engine);
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
        for (var row : catalogueRows.columnsOf(new ShowScope(name.database(), name.schema(), name.name(), null))) {
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
        for (var row : catalogueRows.objects(scope)) {
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
        for (var row : catalogueRows.objects(scope)) {
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
        for (var row : catalogueRows.columnsOf(scope)) {
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
        for (var row : catalogueRows.schemas(scope)) {
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
        for (var row : catalogueRows.objects(scope)) {
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

    private void check(ShowScope scope) throws SqlFailure {
        if (scope.database() != null && !engine.databases().contains(scope.database())) {
            throw SqlFailure.missingOrForbidden();
        }
        boolean isMissing = scope.schema() != null
                && scope.database() != null
                && !engine.hasSchema(scope.database(), scope.schema());
        if (isMissing) throw SqlFailure.missingOrForbidden();
        if (scope.table() != null && catalogueRows.columnsOf(scope).isEmpty()) throw SqlFailure.missingOrForbidden();
    }

    private static Outcome table(List<String> names, List<List<String>> rows) {
        var columns = names.stream().map(WireColumn::text).toList();
        return new Outcome.Table(
                Outcome.Kind.SHOW.id, columns, List.copyOf(rows.subList(0, Math.min(CAP, rows.size()))));
    }
}
