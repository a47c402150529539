package io.fullcircle.pipelines.config;

import io.fullcircle.connector.mapping.TrackMapping;
import io.fullcircle.connector.mapping.TrackMapping.As;
import io.fullcircle.connector.mapping.TrackMapping.Content;
import io.fullcircle.connector.mapping.TrackMapping.Event;
import io.fullcircle.connector.mapping.TrackMapping.Nulls;
import io.fullcircle.connector.mapping.TrackMapping.Properties;
import io.fullcircle.connector.mapping.TrackMapping.Property;
import io.fullcircle.pipelines.config.file.Findings;
import io.fullcircle.pipelines.config.shape.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What {@code action} says about the call that a row becomes. */
final class MappingPart {
    private final Value.Group action;

    MappingPart(Value.Group action) {
        this.action = action;
    }

    /** Reports property names of which one is the beginning of another: a value can't hold another value. */
    void check(Findings findings) {
        if (!(action.values().get("properties") instanceof Value.Group properties)) {
            return;
        }
        var whole = new HashSet<String>();
        var beginnings = new HashMap<String, String>();
        properties.values().forEach((name, value) -> {
            var other = Optional.ofNullable(beginnings.get(name));
            for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
                var beginning = name.substring(0, dot);
                other = other.or(() -> whole.contains(beginning) ? Optional.of(beginning) : Optional.empty());
                beginnings.putIfAbsent(beginning, name);
            }
            whole.add(name);
            other.ifPresent(found -> findings.error(
                    value.place().mark(),
                    value.place().path(),
                    "can't stand beside %s: one would have to hold the other".formatted(found),
                    "rename one of the two"));
        });
    }

    /** The mapping, when the file has no errors. */
    TrackMapping build(List<String> key, long maxMessageBytes) {
        return new TrackMapping(
                event(),
                action.get("customer_id", String.class),
                action.get("anonymous_id", String.class),
                action.get("timestamp", String.class),
                properties(),
                action.get("nulls", String.class)
                        .map(word -> Nulls.valueOf(word.toUpperCase(Locale.ROOT)))
                        .orElse(Nulls.SEND),
                nested(List.of(), action.group("context")),
                key,
                Math.toIntExact(maxMessageBytes));
    }

    private Event event() {
        if (action.values().get("event_name") instanceof Value.Group column) {
            return new Event.FromColumn(column.get("column", String.class).orElseThrow());
        }
        return new Event.Named(action.get("event_name", String.class).orElseThrow());
    }

    private Properties properties() {
        var value = action.values().get("properties");
        if (value instanceof Value.Leaf) {
            return new Properties.Rest();
        }
        if (value instanceof Value.Series columns) {
            return new Properties.Listed(columns.items().stream()
                    .map(item -> (String) ((Value.Leaf) item).value())
                    .map(column -> new Property(List.of(column), new Content.FromColumn(column, Optional.empty())))
                    .toList());
        }
        var properties = new ArrayList<Property>();
        ((Value.Group) value)
                .values()
                .forEach((name, content) -> properties.add(new Property(path(name), content(content))));
        return new Properties.Listed(properties);
    }

    private static Content content(Value value) {
        if (value instanceof Value.Leaf column) {
            return new Content.FromColumn((String) column.value(), Optional.empty());
        }
        var group = (Value.Group) value;
        return group.get("column", String.class)
                .<Content>map(column -> new Content.FromColumn(column, as(group.get("as", String.class))))
                .orElseGet(() ->
                        new Content.Constant(group.leaf("value").orElseThrow().value()));
    }

    private static List<Property> nested(List<String> outer, Value.Group block) {
        var properties = new ArrayList<Property>();
        block.values().forEach((name, value) -> {
            var path = new ArrayList<>(outer);
            path.add(name);
            if (value instanceof Value.Group inner) {
                properties.addAll(nested(path, inner));
            }
            if (value instanceof Value.Leaf constant) {
                properties.add(new Property(path, new Content.Constant(constant.value())));
            }
            if (value instanceof Value.Reference column) {
                properties.add(new Property(path, new Content.FromColumn(column.column(), as(column.as()))));
            }
        });
        return properties;
    }

    private static List<String> path(String name) {
        return List.of(name.split("\\.", -1));
    }

    private static Optional<As> as(Optional<String> word) {
        return word.map(text -> As.valueOf(text.toUpperCase(Locale.ROOT)));
    }
}
