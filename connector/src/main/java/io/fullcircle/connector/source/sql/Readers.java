package io.fullcircle.connector.source.sql;

import io.fullcircle.connector.source.Json;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;

/**
 * Readers that serve any driver which keeps to JDBC. A getter of a primitive answers zero for NULL, so that {@code
 * wasNull} is asked only then.
 */
public final class Readers {
    public static final ColumnReader BOOLEAN = (row, column) -> {
        boolean value = row.getBoolean(column);
        return !value && row.wasNull() ? null : (Object) value;
    };

    public static final ColumnReader LONG = (row, column) -> {
        long value = row.getLong(column);
        return value == 0 && row.wasNull() ? null : (Object) value;
    };

    public static final ColumnReader FLOAT = (row, column) -> {
        float value = row.getFloat(column);
        return (value == 0 || value != value) && row.wasNull() ? null : (Object) value;
    };

    public static final ColumnReader DOUBLE = (row, column) -> {
        double value = row.getDouble(column);
        return (value == 0 || value != value) && row.wasNull() ? null : (Object) value;
    };

    public static final ColumnReader DECIMAL = ResultSet::getBigDecimal;

    /** Integers of any size from a driver that has them as decimals. */
    public static final ColumnReader INTEGER = (row, column) -> {
        BigDecimal value = row.getBigDecimal(column);
        return value == null ? null : Values.integer(value.toBigInteger());
    };

    public static final ColumnReader TEXT = ResultSet::getString;

    /** JSON that is valid as it comes. */
    public static final ColumnReader JSON = (row, column) -> {
        String text = row.getString(column);
        return text == null ? null : new Json(text, 0);
    };

    /** JSON from a database that lets NaN and the like pass. */
    public static final ColumnReader LENIENT_JSON = (row, column) -> {
        String text = row.getString(column);
        return text == null ? null : LenientJson.strict(text);
    };

    public static final ColumnReader BASE64 = (row, column) -> {
        byte[] bytes = row.getBytes(column);
        return bytes == null ? null : Values.base64(bytes);
    };

    /** By the class of each value. */
    public static final ColumnReader ANY = (row, column) -> Values.of(row.getObject(column));

    private Readers() {}

    /** A date, whether or not the driver knows {@link LocalDate}. */
    public static ColumnReader date() {
        return new Modern(LocalDate.class, (row, column) -> {
            Date date = row.getDate(column);
            return date == null ? null : date.toLocalDate();
        });
    }

    public static ColumnReader time() {
        return new Modern(LocalTime.class, (row, column) -> {
            Time time = row.getTime(column);
            return time == null ? null : time.toLocalTime();
        });
    }

    /** A timestamp without zone: its digits, whatever the JVM's zone. */
    public static ColumnReader timestamp() {
        return new Modern(LocalDateTime.class, (row, column) -> {
            Timestamp timestamp = row.getTimestamp(column);
            return timestamp == null ? null : timestamp.toLocalDateTime();
        });
    }

    /** A timestamp that keeps its own offset. */
    public static ColumnReader offsetTimestamp() {
        return new Modern(OffsetDateTime.class, TEXT);
    }

    /** Asks for a java.time class, and takes the older way from the first refusal on. One per column and cursor. */
    private static final class Modern implements ColumnReader {
        private final Class<?> type;
        private final ColumnReader older;
        private boolean refused;

        Modern(Class<?> type, ColumnReader older) {
            this.type = type;
            this.older = older;
        }

        @Override
        public Object read(ResultSet row, int column) throws SQLException {
            if (refused) {
                return older.read(row, column);
            }
            try {
                return row.getObject(column, type);
            } catch (SQLException | RuntimeException | AbstractMethodError e) {
                Object value = older.read(row, column);
                refused = true;
                return value;
            }
        }
    }
}
