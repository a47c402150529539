package io.fullcircle.connector.destination.segment;

import java.time.Duration;

/**
 * The in-memory batching queue and the spool behind it.
 *
 * @param flushAt messages a batch, 1 to 2,500 (Segment rejects larger ones)
 * @param flushInterval the longest that a message waits for its batch to fill
 * @param maxBatchBytes bytes of a batch's body before compression, 512,000 at most
 * @param capacity messages offered and not settled, at most
 * @param whenFull what {@code offer} does when the queue is full
 * @param spoolBytes bytes of refused messages kept on disk, at most
 * @param whenSpoolFull what happens when these are used up
 */
public record QueueSettings(
        int flushAt,
        Duration flushInterval,
        int maxBatchBytes,
        int capacity,
        WhenFull whenFull,
        long spoolBytes,
        WhenSpoolFull whenSpoolFull) {

    /** 100 messages, 0.5 s, 500 KB, 10,000 messages, drop to a spool of 1 GB, wait. */
    public static QueueSettings defaults() {
        return new QueueSettings(
                100, Duration.ofMillis(500), 500 * 1024, 10_000, WhenFull.DROP, 1L << 30, WhenSpoolFull.WAIT);
    }

    public enum WhenFull {
        /** Refuse at once; refused messages go to the spool and are sent again before the run ends. */
        DROP,
        /** The reader waits. */
        BLOCK
    }

    public enum WhenSpoolFull {
        /** The reader waits. */
        WAIT,
        /** The message is dropped and counted. */
        DROP
    }
}
