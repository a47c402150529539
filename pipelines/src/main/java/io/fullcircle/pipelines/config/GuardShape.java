package io.fullcircle.pipelines.config;

import static io.fullcircle.pipelines.config.shape.Setting.defaulted;
import static io.fullcircle.pipelines.config.shape.Setting.optional;
import static io.fullcircle.pipelines.config.shape.Setting.required;

import io.fullcircle.pipelines.config.shape.Leaf;
import io.fullcircle.pipelines.config.shape.Setting;
import io.fullcircle.pipelines.config.shape.Shape;
import java.util.List;
import java.util.Optional;

/** The block {@code guard}: rules about numbers of rows, and about properties by their names. */
final class GuardShape {
    private static final Setting THEN = defaulted(
            "then",
            new Leaf.Choice(List.of("warn", "hold", "fail")),
            "hold",
            "What becomes of a run that breaks the rule: it goes on with a warning, waits until it is let through, or"
                    + " fails.");

    private GuardShape() {}

    static Shape shape() {
        return new Shape.Block(
                List.of(
                        optional("rows", rows(), "{min: 1, max_change: 50%}", "How many rows are read."),
                        optional(
                                "changed",
                                share("The share of the rows read that are added or changed, at most."),
                                "{max: 30%}",
                                "How much is new. In mode changed, where there was something before."),
                        optional(
                                "removed",
                                share("The share of the keys known before that are gone, at most."),
                                "{max: 50%}",
                                "How much is gone. In mode changed, where it is {max: 50%} unless written."),
                        optional(
                                "properties",
                                new Shape.Names("properties with their rules", null, "", property()),
                                "{rows: {between: [0, 1]}}",
                                "Rules for properties that are called like a setting of this block.")),
                List.of(),
                Optional.of(new Shape.Others(
                        optional(
                                "<property>",
                                property(),
                                "{between: [0, 1], nulls: 1%}",
                                "Rules for a property by its name, scores.iphone where it nests."),
                        "A property of this name goes into properties.")));
    }

    private static Shape rows() {
        return new Shape.Block(List.of(
                optional("min", new Leaf.Whole(0, Long.MAX_VALUE), "1", "Rows, at least."),
                optional("max", new Leaf.Whole(0, Long.MAX_VALUE), "1000000", "Rows, at most."),
                optional(
                        "max_change",
                        new Leaf.Share(1_000_000),
                        "50%",
                        "The difference to the last accepted run, more or fewer, as a share of its rows, at most."),
                THEN));
    }

    private static Shape share(String description) {
        return new Shape.Block(List.of(required("max", new Leaf.Share(100), "30%", description), THEN));
    }

    private static Shape property() {
        return new Shape.Block(List.of(
                optional(
                        "between",
                        new Shape.Items(
                                "a list of two numbers", new Leaf.Decimal(-Double.MAX_VALUE, Double.MAX_VALUE), false),
                        "[0, 1]",
                        "The least and the greatest number that there may be."),
                optional(
                        "nulls",
                        new Leaf.Share(100),
                        "1%",
                        "The share of calls without a value, at most; NaN and infinity are none."),
                optional(
                        "shift",
                        new Shape.Block(List.of(
                                optional(
                                        "warn",
                                        new Leaf.Decimal(0, Double.MAX_VALUE),
                                        "0.1",
                                        "Above it, the run goes on with a warning."),
                                optional(
                                        "hold",
                                        new Leaf.Decimal(0, Double.MAX_VALUE),
                                        "0.25",
                                        "Above it, the rule is broken."))),
                        "{warn: 0.1, hold: 0.25}",
                        "How far the distribution may move: the population stability index over ten quantile bins of"
                                + " the last accepted run."),
                THEN));
    }
}
