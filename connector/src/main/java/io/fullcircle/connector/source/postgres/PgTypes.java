package io.fullcircle.connector.source.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks types up in the server's catalog, with all that they consist of: one question for all columns of a result. */
final class PgTypes {
    private static final String QUESTION = """
            with recursive asked as (
                select name, t.oid
                from pg_type t
                join pg_namespace n on n.oid = t.typnamespace
                join unnest(?::text[]) as name on case when pg_type_is_visible(t.oid)
                    then name = t.typname else name = format('"%s"."%s"', n.nspname, t.typname) end
            ), found as (
                select oid from asked
                union
                select part.oid
                from found join pg_type t on t.oid = found.oid, lateral (
                    select t.typelem as oid where t.typinput = 'array_in'::regproc
                    union all
                    select t.typbasetype where t.typtype = 'd'
                    union all
                    select a.atttypid from pg_attribute a
                    where t.typtype = 'c' and a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped
                ) part
            )
            select t.oid, t.typname, t.typtype, t.typbasetype,
                case when t.typinput = 'array_in'::regproc then t.typelem else 0 end as element,
                coalesce((select e.typdelim from pg_type e where e.oid = t.typelem), ',') as delimiter,
                a.attname, a.atttypid,
                array(select name from asked where asked.oid = t.oid) as asked
            from found join pg_type t on t.oid = found.oid
            left join pg_attribute a
                on t.typtype = 'c' and a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped
            order by t.oid, a.attnum""";

    private final Map<Long, Row> rows = new HashMap<>();
    private final Map<String, Long> asked = new HashMap<>();

    private record Row(String name, String kind, long base, long element, char delimiter, List<Part> parts) {}

    private record Part(String name, long type) {}

    private PgTypes() {}

    /**
     * The types of these names as the driver writes them, with their schema when it isn't searched; those not found are
     * scalars.
     */
    static Map<String, PgType> resolve(Connection connection, List<String> names) throws SQLException {
        PgTypes types = new PgTypes();
        Map<String, PgType> resolved = new HashMap<>();
        if (!names.isEmpty()) {
            types.load(connection, names);
        }
        for (String name : names) {
            Long oid = types.asked.get(name);
            resolved.put(name, oid == null ? new PgType.Scalar(name) : types.type(oid));
        }
        return resolved;
    }

    private void load(Connection connection, List<String> names) throws SQLException {
        Array array = connection.createArrayOf("text", names.toArray());
        try (PreparedStatement statement = connection.prepareStatement(QUESTION)) {
            statement.setArray(1, array);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    add(row);
                }
            }
        } finally {
            array.free();
        }
    }

    private void add(ResultSet row) throws SQLException {
        long oid = row.getLong("oid");
        if (!rows.containsKey(oid)) {
            rows.put(
                    oid,
                    new Row(
                            row.getString("typname"),
                            row.getString("typtype"),
                            row.getLong("typbasetype"),
                            row.getLong("element"),
                            row.getString("delimiter").charAt(0),
                            new ArrayList<>()));
            for (String name : (String[]) row.getArray("asked").getArray()) {
                asked.put(name, oid);
            }
        }
        if (row.getString("attname") != null) {
            rows.get(oid).parts.add(new Part(row.getString("attname"), row.getLong("atttypid")));
        }
    }

    /** Ends, for no type of PostgreSQL contains itself. */
    private PgType type(long oid) {
        Row row = rows.get(oid);
        if (row.element != 0) {
            return new PgType.ArrayOf(type(row.element), row.delimiter);
        }
        return switch (row.kind) {
            case "d" -> type(row.base);
            case "c" ->
                new PgType.Composite(row.parts.stream()
                        .map(p -> new PgType.Attribute(p.name, type(p.type)))
                        .toList());
            default -> new PgType.Scalar(row.name);
        };
    }
}
