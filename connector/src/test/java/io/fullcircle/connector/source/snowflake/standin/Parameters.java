package io.fullcircle.connector.source.snowflake.standin;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Session parameters with Snowflake's defaults, values being texts, whole numbers or booleans. */
final class Parameters {
    private static final Map<String, Object> DEFAULTS = Map.ofEntries(
            Map.entry("AUTOCOMMIT", true),
            Map.entry("TIMEZONE", "America/Los_Angeles"),
            Map.entry("TIMESTAMP_OUTPUT_FORMAT", "YYYY-MM-DD HH24:MI:SS.FF3 TZHTZM"),
            Map.entry("TIMESTAMP_NTZ_OUTPUT_FORMAT", "YYYY-MM-DD HH24:MI:SS.FF3"),
            Map.entry("TIMESTAMP_LTZ_OUTPUT_FORMAT", ""),
            Map.entry("TIMESTAMP_TZ_OUTPUT_FORMAT", ""),
            Map.entry("DATE_OUTPUT_FORMAT", "YYYY-MM-DD"),
            Map.entry("TIME_OUTPUT_FORMAT", "HH24:MI:SS"),
            Map.entry("BINARY_OUTPUT_FORMAT", "HEX"),
            Map.entry("QUERY_TAG", ""),
            Map.entry("JDBC_QUERY_RESULT_FORMAT", "ARROW"),
            Map.entry("JDBC_TREAT_DECIMAL_AS_INT", true),
            Map.entry("CLIENT_RESULT_CHUNK_SIZE", 160),
            Map.entry("CLIENT_PREFETCH_THREADS", 4),
            Map.entry("CLIENT_MEMORY_LIMIT", 1536),
            Map.entry("CLIENT_SESSION_KEEP_ALIVE", false),
            Map.entry("CLIENT_SESSION_KEEP_ALIVE_HEARTBEAT_FREQUENCY", 3600),
            Map.entry("CLIENT_TIMESTAMP_TYPE_MAPPING", "TIMESTAMP_LTZ"),
            Map.entry("CLIENT_HONOR_CLIENT_TZ_FOR_TIMESTAMP_NTZ", true),
            Map.entry("CLIENT_STAGE_ARRAY_BINDING_THRESHOLD", 65280),
            Map.entry("CLIENT_TELEMETRY_ENABLED", true),
            Map.entry("STATEMENT_TIMEOUT_IN_SECONDS", 172800),
            Map.entry("STATEMENT_QUEUED_TIMEOUT_IN_SECONDS", 0),
            Map.entry("ABORT_DETACHED_QUERY", false));

    private final Map<String, Object> values = new TreeMap<>(DEFAULTS);

    Parameters() {}

    private Parameters(Map<String, Object> values) {
        this.values.putAll(values);
    }

    synchronized Parameters with(JsonNode overrides) {
        var copy = new Parameters(values);
        overrides
                .properties()
                .forEach(entry -> copy.set(entry.getKey(), entry.getValue().asString("")));
        return copy;
    }

    /** Keeps the kind that the default has: a number stays a number. */
    synchronized void set(String name, String value) {
        var key = name.toUpperCase();
        var before = values.get(key);
        if (before instanceof Integer) {
            values.put(key, Integer.valueOf(value));
            return;
        }
        values.put(key, before instanceof Boolean ? Boolean.valueOf(value) : value);
    }

    synchronized void unset(String name) {
        var key = name.toUpperCase();
        if (DEFAULTS.containsKey(key)) {
            values.put(key, DEFAULTS.get(key));
        } else {
            values.remove(key);
        }
    }

    synchronized String get(String name) {
        return String.valueOf(values.getOrDefault(name, ""));
    }

    synchronized int number(String name) {
        return Integer.parseInt(get(name));
    }

    synchronized Map<String, String> all() {
        var all = new TreeMap<String, String>();
        values.forEach((name, value) -> all.put(name, String.valueOf(value)));
        return all;
    }

    synchronized void describe(ArrayNode parameters) {
        values.forEach((name, value) -> {
            var node = parameters.addObject().put("name", name);
            if (value instanceof Integer number) {
                node.put("value", number);
            } else if (value instanceof Boolean flag) {
                node.put("value", flag);
            } else {
                node.put("value", String.valueOf(value));
            }
        });
    }
}
