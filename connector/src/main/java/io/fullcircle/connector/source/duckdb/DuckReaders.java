package io.fullcircle.connector.source.duckdb;

import io.fullcircle.connector.source.sql.ColumnReader;
import io.fullcircle.connector.source.sql.LenientJson;
import io.fullcircle.connector.source.sql.Readers;
import io.fullcircle.connector.source.sql.TemporalText;
import io.fullcircle.connector.source.sql.Values;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;

/** One reader for each type of DuckDB. Instants are read as the microseconds that they are, past java.sql's zones. */
final class DuckReaders {
    private static final long MICROS = 1_000_000;
    private static final LocalDate LAST_DATE = LocalDate.ofEpochDay(Integer.MAX_VALUE);
    private static final LocalDate FIRST_DATE = LocalDate.ofEpochDay(-Integer.MAX_VALUE);

    private static final ColumnReader BYTE = (row, column) -> {
        byte value = row.getByte(column);
        return value == 0 && row.wasNull() ? null : (Object) (long) value;
    };

    private static final ColumnReader SHORT = (row, column) -> {
        short value = row.getShort(column);
        return value == 0 && row.wasNull() ? null : (Object) (long) value;
    };

    private static final ColumnReader INT = (row, column) -> {
        int value = row.getInt(column);
        return value == 0 && row.wasNull() ? null : (Object) (long) value;
    };

    private static final ColumnReader BIG = (row, column) -> {
        Object value = row.getObject(column);
        return value == null ? null : Values.integer(new BigInteger(value.toString()));
    };

    private static final ColumnReader DATE = (row, column) -> {
        // Asked for a LocalDate by class, the driver goes through java.sql.Date and loses the era.
        Object value = row.getObject(column);
        return value == null ? null : date((LocalDate) value);
    };

    private static final ColumnReader TIME = (row, column) -> {
        try {
            return row.getObject(column, LocalTime.class);
        } catch (DateTimeException e) {
            return "24:00:00";
        }
    };

    private static final ColumnReader TIMESTAMP = (row, column) -> {
        long micros = row.getLong(column);
        if (micros == 0 && row.wasNull()) {
            return null;
        }
        return isInfinite(micros)
                ? infinity(micros > 0)
                : LocalDateTime.ofEpochSecond(Math.floorDiv(micros, MICROS), nanos(micros), ZoneOffset.UTC);
    };

    private static final ColumnReader INSTANT = (row, column) -> {
        long micros = row.getLong(column);
        if (micros == 0 && row.wasNull()) {
            return null;
        }
        return isInfinite(micros)
                ? infinity(micros > 0)
                : Instant.ofEpochSecond(Math.floorDiv(micros, MICROS), nanos(micros));
    };

    /** Infinity is the largest number of milliseconds or nanoseconds, and its negative. */
    private static ColumnReader timestamp(long perSecond) {
        LocalDateTime last = ofEpoch(Long.MAX_VALUE, perSecond);
        LocalDateTime first = ofEpoch(-Long.MAX_VALUE, perSecond);
        return (row, column) -> {
            LocalDateTime value = row.getObject(column, LocalDateTime.class);
            return last.equals(value) ? infinity(true) : first.equals(value) ? infinity(false) : value;
        };
    }

    private static final ColumnReader TIMESTAMP_AS_TEXT = (row, column) -> {
        String text = row.getString(column);
        return text == null ? null : TemporalText.local(text);
    };

    /** As JSON, in which NULL is a value too. */
    private static final ColumnReader VARIANT = (row, column) -> {
        String text = row.getString(column);
        return text == null || text.equals("null") ? null : LenientJson.strict(text);
    };

    private DuckReaders() {}

    /** The reader of a column that had this type before it was rewritten. */
    static ColumnReader of(DuckType type) {
        if (!(type instanceof DuckType.Leaf leaf)) {
            return new DuckNested(type);
        }
        return switch (leaf.name()) {
            case "BOOLEAN" -> Readers.BOOLEAN;
            case "TINYINT" -> BYTE;
            case "SMALLINT" -> SHORT;
            case "INTEGER" -> INT;
            case "BIGINT" -> Readers.LONG;
            case "UTINYINT", "USMALLINT", "UINTEGER" -> Readers.ANY;
            case "UBIGINT", "HUGEINT", "UHUGEINT", "BIGNUM" -> BIG;
            case "FLOAT" -> Readers.FLOAT;
            case "DOUBLE" -> Readers.DOUBLE;
            case "BLOB" -> Readers.BASE64;
            case "DATE" -> DATE;
            case "TIME", "TIME_NS" -> TIME;
            case "TIMESTAMP" -> TIMESTAMP;
            case "TIMESTAMP_MS" -> timestamp(1_000);
            case "TIMESTAMP_NS" -> timestamp(1_000_000_000);
            case "TIMESTAMP_S" -> TIMESTAMP_AS_TEXT;
            case "TIMESTAMP WITH TIME ZONE" -> INSTANT;
            case "JSON" -> Readers.LENIENT_JSON;
            case "VARIANT" -> VARIANT;
            default ->
                leaf.name().startsWith("DECIMAL(")
                        ? Readers.DECIMAL
                        : leaf.name().startsWith("STRUCT(") ? new DuckNested(type) : Readers.TEXT;
        };
    }

    /** Whether the driver can't read this type without loss, unless SQL turns it into text first. */
    static boolean isRewritten(DuckType type) {
        if (type instanceof DuckType.Leaf leaf) {
            return switch (leaf.name()) {
                case "TIMESTAMP_S", "TIME WITH TIME ZONE", "VARIANT" -> true;
                default -> false;
            };
        }
        return type.isRewritten();
    }

    static Object date(LocalDate date) {
        return date.equals(LAST_DATE) ? infinity(true) : date.equals(FIRST_DATE) ? infinity(false) : date;
    }

    private static String infinity(boolean positive) {
        return positive ? "infinity" : "-infinity";
    }

    private static boolean isInfinite(long micros) {
        return micros == Long.MAX_VALUE || micros == -Long.MAX_VALUE;
    }

    private static int nanos(long micros) {
        return (int) Math.floorMod(micros, MICROS) * 1_000;
    }

    private static LocalDateTime ofEpoch(long value, long perSecond) {
        int nanos = (int) (Math.floorMod(value, perSecond) * (1_000_000_000 / perSecond));
        return LocalDateTime.ofEpochSecond(Math.floorDiv(value, perSecond), nanos, ZoneOffset.UTC);
    }
}
