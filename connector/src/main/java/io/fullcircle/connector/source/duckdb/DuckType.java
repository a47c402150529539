package io.fullcircle.connector.source.duckdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A type as DuckDB prints it, such as {@code STRUCT(a INTEGER, "b c" TIMESTAMP[])[]}, taken apart. */
sealed interface DuckType {
    /** Any type that holds no other, or one this reader knows nothing of. */
    record Leaf(String name) implements DuckType {}

    /** A list or an array; {@code brackets} as printed. */
    record Listed(DuckType element, String brackets) implements DuckType {}

    record Mapped(DuckType key, DuckType value) implements DuckType {}

    /** A struct with names, or a union. */
    record Fielded(boolean union, List<Field> fields) implements DuckType {
        public Fielded {
            fields = List.copyOf(fields);
        }
    }

    record Field(String name, DuckType type) {}

    /** Types whose names have a space, so that a struct without names can be told from one with names. */
    Set<String> SPACED = Set.of("TIMESTAMP WITH TIME ZONE", "TIME WITH TIME ZONE");

    /** What nested values lose on their way through the driver: it makes them java.sql's or refuses some of them. */
    Set<String> TEMPORAL = Set.of(
            "TIMESTAMP",
            "TIMESTAMP_S",
            "TIMESTAMP_MS",
            "TIMESTAMP_NS",
            "TIMESTAMP WITH TIME ZONE",
            "TIME",
            "TIME_NS",
            "TIME WITH TIME ZONE");

    static DuckType parse(String printed) {
        String text = printed.strip();
        if (text.endsWith("]")) {
            int bracket = text.lastIndexOf('[');
            return new Listed(parse(text.substring(0, bracket)), text.substring(bracket));
        }
        if (!text.endsWith(")")) {
            return new Leaf(text);
        }
        if (text.startsWith("MAP(")) {
            List<String> types = split(text.substring(4, text.length() - 1));
            return new Mapped(parse(types.get(0)), parse(types.get(1)));
        }
        boolean union = text.startsWith("UNION(");
        if (!union && !text.startsWith("STRUCT(")) {
            return new Leaf(text);
        }
        List<Field> fields = new ArrayList<>();
        for (String member : split(text.substring(text.indexOf('(') + 1, text.length() - 1))) {
            int end = nameEnd(member);
            if (end < 0) {
                return new Leaf(text);
            }
            fields.add(new Field(unquoted(member.substring(0, end)), parse(member.substring(end + 1))));
        }
        return new Fielded(union, fields);
    }

    /** The type to read it as, written in SQL: the same but for what would be lost. */
    default String wire() {
        if (this instanceof Listed list) {
            return list.element.wire() + list.brackets;
        }
        if (this instanceof Mapped map) {
            return "MAP(" + map.key.wire() + ", " + map.value.wire() + ")";
        }
        if (this instanceof Fielded fielded) {
            return fielded.fields.stream()
                    .map(f -> '"' + f.name.replace("\"", "\"\"") + "\" " + f.type.wire())
                    .collect(Collectors.joining(", ", fielded.union ? "UNION(" : "STRUCT(", ")"));
        }
        Leaf leaf = (Leaf) this;
        if (TEMPORAL.contains(leaf.name) || leaf.name.startsWith("GEOMETRY")) {
            return "VARCHAR";
        }
        return leaf.name.equals("VARIANT") ? "JSON" : leaf.name;
    }

    /** Whether {@link #wire()} is another type. */
    default boolean isRewritten() {
        if (this instanceof Listed list) {
            return list.element.isRewritten();
        }
        if (this instanceof Mapped map) {
            return map.key.isRewritten() || map.value.isRewritten();
        }
        if (this instanceof Fielded fielded) {
            return fielded.fields.stream().anyMatch(f -> f.type.isRewritten());
        }
        return !wire().equals(((Leaf) this).name);
    }

    /** Where a member's name ends, at a space; -1 when it has none. */
    private static int nameEnd(String member) {
        if (member.startsWith("\"")) {
            int at = 1;
            while (member.charAt(at) != '"' || at + 1 < member.length() && member.charAt(at + 1) == '"') {
                at += member.charAt(at) == '"' ? 2 : 1;
            }
            return at + 1 < member.length() && member.charAt(at + 1) == ' ' ? at + 1 : -1;
        }
        int space = member.indexOf(' ');
        int paren = member.indexOf('(');
        boolean unnamed =
                space < 0 || paren >= 0 && paren < space || SPACED.stream().anyMatch(member::startsWith);
        return unnamed ? -1 : space;
    }

    private static String unquoted(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }

    /** Parts between commas that stand in no parentheses and no quotes. */
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            } else if (c == ',' && depth == 0) {
                parts.add(text.substring(from, i).strip());
                from = i + 1;
            }
        }
        parts.add(text.substring(from).strip());
        return parts;
    }
}
