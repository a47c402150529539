package io.fullcircle.connector.source.snowflake.standin;

import io.fullcircle.connector.source.snowflake.standin.WireColumn.LogicalType;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which DuckDB type stands for which Snowflake type, both ways, pure. The DuckDB type itself carries the logical type, so
 * that it survives {@code select *}, CTEs, UNION and casts without a catalogue of our own:
 *
 * <ul>
 *   <li>VARIANT is JSON, OBJECT a MAP of VARCHAR to JSON, ARRAY a list of JSON
 *   <li>TIMESTAMP_NTZ of up to 6 digits is TIMESTAMP (years 290,000 BC to 294,000), of 7 to 9 digits, and without a
 *       precision, TIMESTAMP_NS (years 1677 to 2262)
 *   <li>TIMESTAMP_LTZ is TIMESTAMPTZ with microseconds; TIMESTAMP_LTZ(7..9), written out, a struct with nanoseconds
 *   <li>TIMESTAMP_TZ is a struct of the instant and its own offset, which orders by instant
 * </ul>
 */
final class DuckTypes {
    static final String TZ = "STRUCT(tz_utc TIMESTAMP_NS, tz_minutes SMALLINT)";
    static final String LTZ_NANOS = "STRUCT(ltz_utc TIMESTAMP_NS)";
    private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),\\s*(\\d+)\\)");

    private DuckTypes() {}

    /** The DuckDB type for a Snowflake type with its arguments; null when the word names no type. */
    static String ofSnowflake(String word, List<String> arguments) {
        int first = arguments.isEmpty() ? -1 : Integer.parseInt(arguments.get(0));
        return switch (word) {
            case "NUMBER", "DECIMAL", "NUMERIC", "DEC" -> {
                var scale = arguments.size() > 1 ? arguments.get(1) : "0";
                yield "DECIMAL(" + (first < 0 ? 38 : first) + "," + scale + ")";
            }
            case "INT", "INTEGER", "BIGINT", "SMALLINT", "TINYINT", "BYTEINT" -> "DECIMAL(38,0)";
            case "FLOAT", "FLOAT4", "FLOAT8", "DOUBLE", "REAL" -> "DOUBLE";
            case "BOOLEAN", "BOOL" -> "BOOLEAN";
            case "VARCHAR", "STRING", "TEXT", "CHAR", "CHARACTER", "NVARCHAR", "NCHAR" -> "VARCHAR";
            case "BINARY", "VARBINARY" -> "BLOB";
            case "DATE" -> "DATE";
            case "TIME" -> first >= 0 && first <= 6 ? "TIME" : "TIME_NS";
            case "TIMESTAMP", "DATETIME", "TIMESTAMP_NTZ", "TIMESTAMPNTZ" ->
                first >= 0 && first <= 6 ? "TIMESTAMP" : "TIMESTAMP_NS";
            case "TIMESTAMP_LTZ", "TIMESTAMPLTZ" -> first > 6 ? LTZ_NANOS : "TIMESTAMPTZ";
            case "TIMESTAMP_TZ", "TIMESTAMPTZ" -> TZ;
            case "VARIANT" -> "JSON";
            case "OBJECT" -> "MAP(VARCHAR, JSON)";
            case "ARRAY" -> "JSON[]";
            default -> null;
        };
    }

    /** The column that a result of this DuckDB type shows. */
    static WireColumn column(String name, String duck, boolean nullable) {
        var decimal = DECIMAL.matcher(duck);
        if (decimal.matches()) {
            return new WireColumn(
                    name,
                    LogicalType.FIXED,
                    Integer.parseInt(decimal.group(1)),
                    Integer.parseInt(decimal.group(2)),
                    0,
                    nullable);
        }
        if (duck.endsWith("]")) return of(name, LogicalType.ARRAY, 0, 0, 0, nullable);
        if (isTz(duck)) return of(name, LogicalType.TIMESTAMP_TZ, 0, 9, 0, nullable);
        if (isLtzNanos(duck)) return of(name, LogicalType.TIMESTAMP_LTZ, 0, 9, 0, nullable);
        if (duck.startsWith("STRUCT(") || duck.startsWith("MAP(")) {
            return of(name, LogicalType.OBJECT, 0, 0, 0, nullable);
        }
        return switch (duck) {
            case "TINYINT", "UTINYINT" -> of(name, LogicalType.FIXED, 3, 0, 0, nullable);
            case "SMALLINT", "USMALLINT" -> of(name, LogicalType.FIXED, 5, 0, 0, nullable);
            case "INTEGER", "UINTEGER" -> of(name, LogicalType.FIXED, 10, 0, 0, nullable);
            case "BIGINT" -> of(name, LogicalType.FIXED, 19, 0, 0, nullable);
            case "UBIGINT", "HUGEINT", "UHUGEINT" -> of(name, LogicalType.FIXED, 38, 0, 0, nullable);
            case "FLOAT", "DOUBLE" -> of(name, LogicalType.REAL, 0, 0, 0, nullable);
            case "BOOLEAN" -> of(name, LogicalType.BOOLEAN, 0, 0, 0, nullable);
            case "BLOB" -> of(name, LogicalType.BINARY, 0, 0, WireColumn.MAX_BINARY, nullable);
            case "DATE" -> of(name, LogicalType.DATE, 0, 0, 0, nullable);
            case "TIME" -> of(name, LogicalType.TIME, 0, 6, 0, nullable);
            case "TIME_NS" -> of(name, LogicalType.TIME, 0, 9, 0, nullable);
            case "TIMESTAMP_NS" -> of(name, LogicalType.TIMESTAMP_NTZ, 0, 9, 0, nullable);
            case "TIMESTAMP", "TIMESTAMP_MS", "TIMESTAMP_S" -> of(name, LogicalType.TIMESTAMP_NTZ, 0, 6, 0, nullable);
            case "TIMESTAMP WITH TIME ZONE" -> of(name, LogicalType.TIMESTAMP_LTZ, 0, 9, 0, nullable);
            case "JSON", "VARIANT" -> of(name, LogicalType.VARIANT, 0, 0, 0, nullable);
            default -> of(name, LogicalType.TEXT, 0, 0, WireColumn.MAX_TEXT, nullable);
        };
    }

    /**
     * The expressions that read a stored column so that the encoders meet few kinds of Arrow vectors: BIGINT, DECIMAL,
     * DOUBLE, BOOLEAN, VARCHAR, BLOB and DATE; times and timestamps as BIGINT in the column's unit, TIMESTAMP_TZ as two.
     */
    static List<String> read(String c, String duck) {
        if (duck.startsWith("DECIMAL")) return List.of(c);
        if (duck.endsWith("]")) return List.of("CAST(to_json(" + c + ") AS VARCHAR)");
        if (isTz(duck)) return List.of("epoch_ns(" + c + ".tz_utc)", "CAST(" + c + ".tz_minutes AS BIGINT)");
        if (isLtzNanos(duck)) return List.of("epoch_ns(" + c + ".ltz_utc)");
        if (duck.startsWith("STRUCT(") || duck.startsWith("MAP(")) {
            return List.of("CAST(to_json(" + c + ") AS VARCHAR)");
        }
        return switch (duck) {
            case "BIGINT", "DOUBLE", "BOOLEAN", "VARCHAR", "BLOB", "DATE" -> List.of(c);
            case "TINYINT", "UTINYINT", "SMALLINT", "USMALLINT", "INTEGER", "UINTEGER" ->
                List.of("CAST(" + c + " AS BIGINT)");
            case "UBIGINT", "HUGEINT", "UHUGEINT" -> List.of("CAST(" + c + " AS DECIMAL(38,0))");
            case "FLOAT" -> List.of("CAST(" + c + " AS DOUBLE)");
            case "TIME" -> List.of("epoch_us(" + c + ")");
            case "TIME_NS" -> List.of("epoch_ns(" + c + ")");
            case "TIMESTAMP_NS" -> List.of("epoch_ns(" + c + ")");
            case "TIMESTAMP", "TIMESTAMP_MS", "TIMESTAMP_S", "TIMESTAMP WITH TIME ZONE" ->
                List.of("epoch_us(CAST(" + c + " AS TIMESTAMP" + (duck.endsWith("ZONE") ? "TZ" : "") + "))");
            default -> List.of("CAST(" + c + " AS VARCHAR)");
        };
    }

    /** Nanoseconds, or microseconds, in a value that {@link #read} reads for a timestamp column of this type. */
    static boolean readsNanos(String duck) {
        return duck.equals("TIMESTAMP_NS") || duck.equals("TIME_NS") || isTz(duck) || isLtzNanos(duck);
    }

    private static boolean isTz(String duck) {
        return duck.startsWith("STRUCT(") && duck.contains("tz_minutes");
    }

    private static boolean isLtzNanos(String duck) {
        return duck.startsWith("STRUCT(") && duck.contains("ltz_utc");
    }

    private static WireColumn of(
            String name, LogicalType type, int precision, int scale, int length, boolean nullable) {
        return new WireColumn(name, type, precision, scale, length, nullable);
    }
}
