package io.fullcircle.connector.mapping;

/** What has to be known of a text before it becomes UTF-8 and JSON. */
final class Unicode {
    private static final char REPLACEMENT = '\uFFFD';

    private Unicode() {}

    static boolean hasSurrogates(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** The text with U+FFFD for every half of a surrogate pair that stands alone; the text itself where there is none. */
    static String mended(String text) {
        StringBuilder mended = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (startsPair(text, i)) {
                i++;
                continue;
            }
            mended = mended == null ? new StringBuilder(text) : mended;
            mended.setCharAt(i, REPLACEMENT);
        }
        return mended == null ? text : mended.toString();
    }

    /** How many bytes of UTF-8 the text has. */
    static long utf8Length(String text) {
        long length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = startsPair(text, i);
            length += c < 0x80 ? 1 : c < 0x800 ? 2 : pair ? 4 : 3;
            i += pair ? 1 : 0;
        }
        return length;
    }

    /** How many bytes of UTF-8 the text has as a JSON string, quotes and escapes included. */
    static long jsonLength(String text) {
        long length = utf8Length(text) + 2;
        for (int i = 0; i < text.length(); i++) {
            length += escapeLength(text.charAt(i));
        }
        return length;
    }

    /** The first so many characters, without half a surrogate pair at the end. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, startsPair(text, most - 1) ? most - 1 : most) + "…";
    }

    private static boolean startsPair(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
    }

    /** How many bytes a character has more in a JSON string than by itself. */
    private static int escapeLength(char c) {
        return switch (c) {
            case '"', '\\', '\b', '\f', '\n', '\r', '\t' -> 1;
            default -> c < 0x20 ? 5 : 0;
        };
    }
}
