package io.fullcircle.pipelines.config;

import static io.fullcircle.pipelines.config.shape.Setting.defaulted;
import static io.fullcircle.pipelines.config.shape.Setting.optional;

import io.fullcircle.pipelines.config.shape.Leaf;
import io.fullcircle.pipelines.config.shape.Quantity;
import io.fullcircle.pipelines.config.shape.Setting;
import io.fullcircle.pipelines.config.shape.Shape;
import java.util.List;

/** The setting {@code sync}: which rows a run sends. */
final class SyncShape {
    private SyncShape() {}

    static Shape shape() {
        return new Shape.Block(List.of(
                defaulted(
                        "mode",
                        new Leaf.Choice(List.of("full", "incremental", "changed")),
                        "full",
                        "full sends every row at every run; incremental those that are new by their cursor; changed"
                                + " those that differ from what was accepted last under their key."),
                optional(
                        "key",
                        PipelineShape.COLUMNS,
                        "[customer_id]",
                        "The columns that identify a row. Default: the customer id, or the anonymous id."),
                optional(
                        "order_by",
                        PipelineShape.COLUMNS,
                        "[scored_at]",
                        "Columns that give the rows a stable order; the key is added to them."),
                optional(
                        "cursor",
                        PipelineShape.COLUMN,
                        "scored_at",
                        "incremental: the column by which rows are new: a timestamp, a date, a whole number or a text"
                                + " that only grows."),
                optional(
                        "lookback",
                        Quantity.time(true),
                        "1h",
                        "incremental: how much older than the last cursor value a row may be that arrives late."
                                + " Default: 0s, rows of the same value only."),
                optional(
                        "backfill",
                        new Shape.Either(
                                "all, none or {since: VALUE}",
                                List.of(
                                        new Leaf.Choice(List.of("all", "none")),
                                        new Shape.Block(List.of(optional(
                                                "since",
                                                new Shape.Any(),
                                                "2026-01-01",
                                                "The least cursor value that is sent."))))),
                        "all",
                        "incremental, first run: all rows; none, which are only noted as known; or since a cursor"
                                + " value. Default: all."),
                optional(
                        "on",
                        new Shape.Either(
                                "a list of kinds, or kinds with event names",
                                List.of(
                                        new Shape.Items("a list of kinds", kinds(), true),
                                        new Shape.Block(List.of(
                                                event("added", "Score Added", "Keys that were not accepted before"),
                                                event("changed", "Score Changed", "Keys with another content"),
                                                event("removed", "Score Removed", "Accepted keys that are gone"))))),
                        "[added, changed]",
                        "changed: what is sent, and under which event name where each has its own. Default: [added,"
                                + " changed].")));
    }

    private static Leaf kinds() {
        return new Leaf.Choice(List.of("added", "changed", "removed"));
    }

    private static Setting event(String name, String example, String what) {
        return optional(
                name, new Shape.Any(), example, what + ", sent under this event name; without one, the action's.");
    }
}
