package io.fullcircle.connector.mapping;

import io.fullcircle.connector.source.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import tools.jackson.core.io.NumberOutput;

/**
 * Values as text without loss, for ids, keys and texts: a number never has an exponent, a whole one no {@code .0}. Two
 * equal numbers have equal texts, whatever their kind.
 */
final class ExactText {
    /** More digits than any database's numbers have (PostgreSQL: 131,072 before the point, 16,383 behind). */
    private static final int MOST_DIGITS = 200_000;

    private static final double EXACT_IN_LONG = 0x1p63;

    private ExactText() {}

    /** The text, or null for what has none: JSON, and decimals with an exponent beyond reason. */
    static String of(Object value) {
        if (value instanceof String
                || value instanceof Long
                || value instanceof Boolean
                || value instanceof BigInteger) {
            return value.toString();
        }
        if (value instanceof BigDecimal decimal) {
            return decimal(decimal);
        }
        if (value instanceof Double number) {
            return floating(number, NumberOutput.toString(number, true));
        }
        if (value instanceof Float number) {
            return floating(number, NumberOutput.toString(number, true));
        }
        return value instanceof Json ? null : Times.text(value);
    }

    /** All digits of a decimal, those of its scale included, without an exponent; null where they are beyond reason. */
    static String plain(BigDecimal decimal) {
        return plainLength(decimal) > MOST_DIGITS ? null : decimal.toPlainString();
    }

    /** About how many characters {@link BigDecimal#toPlainString()} has; known without making them. */
    static long plainLength(BigDecimal decimal) {
        return Math.max(decimal.precision(), Math.abs((long) decimal.scale()) + decimal.precision());
    }

    private static String decimal(BigDecimal decimal) {
        if (plainLength(decimal) > MOST_DIGITS) {
            return null;
        }
        return decimal.scale() == 0
                ? decimal.toString()
                : decimal.stripTrailingZeros().toPlainString();
    }

    private static String floating(double number, String shortest) {
        if (number != Math.rint(number)) {
            return new BigDecimal(shortest).stripTrailingZeros().toPlainString();
        }
        return Math.abs(number) < EXACT_IN_LONG ? Long.toString((long) number) : new BigDecimal(number).toPlainString();
    }
}
