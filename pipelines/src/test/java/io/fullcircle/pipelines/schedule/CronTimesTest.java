package io.fullcircle.pipelines.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronTimesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** The due times of a text behind a local moment, as local times with their offset. */
    private static List<String> due(String text, String zone, String from, int count) {
        var place = ZoneId.of(zone);
        var times = CronText.read(text, place);
        Instant at = LocalDateTime.parse(from).atZone(place).toInstant();
        var found = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            at = times.next(at);
            found.add(at.atZone(place).toOffsetDateTime().toString());
        }
        return found;
    }

    @Test
    void aNamedTimeThatTheClockLeapsOverIsDueBehindTheLeap() {
        assertThat(due("30 2 * * *", "Europe/Berlin", "2026-03-28T00:00", 4))
                .containsExactly(
                        "2026-03-28T02:30+01:00",
                        "2026-03-29T03:00+02:00",
                        "2026-03-30T02:30+02:00",
                        "2026-03-31T02:30+02:00");
    }

    @Test
    void aNamedTimeThatTheClockShowsTwiceIsDueOnce() {
        assertThat(due("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00", 3))
                .containsExactly("2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00", "2026-10-27T02:30+01:00");
    }

    @ParameterizedTest
    @CsvSource({
        "America/New_York, 30 2 * * *, 2026-03-07T12:00, 2026-03-08T03:00-04:00, 2026-03-09T02:30-04:00",
        "America/New_York, 30 1 * * *, 2026-10-31T12:00, 2026-11-01T01:30-04:00, 2026-11-02T01:30-05:00",
        "Australia/Lord_Howe, 15 2 * * *, 2026-10-03T12:00, 2026-10-04T02:30+11:00, 2026-10-05T02:15+11:00",
        "Australia/Lord_Howe, 45 1 * * *, 2026-04-04T12:00, 2026-04-05T01:45+11:00, 2026-04-06T01:45+10:30",
        "Africa/Cairo, 0 0 * * *, 2026-04-23T12:00, 2026-04-24T01:00+03:00, 2026-04-25T00:00+03:00",
        "Asia/Kolkata, 30 2 * * *, 2026-03-28T12:00, 2026-03-29T02:30+05:30, 2026-03-30T02:30+05:30",
        "Pacific/Apia, 0 6 * * *, 2011-12-29T12:00, 2011-12-31T00:00+14:00, 2011-12-31T06:00+14:00",
    })
    void aDayHasItsRunInEveryPlace(String zone, String text, String from, String first, String second) {
        assertThat(due(text, zone, from, 2)).containsExactly(first, second);
    }

    @Test
    void everyHourGoesOnAsTimePasses() {
        assertThat(due("30 * * * *", "Europe/Berlin", "2026-03-29T00:45", 3))
                .containsExactly("2026-03-29T01:30+01:00", "2026-03-29T03:30+02:00", "2026-03-29T04:30+02:00");
        assertThat(due("0 * * * *", "Europe/Berlin", "2026-03-29T00:45", 3))
                .containsExactly("2026-03-29T01:00+01:00", "2026-03-29T03:00+02:00", "2026-03-29T04:00+02:00");
        assertThat(due("30 * * * *", "Europe/Berlin", "2026-10-25T01:00", 4))
                .containsExactly(
                        "2026-10-25T01:30+02:00",
                        "2026-10-25T02:30+02:00",
                        "2026-10-25T02:30+01:00",
                        "2026-10-25T03:30+01:00");
    }

    @Test
    void aQuarterOfAnHourStaysOneWhateverTheClockDoes() {
        for (String zone : List.of("Europe/Berlin", "Australia/Lord_Howe")) {
            var times = CronText.read("*/15 * * * *", ZoneId.of(zone));
            Instant at = Instant.parse("2026-03-20T00:00:00Z");
            while (at.isBefore(Instant.parse("2026-11-10T00:00:00Z"))) {
                Instant next = times.next(at);
                assertThat(Duration.between(at, next)).as(zone + " after " + at).isEqualTo(Duration.ofMinutes(15));
                at = next;
            }
        }
    }

    @Test
    void severalTimesInOneLeapAreOneRun() {
        assertThat(due("0,20,40 2,3 * * *", "Europe/Berlin", "2026-03-29T00:00", 4))
                .containsExactly(
                        "2026-03-29T03:00+02:00",
                        "2026-03-29T03:20+02:00",
                        "2026-03-29T03:40+02:00",
                        "2026-03-30T02:00+02:00");
    }

    @Test
    void everyDayHasExactlyOneRun() {
        for (String zone : List.of("America/Santiago", "Australia/Lord_Howe", "Africa/Casablanca")) {
            var place = ZoneId.of(zone);
            for (String text : List.of("30 2 * * *", "0 0 * * *")) {
                var times = CronText.read(text, place);
                ZonedDateTime day = LocalDateTime.parse("2020-01-01T00:00").atZone(place);
                Instant at = day.toInstant().minusMillis(1);
                for (int i = 0; i < 731; i++) {
                    at = times.next(at);
                    assertThat(at.atZone(place).toLocalDate())
                            .as(text + " in " + zone)
                            .isEqualTo(day.toLocalDate().plusDays(i));
                }
            }
        }
    }

    @Test
    void monthEndsAndLeapDaysComeWhenTheyAre() {
        assertThat(due("0 6 31 * *", "UTC", "2026-01-31T07:00", 3))
                .containsExactly("2026-03-31T06:00Z", "2026-05-31T06:00Z", "2026-07-31T06:00Z");
        assertThat(due("0 6 29 2 *", "UTC", "2026-01-01T00:00", 2))
                .containsExactly("2028-02-29T06:00Z", "2032-02-29T06:00Z");
        assertThat(due("0 6 29 2 *", "UTC", "2096-03-01T00:00", 1)).containsExactly("2104-02-29T06:00Z");
        assertThat(due("59 23 30,31 * *", "UTC", "2026-01-31T23:59", 2))
                .containsExactly("2026-03-30T23:59Z", "2026-03-31T23:59Z");
    }

    @Test
    void namesRangesStepsAndListsAreRead() {
        assertThat(due("0 6 * * mon-fri", "UTC", "2026-11-27T07:00", 2))
                .containsExactly("2026-11-30T06:00Z", "2026-12-01T06:00Z");
        assertThat(due("5-20/5,50 9-17/4 * jan,DEC *", "UTC", "2026-12-31T17:20", 2))
                .containsExactly("2026-12-31T17:50Z", "2027-01-01T09:05Z");
        assertThat(due("0 6 * * 7", "UTC", "2026-11-26T00:00", 1)).containsExactly("2026-11-29T06:00Z");
        assertThat(due("0 6 * * 0", "UTC", "2026-11-26T00:00", 1)).containsExactly("2026-11-29T06:00Z");
        assertThat(due("  0   6 * * *", "UTC", "2026-11-26T00:00", 1)).containsExactly("2026-11-26T06:00Z");
    }

    @Test
    void aDayOfTheMonthOrOfTheWeekIsEnough() {
        assertThat(due("0 6 13 * FRI", "UTC", "2026-11-01T00:00", 4))
                .containsExactly("2026-11-06T06:00Z", "2026-11-13T06:00Z", "2026-11-20T06:00Z", "2026-11-27T06:00Z");
    }

    /** What the fields say, asked minute by minute. */
    @Test
    void forgetsNoMinuteAndInventsNone() {
        check("7,37 5-9 * * *", at -> at.getMinute() % 30 == 7 && at.getHour() >= 5 && at.getHour() <= 9);
        check("*/20 0 1-7 * *", at -> at.getMinute() % 20 == 0 && at.getHour() == 0 && at.getDayOfMonth() <= 7);
        check(
                "0 12 * 3,10 SUN",
                at -> at.getMinute() == 0
                        && at.getHour() == 12
                        && at.getDayOfWeek() == DayOfWeek.SUNDAY
                        && (at.getMonthValue() == 3 || at.getMonthValue() == 10));
    }

    private static void check(String text, Predicate<LocalDateTime> due) {
        var times = CronText.read(text, BERLIN);
        Instant next = times.next(Instant.parse("2026-02-28T23:00:00Z"));
        Instant end = Instant.parse("2026-11-01T00:00:00Z");
        for (Instant at = Instant.parse("2026-02-28T23:01:00Z"); at.isBefore(end); at = at.plusSeconds(60)) {
            boolean expected = due.test(LocalDateTime.ofInstant(at, BERLIN));
            assertThat(next.equals(at)).as(text + " at " + at).isEqualTo(expected);
            if (expected) {
                next = times.next(at);
            }
        }
    }

    @Test
    void theNewestOfManyMissedTimesIsFoundWithoutWalkingThroughAll() {
        var minutes = CronText.read("* * * * *", BERLIN);
        Instant now = Instant.parse("2026-11-26T10:47:51Z");
        assertThat(minutes.newest(Instant.EPOCH, now)).contains(Instant.parse("2026-11-26T10:47:00Z"));
        var leapDays = CronText.read("0 6 29 2 *");
        assertThat(leapDays.newest(Instant.parse("2000-01-01T00:00:00Z"), now))
                .contains(Instant.parse("2024-02-29T06:00:00Z"));
        assertThat(leapDays.newest(Instant.parse("2024-02-29T06:00:00Z"), now))
                .contains(Instant.parse("2024-02-29T06:00:00Z"));
        assertThat(leapDays.newest(Instant.parse("2024-02-29T06:00:01Z"), now)).isEmpty();
    }

    @Test
    void distancesAreCountedFromTheSameMomentEverywhere() {
        var quarters = new When.Every(Duration.ofMinutes(15));
        Instant at = Instant.parse("2026-11-26T10:47:51.5Z");
        assertThat(quarters.next(at)).isEqualTo(Instant.parse("2026-11-26T11:00:00Z"));
        assertThat(quarters.next(quarters.next(at))).isEqualTo(Instant.parse("2026-11-26T11:15:00Z"));
        assertThat(quarters.newest(Instant.EPOCH, at)).contains(Instant.parse("2026-11-26T10:45:00Z"));
        assertThat(quarters.newest(at.minusSeconds(60), at)).isEmpty();
        assertThat(new When.Every(Duration.ofDays(1)).next(at)).isEqualTo(Instant.parse("2026-11-27T00:00:00Z"));
        assertThat(new When.Every(Duration.ofDays(1)).text()).isEqualTo("every 1d");
        assertThat(new When.Every(Duration.ofSeconds(90)).text()).isEqualTo("every 90s");
        assertThat(new When.Every(Duration.ofMillis(1500)).text()).isEqualTo("every 1500ms");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 0 30 2 *     | is never due",
                "0 0 31 4,6 *   | is never due",
                "0 25 * * *     | has the hour 25",
                "60 * * * *     | has the minute 60",
                "0 0 0 * *      | has the day of month 0",
                "0 0 * 13 *     | has the month 13",
                "0 0 * * FUN    | has the day of week FUN",
                "0 0 * * 8      | has the day of week 8",
                "0 */0 * * *    | has the hour */0",
                "30-10 * * * *  | has the minute 30-10",
                "0 0 L * *      | has the day of month L",
                "0 6 * *        | has 4 fields, where cron has five",
                "0 0 6 * * *    | has 6 fields, where cron has five",
                "@daily         | isn't written out",
                "daily          | has one field, where cron has five",
            })
    void saysWhatIsWrong(String text, String problem) {
        assertThat(CronText.mistake(text)).isPresent();
        assertThat(CronText.mistake(text).get().problem()).isEqualTo(problem);
    }
}
