package io.fullcircle.connector.source.snowflake;

import io.fullcircle.connector.source.Json;
import io.fullcircle.connector.source.sql.ColumnReader;
import io.fullcircle.connector.source.sql.Readers;
import io.fullcircle.connector.source.sql.SqlColumn;
import java.sql.Timestamp;
import java.time.Instant;
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
    /** As many digits as always fit into a long. */
    private static final int LONG_DIGITS = 18;

    /** Before it, the driver shifts timestamps so that the Julian calendar shows them; the text is right. */
    private static final long GREGORIAN = Instant.parse("1582-10-16T00:00:00Z").toEpochMilli();

    /** What the session is told to print: {@code 2026-01-01 00:00:00.123456789}, and {@code -0530} behind. */
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss[.SSSSSSSSS]", Locale.ROOT);

    private static final DateTimeFormatter OFFSET =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss[.SSSSSSSSS] xx", Locale.ROOT);

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
        return text == null ? null : OffsetDateTime.parse(text, OFFSET);
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
            case "TIMESTAMPLTZ", "TIMESTAMP_LTZ" -> instant();
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
            if (timestamp == null) {
                return null;
            }
            long millis = timestamp.getTime();
            return millis < GREGORIAN
                    ? LocalDateTime.parse(row.getString(column), LOCAL)
                    : LocalDateTime.ofEpochSecond(Math.floorDiv(millis, 1000), timestamp.getNanos(), ZoneOffset.UTC);
        };
    }

    private static ColumnReader instant() {
        return (row, column) -> {
            Timestamp timestamp = row.getTimestamp(column);
            if (timestamp == null) {
                return null;
            }
            return timestamp.getTime() < GREGORIAN
                    ? OffsetDateTime.parse(row.getString(column), OFFSET).toInstant()
                    : timestamp.toInstant();
        };
    }
}
