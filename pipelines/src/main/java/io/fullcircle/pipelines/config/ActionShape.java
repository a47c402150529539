package io.fullcircle.pipelines.config;

import static io.fullcircle.pipelines.config.PipelineShape.COLUMN;
import static io.fullcircle.pipelines.config.shape.Setting.defaulted;
import static io.fullcircle.pipelines.config.shape.Setting.optional;
import static io.fullcircle.pipelines.config.shape.Setting.required;

import io.fullcircle.pipelines.config.shape.Leaf;
import io.fullcircle.pipelines.config.shape.Leaf.Text;
import io.fullcircle.pipelines.config.shape.Parsed;
import io.fullcircle.pipelines.config.shape.Rule;
import io.fullcircle.pipelines.config.shape.Setting;
import io.fullcircle.pipelines.config.shape.Shape;
import io.fullcircle.pipelines.config.shape.Written;
import java.util.List;

/** The block {@code action}: the five inputs first, then what is there for a few. */
final class ActionShape {
    private static final Setting AS = optional(
            "as",
            new Leaf.Choice(List.of("number", "string", "boolean", "json", "timestamp")),
            "number",
            "What the column's value is cast to. A value that can't be cast makes its row invalid.");
    private static final Setting REFERENCED = required("column", COLUMN, "iphone", "The column that the value is of.")
            .also("name", "field", "from");

    private ActionShape() {}

    static Shape shape() {
        var block = new Shape.Block(
                List.of(
                        required(
                                        "write_key",
                                        new Leaf.Hidden(
                                                "a write key", "^\\S+$", "write a write key, without spaces in it"),
                                        "${SEGMENT_WRITE_KEY}",
                                        "The write key of the Segment HTTP source that takes the calls.")
                                .also("key", "api_key", "token"),
                        optional(
                                "table",
                                Text.filled("a table or an operator"),
                                "forecast",
                                "The operator or table whose rows are sent. Default: the last operator."),
                        required("event_name", eventName(), "Sales Forecast", "The event's name, or {column: name}.")
                                .also("event", "name"),
                        required(
                                        "properties",
                                        properties(),
                                        "[iphone, apple_watch]",
                                        "A list of columns; '*' for every column not used elsewhere; or names with"
                                                + " columns, where scores.iphone nests; [] for none.")
                                .also("fields", "traits"),
                        optional(
                                        "customer_id",
                                        COLUMN,
                                        "customer_id",
                                        "The column that becomes userId. Numbers become text without loss.")
                                .also("user_id"),
                        optional(
                                "anonymous_id",
                                COLUMN,
                                "visitor_id",
                                "The column that becomes anonymousId; a row needs one of the two."),
                        optional(
                                "timestamp",
                                COLUMN,
                                "scored_at",
                                "The column that says when it happened. Default: the time of sending."),
                        defaulted(
                                "nulls",
                                new Leaf.Choice(List.of("send", "omit")),
                                "send",
                                "Whether properties without a value are sent as null or left out."),
                        optional(
                                "context",
                                new Shape.Nested(new Shape.Block(List.of(REFERENCED, AS))),
                                "{app: {name: full-circle}}",
                                "What goes into the call's context: constants and {column: name}, nested."),
                        defaulted(
                                        "endpoint",
                                        Endpoint.shape(),
                                        Endpoint.DEFAULT.text(),
                                        "Where calls go: the address of the region, or local for the receiver that"
                                                + " comes with Full Circle.")
                                .also("url", "host")),
                List.of(new Rule.AtLeastOne(
                        List.of("customer_id", "anonymous_id"),
                        "add `customer_id: customer_id`, or anonymous_id where customers aren't known")));
        return new Shape.Variants(
                List.of(new Shape.Variant("segment.track", "A track call of Segment for every row.", block)),
                "What is done with a row: segment.track sends a track call.");
    }

    private static Parsed<?> rest(Written written) {
        return written.text().equals("*")
                ? new Parsed.Good<>("*")
                : new Parsed.Bad<>(
                        written.shown() + " is neither a list of columns nor '*'",
                        "write [first, second], or [only] for one column");
    }

    private static Shape eventName() {
        return new Shape.Either(
                "a text or {column: name}", List.of(Text.filled("a text"), new Shape.Block(List.of(REFERENCED))));
    }

    private static Shape properties() {
        var reference = new Shape.Block(
                List.of(
                        optional("column", COLUMN, "iphone", "The column that the value is of.")
                                .also("name", "field", "from"),
                        AS,
                        optional("value", new Shape.Any(), "sales-v7", "The same value in every call.")),
                List.of(
                        new Rule.ExactlyOne(List.of("column", "value"), "write {column: name} or {value: a constant}"),
                        new Rule.Beside("as", "column")));
        return new Shape.Either(
                "a list of columns, '*', or names with columns",
                List.of(
                        new Text("'*'", "^\\*$", Leaf.Role.NONE, ActionShape::rest),
                        new Shape.Items("a list of columns", COLUMN, true),
                        new Shape.Names(
                                "names with columns",
                                "^[^.]+(\\.[^.]+)*$",
                                "a name, or names with single dots between them",
                                new Shape.Either(
                                        "a column, {column: name, as: number} or {value: a constant}",
                                        List.of(COLUMN, reference)))));
    }
}
