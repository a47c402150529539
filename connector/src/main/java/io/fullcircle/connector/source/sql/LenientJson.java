package io.fullcircle.connector.source.sql;

import io.fullcircle.connector.source.Json;

/**
 * JSON as some databases keep it: they let NaN, infinities, undefined and commas before a closing bracket pass. The
 * numbers that JSON doesn't have become null and are counted, undefined becomes null, such commas go, all else stays
 * byte for byte.
 */
public final class LenientJson {
    private final String text;
    private StringBuilder repaired;
    private int copied;
    private int nulled;

    private LenientJson(String text) {
        this.text = text;
    }

    /** @param text what the database itself takes for JSON */
    public static Json strict(String text) {
        return new LenientJson(text).strict();
    }

    private Json strict() {
        int comma = -1;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                at = afterText(at);
            } else if (c == ',') {
                comma = at++;
                continue;
            } else if (c == ']' || c == '}') {
                if (comma >= 0) {
                    replace(comma, comma + 1, "");
                }
                at++;
            } else if (c <= ' ') {
                at++;
                continue;
            } else {
                at = afterToken(at);
            }
            comma = -1;
        }
        if (repaired == null) {
            return new Json(text, 0);
        }
        return new Json(repaired.append(text, copied, text.length()).toString(), nulled);
    }

    private int afterText(int from) {
        int at = from + 1;
        while (at < text.length() && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    /** Numbers, literals, opening brackets and colons. */
    private int afterToken(int from) {
        int at = from;
        if (isSign(text.charAt(at))) {
            at++;
        }
        int word = at;
        while (at < text.length() && Character.isLetter(text.charAt(at))) {
            at++;
        }
        if (at == word) {
            return Math.max(afterNumber(at), from + 1);
        }
        String name = text.substring(word, at);
        if (word > from || !name.equals("true") && !name.equals("false") && !name.equals("null")) {
            replace(from, at, "null");
            nulled += name.equals("undefined") ? 0 : 1;
        }
        return at;
    }

    private int afterNumber(int from) {
        int at = from;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || isSign(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        return at;
    }

    private static boolean isSign(char c) {
        return c == '-' || c == '+';
    }

    private void replace(int from, int to, String by) {
        repaired = repaired == null ? new StringBuilder(text.length()) : repaired;
        repaired.append(text, copied, from).append(by);
        copied = to;
    }
}
