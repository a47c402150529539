package io.fullcircle.connector.source.snowflake;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.source.Table;
import io.fullcircle.connector.source.sql.Grammar;
import io.fullcircle.connector.source.sql.Tables;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tables and views of a database, schema by schema. Their lists come from SHOW, which needs no warehouse and ends
 * without a word after 10,000 rows; a schema with more is read from INFORMATION_SCHEMA, which needs one.
 */
final class SnowflakeCatalog {
    private static final int CAP = 10_000;
    private static final Grammar GRAMMAR = SnowflakeDialect.GRAMMAR;

    private final Connection connection;
    private final Optional<String> only;
    private final Tables tables = new Tables();
    private String database;
    private String current;

    /** @param only the one schema wanted, as the user wrote it */
    SnowflakeCatalog(Connection connection, Optional<String> only) {
        this.connection = connection;
        this.only = only;
    }

    private record Entry(String table, boolean view) {}

    private record Field(String table, String name, String type) {}

    List<Table> tables() throws SQLException {
        database = connection.getCatalog();
        current = connection.getSchema();
        if (database == null) {
            throw new ConfigurationException(
                    "the session has no database whose tables could be listed", "Set source.database.");
        }
        for (String schema : only.isPresent() && current != null ? List.of(current) : schemas()) {
            add(schema);
        }
        return tables.list();
    }

    private List<String> schemas() throws SQLException {
        List<String> schemas = new ArrayList<>();
        try (ResultSet rows = metadata().getSchemas(database, null)) {
            while (rows.next()) {
                schemas.add(rows.getString("TABLE_SCHEM"));
            }
        }
        schemas.remove("INFORMATION_SCHEMA");
        return schemas;
    }

    private DatabaseMetaData metadata() throws SQLException {
        return connection.getMetaData();
    }

    private void add(String schema) throws SQLException {
        List<Entry> entries = shownTables(schema);
        if (entries.size() >= CAP) {
            entries = allTables(schema);
        }
        List<Field> fields = shownFields(schema);
        if (fields.size() >= CAP) {
            fields = allFields(schema);
        }
        String prefix = schema.equals(current) ? "" : GRAMMAR.shortest(schema) + ".";
        for (Entry entry : entries) {
            if (!ScratchTables.isOne(entry.table())) {
                tables.table(prefix + GRAMMAR.shortest(entry.table()), entry.view());
            }
        }
        for (Field field : fields) {
            tables.column(prefix + GRAMMAR.shortest(field.table()), field.name(), field.type());
        }
    }

    private List<Entry> shownTables(String schema) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        try (ResultSet rows = metadata().getTables(database, schema, null, null)) {
            while (rows.next()) {
                entries.add(new Entry(rows.getString("TABLE_NAME"), isView(rows.getString("TABLE_TYPE"))));
            }
        }
        return entries;
    }

    private List<Field> shownFields(String schema) throws SQLException {
        List<Field> fields = new ArrayList<>();
        try (ResultSet rows = metadata().getColumns(database, schema, null, null)) {
            while (rows.next()) {
                String type = SnowflakeTypes.shown(
                        rows.getString("TYPE_NAME"), rows.getInt("COLUMN_SIZE"), rows.getInt("DECIMAL_DIGITS"));
                fields.add(new Field(rows.getString("TABLE_NAME"), rows.getString("COLUMN_NAME"), type));
            }
        }
        return fields;
    }

    private List<Entry> allTables(String schema) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        String sql = "select table_name, table_type from " + GRAMMAR.exact(database)
                + ".information_schema.tables where table_schema = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, schema);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    entries.add(new Entry(rows.getString(1), isView(rows.getString(2))));
                }
            }
        }
        return entries;
    }

    private List<Field> allFields(String schema) throws SQLException {
        List<Field> fields = new ArrayList<>();
        String sql = "select table_name, column_name, data_type, numeric_precision, numeric_scale from "
                + GRAMMAR.exact(database)
                + ".information_schema.columns where table_schema = ? order by table_name, ordinal_position";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, schema);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String type = SnowflakeTypes.shown(rows.getString(3), rows.getInt(4), rows.getInt(5));
                    fields.add(new Field(rows.getString(1), rows.getString(2), type));
                }
            }
        }
        return fields;
    }

    private static boolean isView(String type) {
        return type.contains("VIEW");
    }
}
