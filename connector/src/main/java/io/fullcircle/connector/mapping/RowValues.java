package io.fullcircle.connector.mapping;

import io.fullcircle.connector.source.Cursor;
import io.fullcircle.connector.source.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.BitSet;
import java.util.UUID;

/**
 * The values of one row, as far as the mapping needs them, each read once. What JSON has no value for (NaN, infinity) is
 * null here and counted; JSON's null is null. Confined to one thread.
 */
final class RowValues {
    private final int[] needed;
    private final Object[] values;
    private final BitSet notFinite = new BitSet();
    private long nulled;

    /** @param needed the columns' indexes, ascending: some drivers read in no other order */
    RowValues(int columns, int[] needed) {
        this.needed = needed;
        this.values = new Object[columns];
    }

    void read(Cursor row) {
        for (int column : needed) {
            var given = row.value(column);
            values[column] = settled(given);
            if (given instanceof Number && values[column] == null) {
                notFinite.set(column);
            }
        }
    }

    /** Lets go of the row, so that no large value lives longer than its row. */
    void clear() {
        Arrays.fill(values, null);
        notFinite.clear();
    }

    /** Whether the column's value, or what it was cast to, is a number that JSON has not. */
    boolean isNotFinite(int column) {
        return notFinite.get(column);
    }

    /** Notes a cast to a number that JSON has not. */
    void noteNotFinite(int column) {
        notFinite.set(column);
    }

    /** By column index; not to be changed. */
    Object[] all() {
        return values;
    }

    /** How many numbers became null so far since JSON has none like them. */
    long nulled() {
        return nulled;
    }

    /** A value as JSON can have it. */
    Object settled(Object value) {
        if (value instanceof Double number) {
            return Double.isFinite(number) ? value : nullOne();
        }
        if (value == null || value instanceof String || value instanceof Long) {
            return value;
        }
        if (value instanceof Float number) {
            return Float.isFinite(number) ? value : nullOne();
        }
        if (value instanceof Json json) {
            nulled += json.nulled();
            return JsonText.isNull(json.text()) ? null : value;
        }
        return known(value);
    }

    private Object nullOne() {
        nulled++;
        return null;
    }

    /** Small integers and UUIDs count as what they mean; another kind is a defect of the source that gave it. */
    private static Object known(Object value) {
        if (value instanceof Boolean
                || value instanceof BigDecimal
                || value instanceof BigInteger
                || Times.isTime(value)) {
            return value;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof UUID) {
            return value.toString();
        }
        throw new IllegalStateException("A source gave a value of " + value.getClass() + ", which no cursor may give.");
    }
}
