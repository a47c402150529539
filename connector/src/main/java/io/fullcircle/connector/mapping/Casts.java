package io.fullcircle.connector.mapping;

import io.fullcircle.connector.mapping.TrackMapping.As;
import io.fullcircle.connector.source.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Carries out casts: each makes of a value another of the kinds that a {@link io.fullcircle.connector.source.Cursor} gives,
 * or {@link #REFUSED}. What each takes is said at {@link As}.
 */
final class Casts {
    static final Object REFUSED = new Object();

    private static final Pattern JSON_NUMBER =
            Pattern.compile("-?+(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?+(?:[eE][+-]?[0-9]++)?+");
    private static final Pattern LOOSE_NUMBER =
            Pattern.compile("([+-]?+)(0*+)([0-9]*+)(?:\\.([0-9]*+))?+([eE][+-]?[0-9]++)?+");

    private Casts() {}

    /** @param value not null */
    static Object cast(As as, Object value) {
        return switch (as) {
            case NUMBER -> number(opened(value));
            case STRING -> string(opened(value));
            case BOOLEAN -> bool(opened(value));
            case JSON -> json(value);
            case TIMESTAMP -> timestamp(opened(value));
        };
    }

    /** What a JSON scalar holds, as text; everything else as it is. */
    private static Object opened(Object value) {
        return value instanceof Json json && JsonText.isScalar(json.text()) ? JsonText.scalar(json.text()) : value;
    }

    private static Object number(Object value) {
        if (value instanceof String text) {
            return numberIn(text.strip());
        }
        return value instanceof Number ? value : REFUSED;
    }

    private static Object numberIn(String text) {
        if (JSON_NUMBER.matcher(text).matches()) {
            return new Json(text, 0);
        }
        var parts = LOOSE_NUMBER.matcher(text);
        if (!parts.matches()) {
            return notFinite(text);
        }
        var fraction = parts.group(4) == null ? "" : parts.group(4);
        if (parts.group(2).isEmpty() && parts.group(3).isEmpty() && fraction.isEmpty()) {
            return REFUSED;
        }
        return new Json(
                (parts.group(1).equals("-") ? "-" : "")
                        + (parts.group(3).isEmpty() ? "0" : parts.group(3))
                        + (fraction.isEmpty() ? "" : "." + fraction)
                        + (parts.group(5) == null ? "" : parts.group(5)),
                0);
    }

    private static Object notFinite(String text) {
        return switch (word(text)) {
            case "nan", "infinity", "+infinity", "-infinity", "inf", "+inf", "-inf" -> Double.NaN;
            default -> REFUSED;
        };
    }

    private static Object string(Object value) {
        if (value instanceof Json json) {
            return json.text();
        }
        var text = value instanceof BigDecimal decimal ? ExactText.plain(decimal) : ExactText.of(value);
        return text == null ? REFUSED : text;
    }

    private static Object bool(Object value) {
        if (value instanceof Boolean) {
            return value;
        }
        if (!(value instanceof String) && !(value instanceof Number)) {
            return REFUSED;
        }
        var text = ExactText.of(value);
        return switch (text == null ? "" : word(text)) {
            case "true", "t", "yes", "1" -> Boolean.TRUE;
            case "false", "f", "no", "0" -> Boolean.FALSE;
            default -> REFUSED;
        };
    }

    /** A short text without blanks around it, in small letters; no long one is copied to find that it is no word. */
    private static String word(String text) {
        return text.length() > 100 ? "" : text.strip().toLowerCase(Locale.ROOT);
    }

    private static Object json(Object value) {
        if (!(value instanceof String text)) {
            return value;
        }
        return JsonText.isOneValue(text) ? new Json(text.strip(), 0) : REFUSED;
    }

    private static Object timestamp(Object value) {
        if (value instanceof LocalDate date) {
            return date.atStartOfDay();
        }
        if (value instanceof String text) {
            var read = TimeReader.read(text);
            return read == null ? REFUSED : read;
        }
        boolean timestamp =
                value instanceof LocalDateTime || value instanceof Instant || value instanceof OffsetDateTime;
        return timestamp ? value : REFUSED;
    }
}
