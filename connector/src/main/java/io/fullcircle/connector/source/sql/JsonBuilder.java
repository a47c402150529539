package io.fullcircle.connector.source.sql;

import io.fullcircle.connector.source.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * Writes one JSON value after the other into the same buffer; commas come by themselves. Confined to one thread, as
 * the cursor is whose column it serves. What JSON has no number for becomes null and is counted.
 */
public final class JsonBuilder {
    private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();

    private final StringBuilder out = new StringBuilder();
    private int nulled;

    /** The value written since the last call. */
    public Json finish() {
        Json json = new Json(out.toString(), nulled);
        out.setLength(0);
        nulled = 0;
        return json;
    }

    public JsonBuilder open(char bracket) {
        separate();
        out.append(bracket);
        return this;
    }

    public JsonBuilder close(char bracket) {
        out.append(bracket);
        return this;
    }

    public JsonBuilder name(String name) {
        text(name);
        out.append(':');
        return this;
    }

    /** A value of a kind that {@link io.fullcircle.connector.source.Cursor} lists. */
    public void value(Object value) {
        if (value == null) {
            raw("null");
        } else if (value instanceof String text) {
            text(text);
        } else if (value instanceof Long
                || value instanceof Boolean
                || value instanceof BigDecimal
                || value instanceof BigInteger) {
            raw(value.toString());
        } else if (value instanceof Double || value instanceof Float) {
            if (Double.isFinite(((Number) value).doubleValue())) {
                raw(value.toString());
            } else {
                notANumber();
            }
        } else if (value instanceof Json json) {
            raw(json.text());
            nulled += json.nulled();
        } else if (value instanceof LocalDateTime timestamp) {
            text(DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(timestamp) + 'Z');
        } else if (value instanceof OffsetDateTime timestamp) {
            text(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(timestamp));
        } else if (value instanceof Instant instant) {
            text(instant.toString());
        } else if (value instanceof LocalTime time) {
            text(DateTimeFormatter.ISO_LOCAL_TIME.format(time));
        } else {
            text(value.toString());
        }
    }

    /** A value that is JSON already. */
    public void raw(String json) {
        separate();
        out.append(json);
    }

    public void text(String text) {
        separate();
        out.append('"');
        ENCODER.quoteAsString(text, out);
        out.append('"');
    }

    /** A NaN or an infinity. */
    public void notANumber() {
        raw("null");
        nulled++;
    }

    private void separate() {
        if (out.isEmpty()) {
            return;
        }
        char last = out.charAt(out.length() - 1);
        if (last != '[' && last != '{' && last != ':') {
            out.append(',');
        }
    }
}
