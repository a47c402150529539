package io.fullcircle.connector.source.snowflake.standin;

import java.util.List;

/** The views of a database's INFORMATION_SCHEMA over DuckDB's own catalogue. */
final class InformationSchema {
    private static final String USER_SCHEMA = "schema_name NOT IN ('main', 'information_schema', 'pg_catalog')";

    private InformationSchema() {}

    static List<String> views(String database) {
        var of = "database_name = " + Names.literal(database) + " AND " + USER_SCHEMA;
        return List.of(
                view(database, "SCHEMATA", """
                        SELECT %s AS CATALOG_NAME, %s AS SCHEMA_NAME, 'PUBLIC' AS SCHEMA_OWNER
                        FROM duckdb_schemas() WHERE %s""".formatted(shown("database_name"), shown("schema_name"), of)),
                view(database, "TABLES", """
                        SELECT %1$s AS TABLE_CATALOG, %2$s AS TABLE_SCHEMA, %3$s AS TABLE_NAME,
                            'PUBLIC' AS TABLE_OWNER, 'BASE TABLE' AS TABLE_TYPE, 'NO' AS IS_TRANSIENT,
                            CAST(estimated_size AS DECIMAL(38,0)) AS ROW_COUNT, comment AS "COMMENT"
                        FROM duckdb_tables() WHERE %5$s
                        UNION ALL
                        SELECT %1$s, %2$s, %4$s, 'PUBLIC', CASE WHEN sql LIKE '%%"SF$FILE"%%' OR sql LIKE '%%SF$FILE%%'
                            THEN 'BASE TABLE' ELSE 'VIEW' END, 'NO', NULL, comment
                        FROM duckdb_views() WHERE %5$s""".formatted(
                        shown("database_name"), shown("schema_name"), shown("table_name"), shown("view_name"), of)),
                view(database, "VIEWS", """
                        SELECT %s AS TABLE_CATALOG, %s AS TABLE_SCHEMA, %s AS TABLE_NAME, sql AS VIEW_DEFINITION
                        FROM duckdb_views() WHERE %s AND sql NOT LIKE '%%SF$FILE%%'""".formatted(
                                shown("database_name"), shown("schema_name"), shown("view_name"), of)),
                view(database, "COLUMNS", """
                        SELECT %s AS TABLE_CATALOG, %s AS TABLE_SCHEMA, %s AS TABLE_NAME, %s AS COLUMN_NAME,
                            CAST(column_index AS DECIMAL(9,0)) AS ORDINAL_POSITION,
                            column_default AS COLUMN_DEFAULT,
                            CASE WHEN is_nullable THEN 'YES' ELSE 'NO' END AS IS_NULLABLE,
                            CASE
                                WHEN data_type LIKE '%%]' THEN 'ARRAY'
                                WHEN data_type LIKE '%%tz_minutes%%' THEN 'TIMESTAMP_TZ'
                                WHEN data_type LIKE '%%ltz_utc%%' THEN 'TIMESTAMP_LTZ'
                                WHEN data_type LIKE 'STRUCT%%' OR data_type LIKE 'MAP%%' THEN 'OBJECT'
                                WHEN data_type LIKE 'DECIMAL%%' OR data_type LIKE '%%INT' OR data_type = 'INTEGER' THEN 'NUMBER'
                                WHEN data_type IN ('DOUBLE', 'FLOAT') THEN 'FLOAT'
                                WHEN data_type = 'BLOB' THEN 'BINARY'
                                WHEN data_type LIKE '%%TIME ZONE' THEN 'TIMESTAMP_LTZ'
                                WHEN data_type LIKE 'TIMESTAMP%%' THEN 'TIMESTAMP_NTZ'
                                WHEN data_type LIKE 'TIME%%' THEN 'TIME'
                                WHEN data_type IN ('JSON', 'VARIANT') THEN 'VARIANT'
                                WHEN data_type IN ('BOOLEAN', 'DATE') THEN data_type
                                ELSE 'TEXT'
                            END AS DATA_TYPE,
                            CASE WHEN data_type = 'VARCHAR' THEN 16777216 END AS CHARACTER_MAXIMUM_LENGTH,
                            CAST(numeric_precision AS DECIMAL(9,0)) AS NUMERIC_PRECISION,
                            CAST(numeric_scale AS DECIMAL(9,0)) AS NUMERIC_SCALE,
                            comment AS "COMMENT"
                        FROM duckdb_columns() WHERE %s""".formatted(
                        shown("database_name"), shown("schema_name"), shown("table_name"), shown("column_name"), of)));
    }

    private static String view(String database, String name, String query) {
        return "CREATE VIEW \"SF$\"." + Names.quoted(database) + ".\"" + name + "\" AS " + query;
    }

    private static String shown(String column) {
        return Names.shownSql(column);
    }
}
