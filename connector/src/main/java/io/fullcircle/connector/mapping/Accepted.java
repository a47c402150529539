package io.fullcircle.connector.mapping;

/** What was accepted before, as far as a sync mode compares rows with it. Asked by the reader's thread. */
public interface Accepted {
    /** Nothing was: every row is a new one. */
    Accepted NOTHING = (ordinal, high, low, value) -> new Mark(Kind.ADDED, high, low, value, 1);

    /**
     * Compares a row that could be sent.
     *
     * @param ordinal which row of the run it is
     * @param high with {@code low} and {@code value} as {@link Mark} has them
     * @return what is to be kept when it is accepted; {@link Mark#UNCHANGED} or {@link Mark#REPEATED} when it isn't to be
     *     sent
     */
    Mark find(long ordinal, long high, long low, long value);

    /** Notes a row that has a key and is invalid: its key isn't gone. Only asked in {@code changed}. */
    default void sawInvalid(long ordinal, long high, long low) {}
}
