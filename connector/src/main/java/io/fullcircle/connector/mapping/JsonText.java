package io.fullcircle.connector.mapping;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** JSON that arrives as text. */
final class JsonText {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonText() {}

    /** Whether the text is exactly one JSON value, to its last character. */
    static boolean isOneValue(String text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (JacksonException noJson) {
            return false;
        }
    }

    /** Whether a JSON value is a string, a number, true, false or null. */
    static boolean isScalar(String json) {
        var text = json.stripLeading();
        return !text.isEmpty() && text.charAt(0) != '{' && text.charAt(0) != '[';
    }

    /** What a scalar holds: a string without its quotes and escapes, anything else as it is written. */
    static String scalar(String json) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            return parser.nextToken() == JsonToken.VALUE_STRING ? parser.getString() : json.strip();
        } catch (JacksonException noJson) {
            return json.strip();
        }
    }

    static boolean isNull(String json) {
        return json.length() < 16 && json.strip().equals("null");
    }

    /**
     * The same JSON on one line, so that calls can be kept and printed line by line: line breaks, which JSON has only
     * between its tokens, become blanks; lone surrogates become U+FFFD.
     */
    static String oneLine(String json) {
        boolean broken = json.indexOf('\n') >= 0 || json.indexOf('\r') >= 0;
        return Unicode.mended(broken ? json.replace('\n', ' ').replace('\r', ' ') : json);
    }
}
