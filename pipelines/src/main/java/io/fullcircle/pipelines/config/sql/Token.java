package io.fullcircle.pipelines.config.sql;

import java.util.Locale;

/**
 * A piece of SQL; comments and white space are none.
 *
 * @param text as written; a quoted name without its quotes
 * @param offset of its first character
 */
record Token(Kind kind, String text, int offset) {
    enum Kind {
        WORD,
        QUOTED_NAME,
        STRING,
        NUMBER,
        SYMBOL
    }

    /** Whether it is this keyword, lower case. */
    boolean is(String keyword) {
        return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
    }

    String lower() {
        return kind == Kind.WORD ? text.toLowerCase(Locale.ROOT) : "";
    }
}
