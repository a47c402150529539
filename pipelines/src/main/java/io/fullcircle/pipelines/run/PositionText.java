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
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A position as the ledger keeps it: the order's columns, and each value with its kind, so that nothing is lost. */
final class PositionText {
    private static final JsonMapper JSON = JsonMapper.shared();

    private static final Map<String, Function<String, Object>> KINDS = new TreeMap<>(Map.of(
            "text", text -> text,
            "integer", Long::valueOf,
            "big integer", BigInteger::new,
            "decimal", BigDecimal::new,
            "boolean", Boolean::valueOf,
            "date", LocalDate::parse,
            "time", LocalTime::parse,
            "timestamp", LocalDateTime::parse,
            "instant", Instant::parse,
            "timestamp with offset", OffsetDateTime::parse));

    private PositionText() {}

    /** Empty when a value is of a kind that can't be compared without loss, such as a floating point number. */
    static Optional<String> write(List<String> columns, List<Object> values) {
        var texts = new ArrayList<List<String>>();
        for (Object value : values) {
            String kind = kind(value);
            if (kind == null) {
                return Optional.empty();
            }
            texts.add(List.of(kind, value.toString()));
        }
        var members = new TreeMap<String, Object>();
        members.put("columns", columns);
        members.put("values", texts);
        return Optional.of(JSON.writeValueAsString(members));
    }

    private static String kind(Object value) {
        if (value instanceof String) {
            return "text";
        }
        if (value instanceof Long) {
            return "integer";
        }
        if (value instanceof BigInteger) {
            return "big integer";
        }
        if (value instanceof BigDecimal) {
            return "decimal";
        }
        if (value instanceof Boolean) {
            return "boolean";
        }
        if (value instanceof LocalDate) {
            return "date";
        }
        if (value instanceof LocalTime) {
            return "time";
        }
        if (value instanceof LocalDateTime) {
            return "timestamp";
        }
        if (value instanceof Instant) {
            return "instant";
        }
        return value instanceof OffsetDateTime ? "timestamp with offset" : null;
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
                .map(value ->
                        KINDS.get(value.get(0).asString()).apply(value.get(1).asString()))
                .toList();
    }
}
