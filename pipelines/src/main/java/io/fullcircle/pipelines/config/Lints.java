package io.fullcircle.pipelines.config;

import io.fullcircle.pipelines.config.file.Findings;
import io.fullcircle.pipelines.config.shape.Value;
import java.util.Optional;

/** What a run can be carried out with, but hardly anybody wants. */
final class Lints {
    private Lints() {}

    static void check(Value.Group root, Endpoint endpoint, Findings findings) {
        checkKey(root.group("action"), endpoint, findings);
        checkSchedule(root, findings);
    }

    private static void checkKey(Value.Group action, Endpoint endpoint, Findings findings) {
        var isGuess =
                action.written().contains("endpoint") && action.leaf("endpoint").isEmpty();
        if (isGuess || endpoint.isLoopback()) {
            return;
        }
        action.leaf("write_key")
                .filter(key -> !key.written().text().contains("${"))
                .ifPresent(key -> findings.warning(
                        key.place().mark(),
                        key.place().path(),
                        "stands in the file, readable for everybody who gets it",
                        "write ${SEGMENT_WRITE_KEY} and set that variable"));
    }

    /** All rows, again and again, each time as if it happened now. */
    private static void checkSchedule(Value.Group root, Findings findings) {
        boolean everyRow = root.group("sync")
                .get("mode", String.class)
                .filter(mode -> !mode.equals("full"))
                .isEmpty();
        if (!everyRow || root.group("action").written().contains("timestamp")) {
            return;
        }
        Optional.ofNullable(root.values().get("schedule"))
                .ifPresent(schedule -> findings.warning(
                        schedule.place().mark(),
                        schedule.place().path(),
                        "every run sends every row again, as if it happened at that moment",
                        "add `timestamp: ` to the action with the column that says when it happened"));
    }
}
