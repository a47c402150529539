package io.fullcircle.pipelines.config.file;

import java.util.List;
import java.util.Optional;

/** A part of a YAML file with its place. */
public sealed interface Node {
    Mark mark();

    /** What it is, for people: {@code a list}. */
    String what();

    /** What a scalar is by the core schema of YAML 1.2. Quoted ones are always TEXT. */
    enum Kind {
        TEXT("a text"),
        INTEGER("a whole number"),
        DECIMAL("a number"),
        BOOLEAN("true or false"),
        NULL("nothing");

        private final String what;

        Kind(String what) {
            this.what = what;
        }
    }

    /**
     * @param text what is written, quotes and escapes resolved, nothing filled in
     * @param literal whether it is a block after {@code |}, whose lines are the file's lines
     */
    record Scalar(Mark mark, String text, Kind kind, boolean literal) implements Node {
        @Override
        public String what() {
            return kind.what;
        }
    }

    record Sequence(Mark mark, List<Node> items) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String what() {
            return "a list";
        }
    }

    record Mapping(Mark mark, List<Member> members) implements Node {
        public Mapping {
            members = List.copyOf(members);
        }

        /** The first value under this name. */
        public Optional<Node> get(String name) {
            return members.stream()
                    .filter(member -> member.name().text().equals(name))
                    .map(Member::value)
                    .findFirst();
        }

        @Override
        public String what() {
            return "a block of settings";
        }
    }

    /**
     * A name and its value.
     *
     * @param again whether the name stood further up in the same mapping; that is reported already
     */
    record Member(Scalar name, Node value, boolean again) {}

    /** Something that is reported already and about which nothing else is to be said. */
    record Refused(Mark mark) implements Node {
        @Override
        public String what() {
            return "something else";
        }
    }

    /** Whether nothing is written here: {@code name:} alone, or null. */
    default boolean isNull() {
        return this instanceof Scalar scalar && scalar.kind() == Kind.NULL;
    }
}
