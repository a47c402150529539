package io.fullcircle.connector;

import io.fullcircle.connector.mapping.Mapped;

/** What an interrupted run has settled already. Asked by the reader's thread. */
@FunctionalInterface
public interface Earlier {
    /** Nothing: this run resumes no other. */
    Earlier NOTHING = row -> false;

    /** Whether this row was settled, so that it is not to be sent again. */
    boolean isSettled(Mapped row);
}
