package io.fullcircle.connector.source.jdbc;

import io.fullcircle.connector.source.Table;
import io.fullcircle.connector.source.sql.Grammar;
import io.fullcircle.connector.source.sql.Tables;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Tables and views as the driver lists them, in the connection's own catalog. */
final class JdbcCatalog {
    private static final Set<String> SYSTEM_SCHEMAS = Set.of(
            "INFORMATION_SCHEMA", "PG_CATALOG", "SYS", "SYSTEM", "MYSQL", "PERFORMANCE_SCHEMA", "DEFINITION_SCHEMA");

    /** Words that no database lets stand for a table; those of its own come from the driver. */
    private static final Set<String> RESERVED = Set.of(
            "ALL",
            "AND",
            "AS",
            "BETWEEN",
            "BY",
            "CASE",
            "CHECK",
            "COLUMN",
            "CREATE",
            "CROSS",
            "DATE",
            "DEFAULT",
            "DELETE",
            "DISTINCT",
            "DROP",
            "ELSE",
            "END",
            "EXISTS",
            "FOR",
            "FROM",
            "FULL",
            "GRANT",
            "GROUP",
            "HAVING",
            "IN",
            "INNER",
            "INSERT",
            "INTO",
            "IS",
            "JOIN",
            "KEY",
            "LEFT",
            "LIKE",
            "LIMIT",
            "NOT",
            "NULL",
            "OFFSET",
            "ON",
            "OR",
            "ORDER",
            "OUTER",
            "PRIMARY",
            "RIGHT",
            "SELECT",
            "SET",
            "TABLE",
            "THEN",
            "TO",
            "UNION",
            "UNIQUE",
            "UPDATE",
            "USER",
            "USING",
            "VALUE",
            "VALUES",
            "WHEN",
            "WHERE",
            "WITH");

    private final DatabaseMetaData metadata;
    private final Grammar grammar;
    private final String catalog;
    private final String ownSchema;
    private final Set<String> reserved;

    JdbcCatalog(Connection connection, Grammar grammar) throws SQLException {
        this.metadata = connection.getMetaData();
        this.grammar = grammar;
        this.catalog = connection.getCatalog();
        this.ownSchema = connection.getSchema();
        this.reserved = new HashSet<>(RESERVED);
        reserved.addAll(
                List.of(metadata.getSQLKeywords().toUpperCase(Locale.ROOT).split("\\s*,\\s*")));
    }

    List<Table> tables() throws SQLException {
        Tables tables = new Tables();
        Map<List<String>, String> names = new HashMap<>();
        try (ResultSet rows = metadata.getTables(catalog, null, "%", null)) {
            while (rows.next()) {
                String kind = String.valueOf(rows.getString("TABLE_TYPE")).toUpperCase(Locale.ROOT);
                if (isOffered(kind, rows.getString("TABLE_SCHEM"))) {
                    String name = written(rows.getString("TABLE_SCHEM"), rows.getString("TABLE_NAME"));
                    names.put(key(rows), name);
                    tables.table(name, kind.endsWith("VIEW"));
                }
            }
        }
        try (ResultSet rows = metadata.getColumns(catalog, null, "%", "%")) {
            while (rows.next()) {
                String name = names.get(key(rows));
                tables.column(name, rows.getString("COLUMN_NAME"), rows.getString("TYPE_NAME"));
            }
        }
        return tables.list();
    }

    private static boolean isOffered(String kind, String schema) {
        boolean readable = (kind.endsWith("TABLE") || kind.endsWith("VIEW")) && !kind.contains("SYSTEM");
        return readable && (schema == null || !SYSTEM_SCHEMAS.contains(schema.toUpperCase(Locale.ROOT)));
    }

    private static List<String> key(ResultSet row) throws SQLException {
        return List.of(String.valueOf(row.getString("TABLE_SCHEM")), row.getString("TABLE_NAME"));
    }

    private String written(String schema, String name) {
        boolean own = schema == null || schema.isEmpty() || schema.equals(ownSchema);
        return own ? part(name) : part(schema) + "." + part(name);
    }

    private String part(String name) {
        boolean bare = Grammar.isPlain(name)
                && !reserved.contains(name.toUpperCase(Locale.ROOT))
                && grammar.folding().keeps(name);
        return bare ? name : grammar.exact(name);
    }
}
