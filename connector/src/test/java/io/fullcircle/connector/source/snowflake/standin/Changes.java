package io.fullcircle.connector.source.snowflake.standin;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** INSERT, UPDATE, DELETE and MERGE. One per row of binds. */
final class Changes {
    private final List<Token> in;
    private final Surroundings around;
    private final Connection connection;

    Changes(List<Token> in, Surroundings around, Connection connection) {
        this.in = in;
        this.around = around;
        this.connection = connection;
    }

    /** Runs it and counts the rows. */
    long run() throws SqlFailure, SQLException {
        var sql = in.get(0).is("INSERT") ? insert() : new Expressions(in, around).all();
        try (var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    static Outcome outcome(Outcome.Kind kind, long rows) {
        var word = switch (kind) {
            case INSERT -> "inserted";
            case UPDATE -> "updated";
            case DELETE -> "deleted";
            default -> "merged";
        };
        var column = WireColumn.number("number of rows " + word, 19);
        return new Outcome.Table(kind.id, List.of(column), List.of(Arrays.asList(String.valueOf(rows))));
    }

    /** Texts go into every type of column, as Snowflake casts them; DuckDB does so only for its own types. */
    private String insert() throws SqlFailure, SQLException {
        int start = 1;
        while (in.get(start).is("INTO")
                || in.get(start).is("OVERWRITE")
                || in.get(start).is("TABLE")) start++;
        var table = QualifiedName.read(in, start, around.session());
        var target = new Expressions(in, around).run(start, table.end());
        if (in.get(2).is("OVERWRITE")) Engine.run(connection, "DELETE FROM " + target);
        var names = new ArrayList<String>();
        int source = table.end();
        if (in.get(source).is("(")
                && !in.get(source + 1).is("SELECT")
                && !in.get(source + 1).is("WITH")) {
            while (!in.get(source).is(")")) {
                if (in.get(source).isName()) names.add(in.get(source).name());
                source++;
            }
            source++;
        }
        var query = new Expressions(in, around).run(source, in.size());
        var all = types(target, names);
        var values = new ArrayList<String>();
        try (var prepared = connection.prepareStatement("SELECT * FROM (" + query + ")")) {
            var metadata = prepared.getMetaData();
            for (int i = 0; i < metadata.getColumnCount(); i++) {
                boolean isText = metadata.getColumnTypeName(i + 1).equals("VARCHAR") && i < all.size();
                values.add(isText ? value("c" + i, all.get(i)) : "c" + i);
            }
        }
        var columns = new ArrayList<String>();
        for (int i = 0; i < values.size(); i++) columns.add("c" + i);
        var list = names.isEmpty()
                ? ""
                : " (" + String.join(", ", names.stream().map(Names::quoted).toList()) + ")";
        return "INSERT INTO " + target + list + " SELECT " + String.join(", ", values) + " FROM (" + query + ") AS s("
                + String.join(", ", columns) + ")";
    }

    private static String value(String column, String duck) {
        if (duck.contains("tz_minutes")) return "SF_TZ(" + column + ")";
        if (duck.contains("ltz_utc")) return "SF_LTZ(" + column + ")";
        if (duck.equals("TIMESTAMP WITH TIME ZONE")) return "SF_ZONED(" + column + ")";
        if (duck.equals("BLOB")) return "unhex(" + column + ")";
        return column;
    }

    private List<String> types(String target, List<String> names) throws SQLException {
        var columns = names.isEmpty()
                ? "*"
                : String.join(", ", names.stream().map(Names::quoted).toList());
        var types = new ArrayList<String>();
        try (var prepared = connection.prepareStatement("SELECT " + columns + " FROM " + target)) {
            var metadata = prepared.getMetaData();
            for (int i = 1; i <= metadata.getColumnCount(); i++) types.add(metadata.getColumnTypeName(i));
        }
        return types;
    }
}
