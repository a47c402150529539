package io.fullcircle.connector.mapping;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Reads timestamps written as text: {@code yyyy-MM-dd}, or that with {@code T} or a blank and {@code
 * HH:mm[:ss[.fraction]]}, then nothing, {@code Z}, {@code UTC}, or an offset {@code ±hh}, {@code ±hhmm}, {@code
 * ±hh:mm}, {@code ±hh:mm:ss}, with or without a blank before it. So ISO 8601 is read in its extended form, and what
 * databases print. By hand rather than by a formatter, which takes ten times as long.
 */
final class TimeReader {
    private final String text;
    private int at;

    private TimeReader(String text) {
        this.text = text;
    }

    /** A {@link LocalDateTime} where the text has no zone (midnight where it has no time), else an {@link OffsetDateTime}; null where it is no timestamp. */
    static Object read(String text) {
        try {
            return new TimeReader(text.strip()).timestamp();
        } catch (DateTimeException noSuchTime) {
            return null;
        }
    }

    private Object timestamp() {
        var date = date();
        if (atEnd()) {
            return date.atStartOfDay();
        }
        expect(skip('T') || skip('t') || skip(' '));
        var local = LocalDateTime.of(date, time());
        if (atEnd()) {
            return local;
        }
        skip(' ');
        var zone = zone();
        expect(atEnd());
        return OffsetDateTime.of(local, zone);
    }

    private LocalDate date() {
        int year = digits(2) * 100 + digits(2);
        expect(skip('-'));
        int month = digits(2);
        expect(skip('-'));
        return LocalDate.of(year, month, digits(2));
    }

    private LocalTime time() {
        int hour = digits(2);
        expect(skip(':'));
        int minute = digits(2);
        if (!skip(':')) {
            return LocalTime.of(hour, minute);
        }
        int second = digits(2);
        return LocalTime.of(hour, minute, second, skip('.') ? nano() : 0);
    }

    private int nano() {
        int nano = digits(1);
        int unit = 100_000_000;
        for (; unit > 1 && atDigit(); unit /= 10) {
            nano = nano * 10 + digits(1);
        }
        return nano * unit;
    }

    private ZoneOffset zone() {
        if (skip('Z') || skip('z')) {
            return ZoneOffset.UTC;
        }
        if (text.startsWith("UTC", at)) {
            at += 3;
            return ZoneOffset.UTC;
        }
        int sign = skip('-') ? -1 : 1;
        expect(sign < 0 || skip('+'));
        int hours = digits(2);
        boolean more = skip(':') || atDigit();
        int minutes = more ? digits(2) : 0;
        int seconds = more && skip(':') ? digits(2) : 0;
        expect(minutes < 60 && seconds < 60);
        return ZoneOffset.ofTotalSeconds(sign * (hours * 3600 + minutes * 60 + seconds));
    }

    private int digits(int count) {
        int number = 0;
        for (int i = 0; i < count; i++) {
            expect(atDigit());
            number = number * 10 + text.charAt(at++) - '0';
        }
        return number;
    }

    private boolean skip(char wanted) {
        if (atEnd() || text.charAt(at) != wanted) {
            return false;
        }
        at++;
        return true;
    }

    private boolean atDigit() {
        return !atEnd() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    private boolean atEnd() {
        return at == text.length();
    }

    private static void expect(boolean met) {
        if (!met) {
            throw new DateTimeException("not a timestamp");
        }
    }
}
