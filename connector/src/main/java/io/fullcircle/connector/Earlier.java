package io.fullcircle.connector;

import io.fullcircle.connector.mapping.Mapped;
import io.fullcircle.connector.mapping.Message;

/** What an interrupted run has settled already. Asked by the reader's thread, once for each row, in the order read. */
@FunctionalInterface
public interface Earlier {
    /** Nothing: this run resumes no other. */
    Earlier NOTHING = row -> Fate.OPEN;

    /** What is known of a row when it is read. */
    enum Fate {
        /** It was not settled. */
        OPEN,
        /** It was settled, and is not to be sent again. */
        SETTLED,
        /**
         * A row of the same key was settled with other content: either this one, which has changed since, or another
         * one of a key that isn't unique. The end of the scan tells. Only messages are doubtful.
         */
        DOUBTFUL
    }

    /** What became of this row. */
    Fate fate(Mapped row);

    /** Whether a doubtful row was settled after all. Asked when the last row was read. */
    default boolean isSettledAfterAll(Message doubtful) {
        return false;
    }
}
