package io.fullcircle.pipelines.config;

import io.fullcircle.connector.mapping.Kind;
import io.fullcircle.connector.mapping.SyncMode;
import io.fullcircle.pipelines.config.Sync.Backfill;
import io.fullcircle.pipelines.config.Sync.Mode;
import io.fullcircle.pipelines.config.file.Findings;
import io.fullcircle.pipelines.config.shape.Value;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What {@code sync} says. */
final class SyncPart {
    private final Value.Group sync;

    SyncPart(Value.Group root) {
        this.sync = root.group("sync");
    }

    /** Reports settings that contradict each other. */
    void check(Findings findings) {
        boolean misspelt = sync.written().contains("mode") && sync.leaf("mode").isEmpty();
        if (misspelt) {
            return;
        }
        checkCursor(findings);
        checkOrder(findings);
        checkOn(findings);
    }

    private void checkCursor(Findings findings) {
        if (mode() == Mode.INCREMENTAL) {
            if (!sync.written().contains("cursor")) {
                error(
                        findings,
                        "mode",
                        "incremental needs a cursor",
                        "add `cursor: ` and the column that says when a" + " row was written, such as scored_at");
            }
            return;
        }
        for (String name : List.of("cursor", "lookback", "backfill")) {
            if (sync.values().containsKey(name)) {
                error(findings, name, "only goes with mode: incremental", "write mode: incremental, or remove it");
            }
        }
    }

    private void checkOrder(Findings findings) {
        if (mode() != Mode.FULL && sync.values().containsKey("order_by")) {
            error(
                    findings,
                    "order_by",
                    mode() == Mode.INCREMENTAL
                            ? "is what the cursor is for"
                            : "does nothing in mode: changed, which reads all rows in any order",
                    "remove it");
        }
    }

    private void checkOn(Findings findings) {
        Value on = sync.values().get("on");
        if (on == null) {
            return;
        }
        if (mode() != Mode.CHANGED) {
            error(findings, "on", "only goes with mode: changed", "write mode: changed, or remove it");
        }
        boolean empty = on instanceof Value.Series kinds && kinds.items().isEmpty()
                || on instanceof Value.Group names && names.written().isEmpty();
        if (empty) {
            error(findings, "on", "names nothing that is sent", "write [added, changed], or remove it");
        }
        if (!(on instanceof Value.Group names)) {
            return;
        }
        names.values().forEach((kind, name) -> {
            boolean text = name instanceof Value.Leaf leaf
                    && (leaf.value() == null || leaf.value() instanceof String event && !event.isBlank());
            if (!text) {
                findings.error(
                        name.place().mark(),
                        name.place().path(),
                        "isn't the name of an event",
                        "write a text, or nothing for the action's event name");
            }
        });
    }

    private void error(Findings findings, String setting, String problem, String remedy) {
        Value value = sync.values().get(setting);
        findings.error(value.place().mark(), value.place().path(), problem, remedy);
    }

    private Mode mode() {
        return sync.get("mode", String.class)
                .map(mode -> Mode.valueOf(mode.toUpperCase(Locale.ROOT)))
                .orElse(Mode.FULL);
    }

    Sync build() {
        return new Sync(mode(), columns("key"), columns("order_by"), cursor(), on());
    }

    private Optional<Sync.Cursor> cursor() {
        return sync.get("cursor", String.class)
                .map(column -> new Sync.Cursor(
                        column, sync.get("lookback", Duration.class).orElse(Duration.ZERO), backfill()));
    }

    private Backfill backfill() {
        if (sync.get("backfill", String.class).filter("none"::equals).isPresent()) {
            return Backfill.NONE;
        }
        return sync.group("backfill")
                .leaf("since")
                .map(since -> new Backfill(true, Optional.ofNullable(since.value())))
                .orElse(Backfill.ALL);
    }

    private Map<Kind, Optional<String>> on() {
        Value on = sync.values().get("on");
        var kinds = new EnumMap<Kind, Optional<String>>(Kind.class);
        if (on instanceof Value.Series listed) {
            listed.items().forEach(item -> kinds.put(kind((String) ((Value.Leaf) item).value()), Optional.empty()));
        }
        if (on instanceof Value.Group named) {
            named.values()
                    .forEach((name, event) ->
                            kinds.put(kind(name), Optional.ofNullable((String) ((Value.Leaf) event).value())));
        }
        return kinds.isEmpty() ? SyncMode.Changed.DEFAULT.on() : kinds;
    }

    private static Kind kind(String name) {
        return Kind.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private List<String> columns(String setting) {
        Value value = sync.values().get(setting);
        if (value instanceof Value.Leaf column) {
            return List.of((String) column.value());
        }
        return value instanceof Value.Series columns
                ? columns.items().stream()
                        .map(item -> (String) ((Value.Leaf) item).value())
                        .toList()
                : List.of();
    }
}
