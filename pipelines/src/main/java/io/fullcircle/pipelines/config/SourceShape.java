package io.fullcircle.pipelines.config;

import io.fullcircle.connector.source.Option;
import io.fullcircle.connector.source.SourceProvider;
import io.fullcircle.pipelines.config.shape.Leaf;
import io.fullcircle.pipelines.config.shape.Quantity;
import io.fullcircle.pipelines.config.shape.Setting;
import io.fullcircle.pipelines.config.shape.Shape;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The block {@code source}, as the providers at hand describe their options. */
final class SourceShape {
    private SourceShape() {}

    static Shape.Variants of(List<SourceProvider> providers) {
        return new Shape.Variants(
                providers.stream()
                        .sorted(Comparator.comparing(SourceProvider::type))
                        .map(provider -> new Shape.Variant(
                                provider.type(), provider.description(), new Shape.Block(settings(provider))))
                        .toList(),
                "The kind of database.");
    }

    private static List<Setting> settings(SourceProvider provider) {
        return provider.options().stream().map(SourceShape::setting).toList();
    }

    private static Setting setting(Option option) {
        var example = example(option.kind(), option.name());
        return option.required()
                ? Setting.required(option.name(), shape(option.kind()), example, option.description())
                : Setting.optional(option.name(), shape(option.kind()), example, option.description());
    }

    private static Shape shape(Option.Kind kind) {
        return switch (kind) {
            case TEXT -> Leaf.Text.filled("a text");
            case SECRET -> new Leaf.Hidden("a text", null, "write a text");
            case PATH -> new Leaf.FilePath();
            case INTEGER -> new Leaf.Whole(0, Long.MAX_VALUE);
            case BOOLEAN -> new Leaf.Flag();
            case DURATION -> Quantity.time(true);
            case MAP -> new Shape.Names("names with texts", null, "a name", new Leaf.Word());
        };
    }

    private static String example(Option.Kind kind, String name) {
        return switch (kind) {
            case TEXT -> "…";
            case SECRET -> "${" + name.toUpperCase(Locale.ROOT) + "}";
            case PATH -> "scores.db";
            case INTEGER -> "1";
            case BOOLEAN -> "true";
            case DURATION -> "30s";
            case MAP -> "{name: text}";
        };
    }
}
