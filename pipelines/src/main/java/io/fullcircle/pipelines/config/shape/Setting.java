package io.fullcircle.pipelines.config.shape;

import java.util.List;

/**
 * One setting of a block.
 *
 * @param name as the file writes it
 * @param shape what its value may be
 * @param required whether its block can't do without it
 * @param byDefault what holds when it is absent, as JSON has it; null when there is no such value
 * @param example a value as YAML writes it on one line
 * @param description one or two sentences for editors and help
 * @param others names by which people look for it
 */
public record Setting(
        String name,
        Shape shape,
        boolean required,
        Object byDefault,
        String example,
        String description,
        List<String> others) {
    public Setting {
        others = List.copyOf(others);
    }

    public static Setting required(String name, Shape shape, String example, String description) {
        return new Setting(name, shape, true, null, example, description, List.of());
    }

    public static Setting optional(String name, Shape shape, String example, String description) {
        return new Setting(name, shape, false, null, example, description, List.of());
    }

    /** An optional setting whose default is also its example. */
    public static Setting defaulted(String name, Shape shape, Object byDefault, String description) {
        return new Setting(name, shape, false, byDefault, String.valueOf(byDefault), description, List.of());
    }

    /** The same, also found by these names. */
    public Setting also(String... names) {
        return new Setting(name, shape, required, byDefault, example, description, List.of(names));
    }

    /** The same under another name. */
    Setting named(String other) {
        return new Setting(other, shape, required, byDefault, example, description, others);
    }

    Setting asOptional() {
        return new Setting(name, shape, false, byDefault, example, description, others);
    }

    /** How it is written: {@code flush_at: 100}. */
    String sample() {
        return name + ": " + example;
    }
}
