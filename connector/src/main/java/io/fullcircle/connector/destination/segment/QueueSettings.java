package io.fullcircle.connector.destination.segment;

import io.fullcircle.connector.destination.Outbox;
import java.time.Duration;

/**
 * The in-memory batching queue and the spool behind it.
 *
 * @param flushAt messages a batch, 1 to 2,500 (Segment rejects larger ones)
 * @param flushInterval the longest that a message waits for its batch to fill
 * @param maxBatchBytes bytes of a batch's body before compression, 512,000 at most
 * @param capacity messages offered and not settled, at most
 * @param whenFull what happens to messages that the queue, and then the spool, have no room for
 * @param spoolBytes bytes of refused messages kept on disk, at most
 */
public record QueueSettings(
        int flushAt,
        Duration flushInterval,
        int maxBatchBytes,
        int capacity,
        Outbox.WhenFull whenFull,
        long spoolBytes) {

    /** 100 messages, 0.5 s, 500 KB, 10,000 messages, spool 1 GB and then wait. */
    public static QueueSettings defaults() {
        return new QueueSettings(
                100, Duration.ofMillis(500), 500 * 1024, 10_000, Outbox.WhenFull.SPOOL_OR_WAIT, 1L << 30);
    }
}
