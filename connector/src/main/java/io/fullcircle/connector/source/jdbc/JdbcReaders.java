package io.fullcircle.connector.source.jdbc;

import io.fullcircle.connector.source.sql.ColumnReader;
import io.fullcircle.connector.source.sql.Readers;
import io.fullcircle.connector.source.sql.SqlColumn;
import java.sql.Types;
import java.util.Locale;

/** A reader for each of JDBC's types; where drivers differ, by the class of the value. */
final class JdbcReaders {
    /** SQL Server's, which java.sql.Types doesn't have. */
    private static final int DATETIMEOFFSET = -155;

    private JdbcReaders() {}

    static ColumnReader of(SqlColumn column) {
        String name = column.typeName() == null ? "" : column.typeName().toUpperCase(Locale.ROOT);
        if (name.equals("JSON") || name.equals("JSONB")) {
            return Readers.JSON;
        }
        if (name.equals("UUID")) {
            return Readers.TEXT;
        }
        return switch (column.jdbcType()) {
            case Types.BOOLEAN -> Readers.BOOLEAN;
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER -> Readers.LONG;
            case Types.BIGINT -> column.signed() ? Readers.LONG : Readers.INTEGER;
            case Types.DECIMAL, Types.NUMERIC -> Readers.DECIMAL;
            case Types.REAL -> Readers.FLOAT;
            case Types.FLOAT, Types.DOUBLE -> Readers.DOUBLE;
            case Types.CHAR,
                    Types.VARCHAR,
                    Types.LONGVARCHAR,
                    Types.NCHAR,
                    Types.NVARCHAR,
                    Types.LONGNVARCHAR,
                    Types.CLOB,
                    Types.NCLOB,
                    Types.SQLXML,
                    Types.ROWID -> Readers.TEXT;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> Readers.BASE64;
            case Types.DATE -> Readers.date();
            case Types.TIME -> Readers.time();
            case Types.TIMESTAMP -> Readers.timestamp();
            case Types.TIMESTAMP_WITH_TIMEZONE, DATETIMEOFFSET -> Readers.offsetTimestamp();
            default -> Readers.ANY;
        };
    }
}
