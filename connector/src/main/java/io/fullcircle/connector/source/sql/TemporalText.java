package io.fullcircle.connector.source.sql;

import java.time.DateTimeException;
import java.time.LocalDateTime;

/** Timestamps that a database prints in UTC: {@code 2026-03-10 02:30:00.5}, with or without {@code +00} behind. */
public final class TemporalText {
    private TemporalText() {}

    /**
     * The same in ISO 8601: {@code 2026-03-10T02:30:00.5Z}. What has another shape (infinity, years before our era or
     * of five digits, another offset) stays as it is.
     */
    public static String iso(String printed) {
        if (!hasShape(printed)) {
            return printed;
        }
        int end = printed.endsWith("+00") ? printed.length() - 3 : printed.length();
        for (int i = 19; i < end; i++) {
            char c = printed.charAt(i);
            if (i == 19 ? c != '.' : c < '0' || c > '9') {
                return printed;
            }
        }
        return printed.substring(0, 10) + 'T' + printed.substring(11, end) + 'Z';
    }

    /** A timestamp without zone as {@link LocalDateTime}, or as printed when that can't hold it. */
    public static Object local(String printed) {
        if (!hasShape(printed)) {
            return printed;
        }
        try {
            return LocalDateTime.parse(printed.substring(0, 10) + 'T' + printed.substring(11));
        } catch (DateTimeException e) {
            return printed;
        }
    }

    private static boolean hasShape(String s) {
        return s.length() >= 19
                && Character.isDigit(s.charAt(0))
                && s.charAt(4) == '-'
                && s.charAt(7) == '-'
                && s.charAt(10) == ' '
                && s.charAt(13) == ':'
                && s.charAt(16) == ':';
    }
}
