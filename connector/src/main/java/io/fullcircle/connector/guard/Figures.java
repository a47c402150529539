package io.fullcircle.connector.guard;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as people read them. */
public final class Figures {
    private Figures() {}

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** {@code 1,000 rows}, {@code 1 row} */
    static String count(long count, String noun) {
        return count(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /** {@code 12.5%}: four digits, so that 30.01% isn't told to be over 30%. */
    static String share(double share) {
        return rounded(100 * share, 4) + "%";
    }

    /** Six digits, no exponent where that is readable. */
    static String number(double number) {
        return rounded(number, 6);
    }

    /**
     * So many digits, no exponent where that is readable.
     *
     * @param number finite
     */
    public static String rounded(double number, int digits) {
        var rounded = new BigDecimal(number).round(new MathContext(digits)).stripTrailingZeros();
        boolean readable = Math.abs(rounded.precision() - rounded.scale()) <= 12;
        return readable ? rounded.toPlainString() : rounded.toString();
    }
}
