package io.fullcircle.pipelines.ledger;

/** What of any text both databases can keep: no U+0000, no half of a surrogate pair. */
final class Texts {
    private static final char REPLACEMENT = '\ufffd';

    private Texts() {}

    /** The text itself where it can be kept. Equal texts stay equal: keys are looked up by it, too. */
    static String storable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == 0 || Character.isSurrogate(text.charAt(i))) {
                return replaced(text);
            }
        }
        return text;
    }

    private static String replaced(String text) {
        var kept = new StringBuilder(text.length());
        text.codePoints()
                .map(point -> point == 0 || (point >= 0xd800 && point <= 0xdfff) ? REPLACEMENT : point)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
