package io.fullcircle.connector.mapping;

/** What the mapping makes of a row: a message, or the reason why there is none. */
public sealed interface Mapped permits Message, Invalid {
    /** Which row of the run it was, counted from 0 in the order read. */
    long ordinal();

    /** The row's key as people write it, or null where it has none. */
    String key();
}
