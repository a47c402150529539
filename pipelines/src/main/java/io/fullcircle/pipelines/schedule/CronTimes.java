package io.fullcircle.pipelines.schedule;

import com.cronutils.model.Cron;
import com.cronutils.model.time.ExecutionTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

/**
 * Due times that cron's five fields tell, in a time zone. Where the zone's clock jumps, the usual distinction holds:
 *
 * <ul>
 *   <li>Hours are named ({@code 30 2 * * *}): a time that the clock leaps over is due at the first moment behind the
 *       leap; one that it shows twice is due the first time. So the day has its one run.
 *   <li>Every hour is meant ({@code 30 * * * *}): time goes on as it passes. What the clock leaps over doesn't come, what
 *       it shows twice comes twice.
 * </ul>
 *
 * <p>The library is asked for times on a clock without jumps: over a jump it forgets the whole day. Immutable.
 */
public final class CronTimes implements When.Timed {
    private final String text;
    private final ZoneId zone;
    private final ZoneRules rules;
    private final boolean everyHour;
    private final ExecutionTime times;

    CronTimes(String text, Cron cron, boolean everyHour, ZoneId zone) {
        this.text = text;
        this.zone = zone;
        this.rules = zone.getRules();
        this.everyHour = everyHour;
        this.times = ExecutionTime.forCron(cron);
    }

    /** The same times of day in another place. */
    public CronTimes in(ZoneId other) {
        return CronText.read(text, other);
    }

    @Override
    public Instant next(Instant after) {
        return everyHour ? passing(after) : named(after);
    }

    private Instant named(Instant after) {
        LocalDateTime shown = LocalDateTime.ofInstant(after, zone);
        while (true) {
            shown = nextShown(shown);
            ZoneOffsetTransition jump = rules.getTransition(shown);
            Instant due = jump == null
                    ? shown.toInstant(rules.getOffset(shown))
                    : jump.isGap() ? jump.getInstant() : shown.toInstant(jump.getOffsetBefore());
            if (due.isAfter(after)) {
                return due;
            }
        }
    }

    /** From jump to jump: between two of them the clock is a plain one. */
    private Instant passing(Instant after) {
        Instant from = after;
        while (true) {
            ZoneOffset offset = rules.getOffset(from);
            Instant due = nextShown(LocalDateTime.ofInstant(from, offset))
                    .atOffset(offset)
                    .toInstant();
            ZoneOffsetTransition jump = rules.nextTransition(from);
            if (jump == null || due.isBefore(jump.getInstant())) {
                return due;
            }
            // The moment of the jump itself may be due, by the clock as it is then.
            LocalDateTime behind = jump.getDateTimeAfter();
            if (nextShown(behind.minusSeconds(1)).equals(behind)) {
                return jump.getInstant();
            }
            from = jump.getInstant();
        }
    }

    /** The next time of day on a clock without jumps, to the minute. */
    private LocalDateTime nextShown(LocalDateTime shown) {
        return first(times, shown).orElseThrow(() -> new IllegalStateException(text + " is never due"));
    }

    static Optional<LocalDateTime> first(ExecutionTime times, LocalDateTime after) {
        return times.nextExecution(after.truncatedTo(ChronoUnit.SECONDS).atZone(ZoneOffset.UTC))
                .map(next -> next.toLocalDateTime());
    }

    public ZoneId zone() {
        return zone;
    }

    @Override
    public String text() {
        return "cron " + text + " " + zone;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CronTimes same && same.text().equals(text());
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
