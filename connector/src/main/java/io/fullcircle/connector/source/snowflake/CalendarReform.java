package io.fullcircle.connector.source.snowflake;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Calendar;
import java.util.concurrent.TimeUnit;

/**
 * Timestamps from before October 1582. The driver moves them by the days between the two calendars, so that Java's old
 * classes, which are in the Julian one there, show the digits that Snowflake does. What it moved is moved back here.
 */
final class CalendarReform {
    /** From here on, moved or not, the driver leaves a timestamp alone. */
    private static final long REFORM = Instant.parse("1582-10-16T00:00:00Z").toEpochMilli();

    /** Where the driver's own rule begins. */
    private static final long RULE = -12_220_156_800_000L;

    private static final long DAY = TimeUnit.DAYS.toMillis(1);
    private static final int MOST_DAYS = 12;

    private CalendarReform() {}

    /** The instant that Snowflake has. */
    static Instant instant(Timestamp timestamp) {
        long millis = timestamp.getTime();
        if (millis >= REFORM) {
            return timestamp.toInstant();
        }
        long original = original(millis);
        return Instant.ofEpochSecond(Math.floorDiv(original, 1000L), timestamp.getNanos());
    }

    /** No two days are moved to the same, so the one whose move leads here is it. */
    private static long original(long moved) {
        for (int days = -MOST_DAYS; days <= MOST_DAYS; days++) {
            long candidate = moved - days * DAY;
            if (days(candidate) == days) {
                return candidate;
            }
        }
        return moved;
    }

    /** By how many days the driver moves it. */
    private static int days(long millis) {
        if (millis >= RULE) {
            return 0;
        }
        Calendar calendar = Calendar.getInstance();
        calendar.setTimeInMillis(millis);
        int month = calendar.get(Calendar.MONTH);
        boolean early =
                month == Calendar.JANUARY || month == Calendar.FEBRUARY && calendar.get(Calendar.DAY_OF_MONTH) <= 28;
        int hundreds = (calendar.get(Calendar.YEAR) - (early ? 1 : 0)) / 100;
        return hundreds - hundreds / 4 - 2;
    }
}
