package io.fullcircle.connector.mapping;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Dates and times as text, written straight into a byte array, since nearly every row has one: {@code yyyy-MM-dd},
 * {@code HH:mm:ss[.fraction]}, {@code yyyy-MM-ddTHH:mm:ss[.fraction]} with {@code Z} or an offset. Seconds are always
 * there, a fraction only when it isn't zero, without zeros at its end. Years beyond four digits have a sign, as in ISO
 * 8601. Confined to one thread: the array belongs to this object.
 */
final class Times {
    /** More than the longest: {@code -1000000000-01-01T00:00:00.123456789+18:00}. */
    private final byte[] bytes = new byte[64];

    private int at;

    /** The text's bytes, as many as {@link #write} answered; they change with the next call of it. */
    byte[] bytes() {
        return bytes;
    }

    /** Whether the value is one that this class writes. */
    static boolean isTime(Object value) {
        return value instanceof LocalDateTime
                || value instanceof Instant
                || value instanceof OffsetDateTime
                || value instanceof LocalDate
                || value instanceof LocalTime;
    }

    /** Whether a timestamp's year is one that every reader of ISO 8601 knows. */
    static boolean hasFourDigitYear(Object timestamp) {
        if (timestamp instanceof Instant instant) {
            return instant.getEpochSecond() >= Instants.YEAR_0 && instant.getEpochSecond() < Instants.YEAR_10000;
        }
        int year = timestamp instanceof LocalDateTime local ? local.getYear() : ((OffsetDateTime) timestamp).getYear();
        return year >= 0 && year <= 9999;
    }

    /** Writes the text of a value that {@link #isTime} and answers its length. */
    int write(Object value) {
        at = 0;
        if (value instanceof LocalDateTime local) {
            local(local, ZoneOffset.UTC);
        } else if (value instanceof Instant instant) {
            instant(instant);
        } else if (value instanceof OffsetDateTime there) {
            offset(there);
        } else if (value instanceof LocalDate date) {
            date(date);
        } else {
            time((LocalTime) value);
        }
        return at;
    }

    /** The text of a value that {@link #isTime}. */
    static String text(Object value) {
        var times = new Times();
        return new String(times.bytes, 0, times.write(value), StandardCharsets.US_ASCII);
    }

    private void local(LocalDateTime local, ZoneOffset offset) {
        date(local.toLocalDate());
        put('T');
        time(local.toLocalTime());
        zone(offset);
    }

    private void instant(Instant instant) {
        long second = instant.getEpochSecond();
        if (second < Instants.FIRST || second > Instants.LAST) {
            ascii(instant.toString());
            return;
        }
        local(LocalDateTime.ofEpochSecond(second, instant.getNano(), ZoneOffset.UTC), ZoneOffset.UTC);
    }

    /** Its own offset, as long as that is whole minutes: most readers know no other. */
    private void offset(OffsetDateTime there) {
        if (there.getOffset().getTotalSeconds() % 60 != 0) {
            instant(there.toInstant());
            return;
        }
        local(there.toLocalDateTime(), there.getOffset());
    }

    private void date(LocalDate date) {
        year(date.getYear());
        put('-');
        two(date.getMonthValue());
        put('-');
        two(date.getDayOfMonth());
    }

    private void time(LocalTime time) {
        two(time.getHour());
        put(':');
        two(time.getMinute());
        put(':');
        two(time.getSecond());
        fraction(time.getNano());
    }

    private void year(int year) {
        if (year < 0 || year > 9999) {
            put(year < 0 ? '-' : '+');
            int size = Math.abs(year);
            ascii(size < 1000 ? Integer.toString(10_000 + size).substring(1) : Integer.toString(size));
            return;
        }
        two(year / 100);
        two(year % 100);
    }

    private void fraction(int nano) {
        if (nano == 0) {
            return;
        }
        put('.');
        int digits = 9;
        int rest = nano;
        for (; rest % 10 == 0; rest /= 10) {
            digits--;
        }
        for (int i = digits - 1; i >= 0; i--, rest /= 10) {
            bytes[at + i] = (byte) ('0' + rest % 10);
        }
        at += digits;
    }

    private void zone(ZoneOffset offset) {
        int minutes = offset.getTotalSeconds() / 60;
        if (minutes == 0) {
            put('Z');
            return;
        }
        put(minutes < 0 ? '-' : '+');
        two(Math.abs(minutes) / 60);
        put(':');
        two(Math.abs(minutes) % 60);
    }

    private void two(int number) {
        put('0' + number / 10);
        put('0' + number % 10);
    }

    private void ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            put(text.charAt(i));
        }
    }

    private void put(int octet) {
        bytes[at++] = (byte) octet;
    }

    /** The instants that a date and time can be had of. */
    private static final class Instants {
        static final long FIRST = LocalDateTime.MIN.toEpochSecond(ZoneOffset.UTC);
        static final long LAST = LocalDateTime.MAX.toEpochSecond(ZoneOffset.UTC);
        static final long YEAR_0 = LocalDateTime.of(0, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);
        static final long YEAR_10000 = LocalDateTime.of(10_000, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);
    }
}
