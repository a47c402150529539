package io.fullcircle.pipelines.config;

import static io.fullcircle.pipelines.config.shape.Setting.defaulted;
import static io.fullcircle.pipelines.config.shape.Setting.optional;

import io.fullcircle.connector.base.Nearest;
import io.fullcircle.pipelines.config.shape.Leaf;
import io.fullcircle.pipelines.config.shape.Leaf.Role;
import io.fullcircle.pipelines.config.shape.Leaf.Text;
import io.fullcircle.pipelines.config.shape.Parsed;
import io.fullcircle.pipelines.config.shape.Quantity;
import io.fullcircle.pipelines.config.shape.Rule;
import io.fullcircle.pipelines.config.shape.Shape;
import io.fullcircle.pipelines.config.shape.Written;
import io.fullcircle.pipelines.schedule.CronText;
import java.time.ZoneId;
import java.util.List;

/** The setting {@code schedule}: cron's five fields as a text, or a block. */
final class ScheduleShape {
    /** Five fields; what they may hold is for the reader to say. */
    private static final String FIVE = "^\\s*[0-9A-Za-z*,/-]+(\\s+[0-9A-Za-z*,/-]+){4}\\s*$";

    private static final String ZONE = "^[A-Za-z][A-Za-z0-9_+/-]*$";

    private ScheduleShape() {}

    static Shape shape() {
        return new Shape.Either("a text such as 0 6 * * * or a block of settings", List.of(cron(), block()));
    }

    private static Shape block() {
        return new Shape.Block(
                List.of(
                        optional("cron", cron(), "0 6 * * *", "Minute, hour, day of month, month, day of week."),
                        optional(
                                        "zone",
                                        new Text(
                                                "a time zone such as Europe/Berlin",
                                                ZONE,
                                                Role.NONE,
                                                ScheduleShape::zone),
                                        "Europe/Berlin",
                                        "Where the times of cron are told. Default: UTC.")
                                .also("timezone", "tz"),
                        optional(
                                "every",
                                new Text(Quantity.LONG_TIME, Quantity.TIME_BUT_ZERO, Role.NONE, Quantity::secondOrMore),
                                "15m",
                                "At equal distances, counted from 1970-01-01T00:00Z: 15m is due on the quarters of an"
                                        + " hour."),
                        optional(
                                "after",
                                Text.filled("a pipeline's name"),
                                "features",
                                "When a run of that pipeline has delivered everything."),
                        defaulted(
                                "catch_up",
                                new Leaf.Choice(List.of("none", "once")),
                                "once",
                                "Due times at which no server was there: once makes up for all of them by one run."),
                        optional(
                                "overlap",
                                new Leaf.Choice(List.of("skip", "queue")),
                                "skip",
                                "Due times at which it is still running: skip leaves them out; queue runs again when it"
                                        + " has ended. Default: skip; queue beside after.")),
                List.of(
                        new Rule.ExactlyOne(
                                List.of("cron", "every", "after"),
                                "write one of cron: 0 6 * * *, every: 15m and after: PIPELINE"),
                        new Rule.Beside("zone", "cron")));
    }

    private static Leaf cron() {
        return new Text("a cron expression of five fields", FIVE, Role.NONE, ScheduleShape::cron);
    }

    /** The text: it becomes due times where the zone is known. */
    private static Parsed<String> cron(Written written) {
        var text = written.text();
        var every = text.strip().replaceFirst("(?i)^@?every\\s+", "");
        if (every.matches("[0-9.]+\\s*[a-z]+")) {
            return new Parsed.Bad<>(
                    written.shown() + " isn't cron's", "write schedule: {every: %s}".formatted(every.replace(" ", "")));
        }
        return CronText.mistake(text)
                .<Parsed<String>>map(
                        mistake -> new Parsed.Bad<>(written.shown() + " " + mistake.problem(), mistake.remedy()))
                .orElseGet(() -> new Parsed.Good<>(text));
    }

    private static Parsed<ZoneId> zone(Written written) {
        var zones = ZoneId.getAvailableZoneIds();
        if (zones.contains(written.text())) {
            return new Parsed.Good<>(ZoneId.of(written.text()));
        }
        var remedy = Nearest.misspelt(written.text(), zones)
                .map("did you mean %s?"::formatted)
                .orElse("write UTC, or a name such as Europe/Berlin");
        return new Parsed.Bad<>(written.shown() + " isn't a time zone", remedy);
    }
}
