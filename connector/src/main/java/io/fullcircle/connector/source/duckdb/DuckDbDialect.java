package io.fullcircle.connector.source.duckdb;

import io.fullcircle.connector.source.Column;
import io.fullcircle.connector.source.Table;
import io.fullcircle.connector.source.sql.ColumnReader;
import io.fullcircle.connector.source.sql.Diagnosis;
import io.fullcircle.connector.source.sql.Dialect;
import io.fullcircle.connector.source.sql.Folding;
import io.fullcircle.connector.source.sql.Grammar;
import io.fullcircle.connector.source.sql.Projection;
import io.fullcircle.connector.source.sql.SqlColumn;
import io.fullcircle.connector.source.sql.SqlFeature;
import io.fullcircle.connector.source.sql.Tables;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

final class DuckDbDialect implements Dialect {
    private static final Grammar GRAMMAR = new Grammar(
            "\"",
            Folding.NONE,
            Set.of(SqlFeature.DOLLAR_QUOTES, SqlFeature.ESCAPE_STRINGS, SqlFeature.NESTED_COMMENTS));

    /** What DuckDB's messages begin with when it isn't the SQL that is wrong. */
    private static final List<String> OUTAGES = List.of(
            "IO Error",
            "Out of Memory Error",
            "Connection Error",
            "INTERRUPT Error",
            "INTERNAL Error",
            "FATAL Error",
            "HTTP Error");

    private static final String CATALOG = """
            select t.schema_name, t.name, t.is_view, c.column_name, c.data_type, t.schema_name = current_schema()
            from (
                select schema_name, table_name as name, false as is_view from duckdb_tables()
                where not internal and database_name = current_database()
                union all
                select schema_name, view_name, true from duckdb_views()
                where not internal and database_name = current_database()
            ) t
            left join duckdb_columns() c
                on c.database_name = current_database() and c.schema_name = t.schema_name and c.table_name = t.name
            order by t.schema_name, t.name, c.column_index""";

    @Override
    public Grammar grammar(Connection connection) {
        return GRAMMAR;
    }

    @Override
    public Projection project(Connection connection, List<SqlColumn> columns) {
        List<DuckType> types =
                columns.stream().map(c -> DuckType.parse(c.typeName())).toList();
        List<ColumnReader> readers = types.stream().map(DuckReaders::of).toList();
        List<Column> shown =
                columns.stream().map(c -> new Column(c.name(), c.typeName())).toList();
        List<String> casts = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            if (DuckReaders.isRewritten(types.get(i))) {
                String name = GRAMMAR.exact(columns.get(i).name());
                casts.add("CAST(" + name + " AS " + types.get(i).wire() + ") AS " + name);
            }
        }
        Optional<String> select =
                casts.isEmpty() ? Optional.empty() : Optional.of("* REPLACE (" + String.join(", ", casts) + ")");
        return new Projection(select, shown, readers);
    }

    @Override
    public List<Table> tables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            Set<String> reserved = new HashSet<>();
            try (ResultSet rows = statement.executeQuery(
                    "select keyword_name from duckdb_keywords() where keyword_category in ('reserved', 'type_function')")) {
                while (rows.next()) {
                    reserved.add(rows.getString(1));
                }
            }
            Tables tables = new Tables();
            try (ResultSet rows = statement.executeQuery(CATALOG)) {
                while (rows.next()) {
                    String schema = rows.getBoolean(6) ? "" : written(rows.getString(1), reserved) + ".";
                    String name = schema + written(rows.getString(2), reserved);
                    tables.table(name, rows.getBoolean(3));
                    tables.column(name, rows.getString(4), rows.getString(5));
                }
            }
            return tables.list();
        }
    }

    private static String written(String name, Set<String> reserved) {
        boolean plain = Grammar.isPlain(name) && !reserved.contains(name.toLowerCase(Locale.ROOT));
        return plain ? name : GRAMMAR.exact(name);
    }

    /** DuckDB has no SQL states: the kind of error begins its message, and {@code LINE 3: …} ends it. */
    @Override
    public Diagnosis diagnose(SQLException e, String sql) {
        String message = e.getMessage() == null ? "" : e.getMessage().strip();
        if (message.equals(DuckEnd.BROKEN_OFF)) {
            return new Diagnosis(
                    false,
                    "DuckDB failed amid the rows, and its driver doesn't hand on why",
                    OptionalInt.empty(),
                    Optional.of(
                            "Run the SQL in DuckDB itself to see the reason. A cast that fails for one row is the usual"
                                    + " one: try_cast gives NULL instead."));
        }
        boolean outage = OUTAGES.stream().anyMatch(message::startsWith) && !message.contains("No files found");
        int excerpt = message.indexOf("\n\nLINE ");
        OptionalInt line = excerpt < 0 ? OptionalInt.empty() : Diagnosis.lineIn(message.substring(excerpt));
        String words = message.lines().takeWhile(l -> !l.isBlank()).collect(Collectors.joining(" "));
        return new Diagnosis(outage, words.isEmpty() ? Diagnosis.firstLine(null) : words, line);
    }

    @Override
    public void checkEnd(ResultSet rows) throws SQLException {
        DuckEnd.check(rows);
    }

    /** The file was opened read-only, and results stream by a property of the connection. */
    @Override
    public void settle(Connection connection) {}

    @Override
    public void configure(Statement statement) {}
}
