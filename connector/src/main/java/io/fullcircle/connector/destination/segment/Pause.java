package io.fullcircle.connector.destination.segment;

/** Time as the sender sees it, so that tests can move it. Any thread. */
interface Pause {
    /** Nanoseconds since some moment; only differences mean anything. */
    long nanoTime();

    /** Waits this long; false, at once, when delivery stops meanwhile. */
    boolean await(long nanos);
}
