package io.fullcircle.pipelines.config.shape;

import static io.fullcircle.pipelines.config.shape.SchemaWriter.ordered;

import io.fullcircle.connector.base.Nearest;
import io.fullcircle.connector.base.Secret;
import io.fullcircle.pipelines.config.file.Node;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A single value. Each kind says in one place what it reads and what the JSON Schema says of it.
 *
 * <p>A value with {@code ${…}} in it is a text for YAML and becomes what is needed only when it is filled in; so a kind
 * reads any text, but what stands in the file as it is must be of the YAML kinds that it takes.
 */
public sealed interface Leaf extends Shape {
    /** What it may be in YAML when nothing has to be filled in. */
    Set<Node.Kind> kinds();

    /** The value, or what is wrong with the text. */
    Parsed<?> parse(Written written);

    /** What the JSON Schema says: one alternative for each way to write it. */
    List<Map<String, Object>> schema();

    @Override
    default <R> R match(Cases<R> cases) {
        return cases.leaf(this);
    }

    /** What is special about a text. */
    enum Role {
        NONE,
        /** It names a column of the result. */
        COLUMN,
        /** It is SQL: nothing is filled in. */
        SQL
    }

    /**
     * A text of a form. Becomes whatever the parser makes of it.
     *
     * @param regex what matches the whole text, in the dialect that Java and ECMAScript share; null for any text
     * @param parser called when the regular expression matches, and when it doesn't: then to say why
     */
    record Text(String what, String regex, Role role, Function<Written, Parsed<?>> parser) implements Leaf {
        private static final Pattern FILLED = Pattern.compile("\\S");

        /** Any text but a blank one. */
        public static Text filled(String what) {
            return filled(what, Role.NONE);
        }

        public static Text filled(String what, Role role) {
            return new Text(what, FILLED.pattern(), role, Text::notBlank);
        }

        private static Parsed<?> notBlank(Written written) {
            return written.text().isBlank()
                    ? new Parsed.Bad<>("is blank", "write a text")
                    : new Parsed.Good<>(written.text());
        }

        @Override
        public Set<Node.Kind> kinds() {
            return Set.of(Node.Kind.TEXT);
        }

        @Override
        public Parsed<?> parse(Written written) {
            return parser.apply(written);
        }

        @Override
        public List<Map<String, Object>> schema() {
            return List.of(regex == null ? Map.of("type", "string") : ordered("type", "string", "pattern", regex));
        }
    }

    /** A text that is never printed; becomes a {@link Secret}. */
    record Hidden(String what, String regex, String remedy) implements Leaf {
        @Override
        public Set<Node.Kind> kinds() {
            return Set.of(Node.Kind.TEXT);
        }

        @Override
        public Parsed<?> parse(Written written) {
            if (regex != null && !written.text().matches(regex)) {
                var blank = written.text().isBlank();
                return new Parsed.Bad<>(blank ? "is blank" : "isn't " + what, remedy);
            }
            return new Parsed.Good<>(Secret.of(written.text()));
        }

        @Override
        public List<Map<String, Object>> schema() {
            return List.of(regex == null ? Map.of("type", "string") : ordered("type", "string", "pattern", regex));
        }
    }

    /** One of a few words. */
    record Choice(List<String> words) implements Leaf {
        public Choice {
            words = List.copyOf(words);
        }

        @Override
        public String what() {
            return words.isEmpty() ? "a text" : words.size() == 1 ? words.get(0) : "one of " + String.join(", ", words);
        }

        @Override
        public Set<Node.Kind> kinds() {
            return Set.of(Node.Kind.TEXT);
        }

        @Override
        public Parsed<?> parse(Written written) {
            if (words.contains(written.text())) {
                return new Parsed.Good<>(written.text());
            }
            var remedy = Nearest.of(written.text(), words)
                    .filter(near -> words.size() > 1)
                    .map("did you mean %s?"::formatted)
                    .orElse("write " + what());
            var problem = words.size() == 1 ? "can only be %2$s, not %1$s" : "%1$s isn't %2$s";
            return new Parsed.Bad<>(problem.formatted(written.shown(), what()), remedy);
        }

        @Override
        public List<Map<String, Object>> schema() {
            return List.of(words.isEmpty() ? Map.of("type", "string") : Map.of("enum", words));
        }
    }

    /** A whole number within limits; becomes a {@link Long}. */
    record Whole(long min, long max) implements Leaf {
        @Override
        public String what() {
            return "a whole number";
        }

        @Override
        public Set<Node.Kind> kinds() {
            return Set.of(Node.Kind.INTEGER, Node.Kind.DECIMAL);
        }

        @Override
        public Parsed<?> parse(Written written) {
            return Quantity.whole(written, min, max);
        }

        @Override
        public List<Map<String, Object>> schema() {
            return List.of(
                    max == Long.MAX_VALUE
                            ? ordered("type", "integer", "minimum", min)
                            : ordered("type", "integer", "minimum", min, "maximum", max));
        }
    }

    /** A number within limits; becomes a {@link Double}. */
    record Decimal(double min, double max) implements Leaf {
        @Override
        public String what() {
            return "a number";
        }

        @Override
        public Set<Node.Kind> kinds() {
            return Set.of(Node.Kind.INTEGER, Node.Kind.DECIMAL);
        }

        @Override
        public Parsed<?> parse(Written written) {
            return Quantity.decimal(written, min, max);
        }

        @Override
        public List<Map<String, Object>> schema() {
            return List.of(
                    min == -Double.MAX_VALUE ? ordered("type", "number") : ordered("type", "number", "minimum", min));
        }
    }

    /** A part of something, written in percent; becomes a {@link Double}, 0.5 for {@code 50%}. */
    record Share(long mostPercent) implements Leaf {
        @Override
        public String what() {
            return "a percentage such as 50%";
        }

        @Override
        public Set<Node.Kind> kinds() {
            return Set.of(Node.Kind.TEXT, Node.Kind.INTEGER, Node.Kind.DECIMAL);
        }

        @Override
        public Parsed<?> parse(Written written) {
            return Quantity.share(written, mostPercent);
        }

        @Override
        public List<Map<String, Object>> schema() {
            return List.of(
                    ordered("type", "string", "pattern", Quantity.SHARE),
                    ordered("type", "integer", "minimum", 0, "maximum", 0));
        }
    }

    /** {@code true} or {@code false}; becomes a {@link Boolean}. */
    record Flag() implements Leaf {
        @Override
        public String what() {
            return "true or false";
        }

        @Override
        public Set<Node.Kind> kinds() {
            return Set.of(Node.Kind.BOOLEAN);
        }

        @Override
        public Parsed<?> parse(Written written) {
            return switch (written.text()) {
                case "true", "True", "TRUE" -> new Parsed.Good<>(true);
                case "false", "False", "FALSE" -> new Parsed.Good<>(false);
                default -> new Parsed.Bad<>(written.shown() + " is neither true nor false", "write true or false");
            };
        }

        @Override
        public List<Map<String, Object>> schema() {
            return List.of(Map.of("type", "boolean"));
        }
    }

    /** A number of bytes within limits; becomes a {@link Long}. */
    record Size(long min, long max) implements Leaf {
        @Override
        public String what() {
            return "a size such as 500KB";
        }

        @Override
        public Set<Node.Kind> kinds() {
            return Set.of(Node.Kind.TEXT, Node.Kind.INTEGER, Node.Kind.DECIMAL);
        }

        @Override
        public Parsed<?> parse(Written written) {
            return Quantity.size(written, min, max);
        }

        @Override
        public List<Map<String, Object>> schema() {
            return List.of(
                    ordered("type", "integer", "minimum", min, "maximum", max),
                    ordered("type", "string", "pattern", Quantity.SIZE));
        }
    }

    /** A path; becomes a {@link java.nio.file.Path}, counted from the file. */
    record FilePath() implements Leaf {
        @Override
        public String what() {
            return "a path";
        }

        @Override
        public Set<Node.Kind> kinds() {
            return Set.of(Node.Kind.TEXT);
        }

        @Override
        public Parsed<?> parse(Written written) {
            if (written.text().isBlank()) {
                return new Parsed.Bad<>("is blank", "write a path");
            }
            try {
                return new Parsed.Good<>(
                        written.directory().resolve(written.text()).normalize());
            } catch (InvalidPathException e) {
                return new Parsed.Bad<>(written.shown() + " is no path", "write a path");
            }
        }

        @Override
        public List<Map<String, Object>> schema() {
            return List.of(ordered("type", "string", "pattern", "\\S"));
        }
    }

    /** Any single value as the text that it is written as. */
    record Word() implements Leaf {
        @Override
        public String what() {
            return "a text";
        }

        @Override
        public Set<Node.Kind> kinds() {
            return Set.of(Node.Kind.TEXT, Node.Kind.INTEGER, Node.Kind.DECIMAL, Node.Kind.BOOLEAN);
        }

        @Override
        public Parsed<?> parse(Written written) {
            return new Parsed.Good<>(written.text());
        }

        @Override
        public List<Map<String, Object>> schema() {
            return List.of(Map.of("type", List.of("string", "number", "boolean")));
        }
    }
}
