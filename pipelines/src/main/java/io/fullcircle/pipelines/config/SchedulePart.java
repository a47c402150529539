package io.fullcircle.pipelines.config;

import io.fullcircle.pipelines.config.file.Findings;
import io.fullcircle.pipelines.config.shape.Value;
import io.fullcircle.pipelines.schedule.CronText;
import io.fullcircle.pipelines.schedule.Schedule;
import io.fullcircle.pipelines.schedule.Schedule.CatchUp;
import io.fullcircle.pipelines.schedule.Schedule.Overlap;
import io.fullcircle.pipelines.schedule.When;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/** What {@code schedule} says, as a text or as a block. */
final class SchedulePart {
    private final Value.Group root;
    private final Value.Group block;

    SchedulePart(Value.Group root) {
        this.root = root;
        this.block = root.group("schedule");
    }

    void check(Findings findings, String pipeline) {
        block.leaf("after")
                .filter(after -> after.value().equals(pipeline))
                .ifPresent(after -> findings.error(
                        after.place().mark(),
                        after.place().path(),
                        "is this pipeline itself",
                        "name another pipeline, or write every: 15m"));
    }

    Optional<Schedule> build() {
        return root.get("schedule", String.class)
                .<When>map(CronText::read)
                .or(this::when)
                .map(when -> new Schedule(when, catchUp(), overlap(when)));
    }

    private Optional<When> when() {
        var cron = block.get("cron", String.class)
                .map(text -> CronText.read(text, block.get("zone", ZoneId.class).orElse(CronText.UTC)));
        var every = block.get("every", Duration.class).map(When.Every::new);
        var after = block.get("after", String.class).map(When.After::new);
        return cron.<When>map(when -> when).or(() -> every).or(() -> after);
    }

    private CatchUp catchUp() {
        return block.get("catch_up", String.class).filter("none"::equals).isPresent() ? CatchUp.NONE : CatchUp.ONCE;
    }

    /** A run that is followed isn't to be missed only because the one before is still being followed. */
    private Overlap overlap(When when) {
        var usual = when instanceof When.After ? "queue" : "skip";
        return block.get("overlap", String.class).orElse(usual).equals("queue") ? Overlap.QUEUE : Overlap.SKIP;
    }
}
