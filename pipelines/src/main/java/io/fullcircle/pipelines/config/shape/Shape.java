package io.fullcircle.pipelines.config.shape;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a value may be. */
public sealed interface Shape
        permits Leaf, Shape.Block, Shape.Variants, Shape.Items, Shape.Names, Shape.Either, Shape.Any, Shape.Nested {
    /** In words: {@code a list of columns}. */
    String what();

    /** The case for this shape; the compiler sees that none is forgotten. */
    <R> R match(Cases<R> cases);

    /**
     * One answer for each kind of shape.
     *
     * @param <R> the answer
     */
    interface Cases<R> {
        R leaf(Leaf leaf);

        R block(Block block);

        R variants(Variants variants);

        R items(Items items);

        R names(Names names);

        R either(Either either);

        R any(Any any);

        R nested(Nested nested);
    }

    /**
     * Settings with known names, each at most once.
     *
     * @param others what a name means that is none of these, nor near to one
     */
    record Block(List<Setting> settings, List<Rule> rules, Optional<Others> others) implements Shape {
        public Block {
            settings = List.copyOf(settings);
            rules = List.copyOf(rules);
        }

        public Block(List<Setting> settings) {
            this(settings, List.of());
        }

        public Block(List<Setting> settings, List<Rule> rules) {
            this(settings, rules, Optional.empty());
        }

        Optional<Setting> setting(String name) {
            return settings.stream()
                    .filter(setting -> setting.name().equals(name))
                    .findFirst();
        }

        @Override
        public String what() {
            return "a block of settings";
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.block(this);
        }
    }

    /**
     * Settings whose names the file's author chooses, beside known ones.
     *
     * @param each what each of them may be; its name stands for theirs in help
     * @param otherwise how one is written that is named like a known setting, or nearly so
     */
    record Others(Setting each, String otherwise) {}

    /**
     * A block whose setting {@code type} says which settings it has.
     *
     * @param types by name, in the order people read them
     * @param description of the setting {@code type}
     */
    record Variants(List<Variant> types, String description) implements Shape {
        static final String TYPE = "type";

        public Variants {
            types = List.copyOf(types);
        }

        /** The block of one type, its {@code type} included. */
        Block block(Variant variant) {
            return new Block(
                    Stream.concat(Stream.of(typeSetting()), variant.block().settings().stream())
                            .toList(),
                    variant.block().rules());
        }

        /** What any type has, nothing of it required: judges a block whose type can't be guessed. */
        Block union() {
            var settings = new LinkedHashMap<String, Setting>();
            types.forEach(type -> type.block()
                    .settings()
                    .forEach(setting -> settings.putIfAbsent(setting.name(), setting.asOptional())));
            var all = new ArrayList<>(List.of(typeSetting()));
            all.addAll(settings.values());
            return new Block(all);
        }

        List<String> names() {
            return types.stream().map(Variant::name).toList();
        }

        private Setting typeSetting() {
            var example = types.isEmpty() ? "…" : types.get(0).name();
            return Setting.required(TYPE, new Leaf.Choice(names()), example, description);
        }

        @Override
        public String what() {
            return "a block of settings";
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.variants(this);
        }
    }

    /**
     * @param name the text that {@code type} has
     * @param description one sentence
     * @param block its settings beside {@code type}
     */
    record Variant(String name, String description, Block block) {}

    /**
     * A list.
     *
     * @param what in words
     * @param item each of its items
     * @param unique whether no item may stand twice
     */
    record Items(String what, Shape item, boolean unique) implements Shape {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.items(this);
        }
    }

    /**
     * Values with names that the file's author chooses.
     *
     * @param what in words
     * @param regex what a name must match
     * @param form the same in words
     * @param value each value
     */
    record Names(String what, String regex, String form, Shape value) implements Shape {
        /** Characters a name; also protects the stack that regular expressions use. */
        static final int LONGEST = 1000;

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.names(this);
        }
    }

    /** One of several shapes, each of another kind of YAML: a text, a list, a block. */
    record Either(String what, List<Shape> shapes) implements Shape {
        public Either {
            shapes = List.copyOf(shapes);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.either(this);
        }
    }

    /** Any value that JSON has, lists and blocks included. Null is a value here. */
    record Any() implements Shape {
        @Override
        public String what() {
            return "any value";
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.any(this);
        }
    }

    /**
     * A block, nested as deep as one likes, of constants and columns. A block with no other names than {@code column}
     * and {@code as} is a column, one with {@code value} alone a constant; any other block nests.
     *
     * @param reference the settings {@code column} and {@code as}
     */
    record Nested(Block reference) implements Shape {
        @Override
        public String what() {
            return "a block of constants and columns";
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.nested(this);
        }
    }
}
