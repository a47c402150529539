package io.fullcircle.connector.mapping;

/** What the mapping makes of a row: a message, or why there is none to be sent. */
public sealed interface Mapped permits Message, Invalid, Unchanged, Noted {
    /** Which row of the run it was, counted from 0 in the order read. */
    long ordinal();

    /** The row's key as people write it, or null where it has none. */
    String key();

    /** What was found of the row when it was compared. */
    Kind kind();
}
