package io.fullcircle.connector.source.sql;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Struct;
import java.time.LocalDateTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;

/**
 * Turns what drivers hand out into the kinds of values that {@link io.fullcircle.connector.source.Cursor} lists, by
 * class. For columns whose type alone doesn't tell: dynamic typing, unions, elements of arrays.
 */
public final class Values {
    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private Values() {}

    /** @param value what a driver's {@code getObject} answered, or an element of it; may be null */
    public static Object of(Object value) throws SQLException {
        if (value == null
                || value instanceof String
                || value instanceof Long
                || value instanceof Boolean
                || value instanceof BigDecimal
                || value instanceof Double
                || value instanceof Float) {
            return value;
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof byte[] bytes) {
            return base64(bytes);
        }
        if (value instanceof java.util.Date date) {
            return date(date);
        }
        if (value instanceof OffsetTime time) {
            return DateTimeFormatter.ISO_OFFSET_TIME.format(time);
        }
        if (value instanceof ZonedDateTime timestamp) {
            return timestamp.toOffsetDateTime();
        }
        if (value instanceof java.time.temporal.Temporal) {
            return value;
        }
        if (value instanceof Blob blob) {
            return base64(blob.getBytes(1, Math.toIntExact(blob.length())));
        }
        if (value instanceof Clob clob) {
            return clob.getSubString(1, Math.toIntExact(clob.length()));
        }
        if (value instanceof SQLXML xml) {
            return xml.getString();
        }
        if (isNested(value)) {
            JsonBuilder json = new JsonBuilder();
            nested(json, value);
            return json.finish();
        }
        return value.toString();
    }

    /** A Long where it fits. */
    public static Object integer(BigInteger value) {
        boolean fits = value.compareTo(LONG_MIN) >= 0 && value.compareTo(LONG_MAX) <= 0;
        return fits ? (Object) value.longValue() : value;
    }

    public static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static Object number(Number number) {
        if (number instanceof BigInteger integer) {
            return integer(integer);
        }
        boolean small = number instanceof Integer || number instanceof Short || number instanceof Byte;
        return small ? (Object) number.longValue() : new BigDecimal(number.toString());
    }

    private static Object date(java.util.Date date) {
        if (date instanceof java.sql.Timestamp timestamp) {
            return timestamp.toLocalDateTime();
        }
        if (date instanceof java.sql.Date day) {
            return day.toLocalDate();
        }
        if (date instanceof java.sql.Time time) {
            return time.toLocalTime();
        }
        return LocalDateTime.ofInstant(date.toInstant(), java.time.ZoneOffset.UTC);
    }

    private static boolean isNested(Object value) {
        return value instanceof Array
                || value instanceof Struct
                || value instanceof Map
                || value instanceof Collection
                || value instanceof Object[];
    }

    /** Writes a value of any depth. Structs without names become arrays. */
    public static void nested(JsonBuilder json, Object value) throws SQLException {
        if (value instanceof Map<?, ?> map) {
            json.open('{');
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.name(String.valueOf(of(entry.getKey())));
                nested(json, entry.getValue());
            }
            json.close('}');
        } else if (value instanceof Array array) {
            nested(json, array.getArray());
        } else if (value instanceof Struct struct) {
            nested(json, struct.getAttributes());
        } else if (value instanceof Collection<?> elements) {
            nested(json, elements.toArray());
        } else if (value instanceof Object[] elements) {
            json.open('[');
            for (Object element : elements) {
                nested(json, element);
            }
            json.close(']');
        } else {
            json.value(of(value));
        }
    }
}
