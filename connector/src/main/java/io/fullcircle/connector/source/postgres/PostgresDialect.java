package io.fullcircle.connector.source.postgres;

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
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

final class PostgresDialect implements Dialect {
    private static final Grammar GRAMMAR = new Grammar(
            "\"",
            Folding.LOWER,
            Set.of(
                    SqlFeature.DOLLAR_QUOTES,
                    SqlFeature.ESCAPE_STRINGS,
                    SqlFeature.NESTED_COMMENTS,
                    SqlFeature.QUESTION_MARK_OPERATORS));

    /** Partitions are read through their table. */
    private static final String CATALOG = """
            select case when n.nspname = current_schema() then '' else quote_ident(n.nspname) || '.' end
                    || quote_ident(c.relname) as name,
                c.relkind in ('v', 'm') as is_view, a.attname, format_type(a.atttypid, a.atttypmod) as type
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
                and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
                and has_schema_privilege(n.oid, 'usage') and has_any_column_privilege(c.oid, 'select')
            order by n.nspname, c.relname, a.attnum""";

    @Override
    public Grammar grammar(Connection connection) {
        return GRAMMAR;
    }

    @Override
    public Projection project(Connection connection, List<SqlColumn> columns) throws SQLException {
        List<String> names =
                columns.stream().map(c -> PgReaders.name(c.typeName())).toList();
        List<String> unknown =
                names.stream().filter(n -> !PgReaders.isKnown(n)).distinct().toList();
        Map<String, PgType> resolved = PgTypes.resolve(connection, unknown);
        List<Column> shown = new ArrayList<>();
        List<ColumnReader> readers = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String name = names.get(i);
            shown.add(new Column(columns.get(i).name(), name));
            readers.add(PgReaders.of(resolved.getOrDefault(name, new PgType.Scalar(name))));
        }
        return new Projection(Optional.empty(), shown, readers);
    }

    @Override
    public List<Table> tables(Connection connection) throws SQLException {
        Tables tables = new Tables();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(CATALOG)) {
            while (rows.next()) {
                String name = rows.getString("name");
                tables.table(name, rows.getBoolean("is_view"));
                tables.column(name, rows.getString("attname"), rows.getString("type"));
            }
        }
        return tables.list();
    }

    @Override
    public Diagnosis diagnose(SQLException e, String sql) {
        ServerErrorMessage server = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
        if (server == null) {
            return withoutServer(e);
        }
        String message = String.valueOf(server.getMessage());
        String hint = server.getHint() == null ? "" : " (" + server.getHint() + ")";
        return new Diagnosis(Diagnosis.isOutage(e), message + hint, line(sql, server.getPosition()));
    }

    /** The driver's own complaints. It has no number for rows that outgrow their buffer. */
    private static Diagnosis withoutServer(SQLException e) {
        Diagnosis diagnosis = Diagnosis.of(e);
        Optional<String> remedy = diagnosis.message().startsWith("Result set exceeded maxResultBuffer")
                ? Optional.of(
                        "Select smaller columns, add adaptiveFetch=false&defaultRowFetchSize=10 to source.url, or give Java more memory.")
                : Optional.empty();
        return new Diagnosis(diagnosis.outage(), diagnosis.message(), diagnosis.line(), remedy);
    }

    /** @param position counted from 1, in characters; 0 when unknown */
    private static OptionalInt line(String sql, int position) {
        if (position < 1 || position > sql.codePointCount(0, sql.length())) {
            return OptionalInt.empty();
        }
        int end = sql.offsetByCodePoints(0, position - 1);
        return OptionalInt.of(
                1 + (int) sql.substring(0, end).chars().filter(c -> c == '\n').count());
    }

    /** A text without a type: it is compared as what the column is, a uuid for one. */
    @Override
    public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
        if (value instanceof String text) {
            statement.setObject(index, text, Types.OTHER);
            return;
        }
        Dialect.super.bind(statement, index, value);
    }

    @Override
    public void settle(Connection connection) throws SQLException {
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
    }

    /** The size of a fetch is a property of the connection, where it adapts to the rows. */
    @Override
    public void configure(Statement statement) {}
}
