package io.fullcircle.pipelines.run;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A position as the ledger keeps it: the order's columns, and each value with its kind, so that nothing is lost. */
final class PositionText {
    private static final JsonMapper JSON = JsonMapper.shared();

    private static final List<Kind> KINDS = List.of(
            new Kind("text", String.class, text -> text),
            new Kind("integer", Long.class, Long::valueOf),
            new Kind("big integer", BigInteger.class, BigInteger::new),
            new Kind("decimal", BigDecimal.class, BigDecimal::new),
            new Kind("boolean", Boolean.class, Boolean::valueOf),
            new Kind("date", LocalDate.class, LocalDate::parse),
            new Kind("time", LocalTime.class, LocalTime::parse),
            new Kind("timestamp", LocalDateTime.class, LocalDateTime::parse),
            new Kind("instant", Instant.class, Instant::parse),
            new Kind("timestamp with offset", OffsetDateTime.class, OffsetDateTime::parse));

    /** @param parser reads what the type's {@code toString} has written */
    private record Kind(String name, Class<?> type, Function<String, Object> parser) {}

    private PositionText() {}

    /** Empty when a value is of a kind that can't be compared without loss, such as a floating point number. */
    static Optional<String> write(List<String> columns, List<Object> values) {
        var texts = new ArrayList<List<String>>();
        for (Object value : values) {
            Optional<Kind> kind =
                    KINDS.stream().filter(one -> one.type().isInstance(value)).findFirst();
            if (kind.isEmpty()) {
                return Optional.empty();
            }
            texts.add(List.of(kind.get().name(), value.toString()));
        }
        var members = new TreeMap<String, Object>();
        members.put("columns", columns);
        members.put("values", texts);
        return Optional.of(JSON.writeValueAsString(members));
    }

    /** The values, when they are of this order; else none, and everything is read again. */
    static List<Object> read(String text, List<String> columns) {
        JsonNode members = JSON.readTree(text);
        List<String> written =
                members.get("columns").valueStream().map(JsonNode::asString).toList();
        if (!written.equals(columns)) {
            return List.of();
        }
        return members.get("values")
                .valueStream()
                .map(value -> value(value.get(0).asString(), value.get(1).asString()))
                .toList();
    }

    /** The value of the first column, when it is this one. */
    static Optional<Object> first(String text, String column) {
        return JSON.readTree(text).at("/columns/0").asString().equals(column) ? first(text) : Optional.empty();
    }

    /** The value of the first column. */
    static Optional<Object> first(String text) {
        JsonNode value = JSON.readTree(text).at("/values/0");
        return Optional.of(value(value.get(0).asString(), value.get(1).asString()));
    }

    private static Object value(String name, String text) {
        return KINDS.stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a position has a value of kind " + name))
                .parser()
                .apply(text);
    }
}
