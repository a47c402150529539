package io.fullcircle.connector.source.sql;

/** What a dialect's lexer knows beside standard SQL. It decides where a text, a name or a comment ends. */
public enum SqlFeature {
    /** {@code $$ … $$} and {@code $tag$ … $tag$}. */
    DOLLAR_QUOTES,
    /** {@code E'it\'s'}. */
    ESCAPE_STRINGS,
    /** A backslash escapes in every text. */
    BACKSLASH_ESCAPES,
    /** Names in backticks. */
    BACKTICKS,
    /** {@code /* … /* … *\/ … *\/}. */
    NESTED_COMMENTS,
    /** {@code # …} to the end of the line. */
    HASH_COMMENTS,
    /** {@code // …} to the end of the line. */
    SLASH_COMMENTS,
    /** {@code ?} is an operator of the database; the driver wants it doubled, for else it is a parameter. */
    QUESTION_MARK_OPERATORS
}
