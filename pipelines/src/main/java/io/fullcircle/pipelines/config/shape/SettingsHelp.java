package io.fullcircle.pipelines.config.shape;

import java.util.ArrayList;
import java.util.stream.Collectors;

/** Prints what a file may hold: every setting with its default and a sentence. */
public final class SettingsHelp implements Shape.Cases<String> {
    private final String path;

    private SettingsHelp(String path) {
        this.path = path;
    }

    /** The settings of a file, one on a line and its description on the next, in the description's order. */
    public static String of(Shape.Block root) {
        return new SettingsHelp("").block(root);
    }

    @Override
    public String block(Shape.Block block) {
        var text = new StringBuilder();
        var settings = new ArrayList<>(block.settings());
        block.others().ifPresent(others -> settings.add(others.each()));
        for (var setting : settings) {
            var name = path.isEmpty() ? setting.name() : path + "." + setting.name();
            text.append(name)
                    .append(remark(setting))
                    .append("\n    ")
                    .append(setting.description())
                    .append('\n')
                    .append(setting.shape().match(new SettingsHelp(name)));
        }
        return text.toString();
    }

    private static String remark(Setting setting) {
        if (setting.required()) {
            return "  (required)";
        }
        return setting.byDefault() == null ? "" : "  (default: " + setting.byDefault() + ")";
    }

    @Override
    public String variants(Shape.Variants variants) {
        if (variants.types().size() == 1) {
            return block(variants.block(variants.types().get(0)));
        }
        var text = new StringBuilder();
        for (var variant : variants.types()) {
            text.append(path)
                    .append(".type: ")
                    .append(variant.name())
                    .append("\n    ")
                    .append(variant.description())
                    .append('\n')
                    .append(block(variant.block()));
        }
        return text.toString();
    }

    @Override
    public String items(Shape.Items items) {
        return items.item().match(new SettingsHelp(path + "[]"));
    }

    @Override
    public String leaf(Leaf leaf) {
        return "";
    }

    @Override
    public String names(Shape.Names names) {
        return "";
    }

    @Override
    public String either(Shape.Either either) {
        return either.shapes().stream().map(shape -> shape.match(this)).collect(Collectors.joining());
    }

    @Override
    public String any(Shape.Any any) {
        return "";
    }

    @Override
    public String nested(Shape.Nested nested) {
        return "";
    }
}
