package io.fullcircle.connector.source.snowflake;

import io.fullcircle.connector.source.Json;
import io.fullcircle.connector.source.sql.ColumnReader;
import io.fullcircle.connector.source.sql.Readers;
import io.fullcircle.connector.source.sql.SqlColumn;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Calendar;
import java.util.Locale;
import java.util.TimeZone;

/**
 * A reader for each of Snowflake's types. They hold whatever the zones of the JVM and the session are: of the driver's
 * many getters those are taken that neither of them moves.
 */
final class SnowflakeReaders {
    /** The first whole year whose dates the driver prints as they are. */
    private static final String GREGORIAN = "1583";

    /** As many digits as always fit into a long. */
    private static final int LONG_DIGITS = 18;

    /** What the session is told to print: {@code 2026-01-01 00:00:00.123456789 -0530}. */
    private static final DateTimeFormatter PRINTED =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss[.SSSSSSSSS] XX", Locale.ROOT);

    /** The result has a date as its day; its other forms depend on zones and calendars. */
    private static final ColumnReader DATE = (row, column) -> {
        long day = row.getLong(column);
        return day == 0 && row.wasNull() ? null : LocalDate.ofEpochDay(day);
    };

    private static final ColumnReader TIME = (row, column) -> {
        String text = row.getString(column);
        return text == null ? null : LocalTime.parse(text);
    };

    private static final ColumnReader OFFSET_TIMESTAMP = (row, column) -> {
        String text = row.getString(column);
        if (text == null) {
            return null;
        }
        if (text.compareTo(GREGORIAN) >= 0) {
            return OffsetDateTime.parse(text, PRINTED);
        }
        ZoneOffset offset = ZoneOffset.of(text.substring(text.lastIndexOf(' ') + 1));
        return CalendarReform.instant(row.getTimestamp(column)).atOffset(offset);
    };

    private static final ColumnReader INSTANT = (row, column) -> {
        Timestamp timestamp = row.getTimestamp(column);
        return timestamp == null ? null : CalendarReform.instant(timestamp);
    };

    /** GEOGRAPHY and GEOMETRY: GeoJSON, unless the account prints another form. */
    private static final ColumnReader SHAPE = (row, column) -> {
        String text = row.getString(column);
        return text == null || !text.startsWith("{") ? text : new Json(text, 0);
    };

    private SnowflakeReaders() {}

    static ColumnReader of(SqlColumn column) {
        return switch (column.typeName()) {
            case "NUMBER", "FIXED", "DECIMAL", "BIGINT", "INTEGER" -> number(column);
            case "DOUBLE", "FLOAT", "REAL" -> Readers.DOUBLE;
            case "DECFLOAT" -> Readers.DECIMAL;
            case "BOOLEAN" -> Readers.BOOLEAN;
            case "DATE" -> DATE;
            case "TIME" -> TIME;
            case "TIMESTAMPNTZ", "TIMESTAMP_NTZ", "TIMESTAMP" -> localTimestamp();
            case "TIMESTAMPLTZ", "TIMESTAMP_LTZ" -> INSTANT;
            case "TIMESTAMPTZ", "TIMESTAMP_TZ" -> OFFSET_TIMESTAMP;
            case "BINARY" -> Readers.BASE64;
            case "VARIANT", "OBJECT", "ARRAY", "MAP", "VECTOR", "STRUCT" -> Readers.LENIENT_JSON;
            case "GEOGRAPHY", "GEOMETRY" -> SHAPE;
            default -> Readers.TEXT;
        };
    }

    private static ColumnReader number(SqlColumn column) {
        if (column.scale() > 0) {
            return Readers.DECIMAL;
        }
        boolean small = column.precision() > 0 && column.precision() <= LONG_DIGITS;
        return small ? Readers.LONG : Readers.INTEGER;
    }

    /** A calendar is no thread's but the reader's, as the cursor is that it serves. */
    private static ColumnReader localTimestamp() {
        Calendar utc = Calendar.getInstance(TimeZone.getTimeZone("UTC"), Locale.ROOT);
        return (row, column) -> {
            Timestamp timestamp = row.getTimestamp(column, utc);
            return timestamp == null
                    ? null
                    : LocalDateTime.ofInstant(CalendarReform.instant(timestamp), ZoneOffset.UTC);
        };
    }
}
