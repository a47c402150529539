package io.fullcircle.connector.source.snowflake.standin;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The values of question marks, as SQL literals of DuckDB. Pure. */
final class Binds {
    private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000L);
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSSSSS");

    private Binds() {}

    /** One list of literals per row of a batch; one empty list when there are no binds. */
    static List<List<String>> rows(JsonNode bindings) {
        int size = 1;
        var first = bindings.path("1").path("value");
        if (first.isArray()) size = first.size();
        var rows = new ArrayList<List<String>>();
        for (int row = 0; row < size; row++) {
            var literals = new ArrayList<String>();
            for (int i = 1; bindings.has(String.valueOf(i)); i++) {
                var bind = bindings.get(String.valueOf(i));
                var value = bind.path("value").isArray() ? bind.path("value").path(row) : bind.path("value");
                literals.add(literal(bind.path("type").asString(""), value));
            }
            rows.add(literals);
        }
        return rows;
    }

    private static String literal(String type, JsonNode value) {
        if (value.isNull() || value.isMissingNode()) return "NULL";
        var text = value.asString("");
        return switch (type) {
            case "FIXED" -> number(text);
            case "REAL" -> "CAST('" + text + "' AS DOUBLE)";
            case "BOOLEAN" -> "CAST('" + text + "' AS BOOLEAN)";
            case "DATE" ->
                "DATE '" + LocalDate.ofInstant(Instant.ofEpochMilli(Long.parseLong(text)), ZoneOffset.UTC) + "'";
            case "TIME" -> "CAST('" + LocalTime.ofNanoOfDay(Long.parseLong(text)) + "' AS TIME_NS)";
            case "TIMESTAMP_NTZ" -> "CAST('" + timestamp(text) + "' AS TIMESTAMP_NS)";
            case "TIMESTAMP_LTZ", "TIMESTAMP" -> "CAST('" + timestamp(text) + "+00' AS TIMESTAMPTZ)";
            case "TIMESTAMP_TZ" -> {
                var parts = text.split(" ");
                var minutes = parts.length > 1 ? Integer.parseInt(parts[1]) - 1440 : 0;
                yield "struct_pack(tz_utc := CAST('" + timestamp(parts[0]) + "' AS TIMESTAMP_NS), tz_minutes := CAST("
                        + minutes + " AS SMALLINT))";
            }
            case "BINARY" -> "unhex('" + text + "')";
            default -> Names.literal(text);
        };
    }

    private static String number(String text) {
        var number = new BigDecimal(text);
        boolean isShort = number.precision() <= 15 && number.scale() == 0;
        return isShort
                ? number.toPlainString()
                : "CAST('" + number.toPlainString() + "' AS DECIMAL(38," + Math.max(0, number.scale()) + "))";
    }

    private static String timestamp(String epochNanos) {
        var parts = new BigInteger(epochNanos).divideAndRemainder(NANOS);
        boolean isBorrowed = parts[1].signum() < 0;
        long seconds = parts[0].longValue() - (isBorrowed ? 1 : 0);
        int nanos = parts[1].intValue() + (isBorrowed ? NANOS.intValue() : 0);
        return TIMESTAMP.format(LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC));
    }
}
