package io.fullcircle.connector.destination.segment;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * How requests are sent and repeated.
 *
 * @param messagesPerSecond the allowance per write key over all pipelines of the process; empty for none
 * @param retries attempts after the first, per request
 * @param retryFor how long a request is repeated; whichever of the two ends first ends the run
 * @param gzip whether bodies are compressed
 * @param transport what makes the requests
 */
public record DeliverySettings(
        OptionalInt messagesPerSecond, int retries, Duration retryFor, boolean gzip, Transport transport) {

    /** What makes batches of messages, and requests of batches. */
    public enum Transport {
        /** Full Circle itself. */
        DIRECT,
        /** Segment's library, with its queues and its threads. */
        ANALYTICS_JAVA
    }

    /** Through the transport that is usual. */
    public DeliverySettings(OptionalInt messagesPerSecond, int retries, Duration retryFor, boolean gzip) {
        this(messagesPerSecond, retries, retryFor, gzip, Transport.DIRECT);
    }

    /** No rate limit, 10 retries within 15 minutes, no compression. */
    public static DeliverySettings defaults() {
        return new DeliverySettings(OptionalInt.empty(), 10, Duration.ofMinutes(15), false);
    }

    /** The same through another transport. */
    public DeliverySettings through(Transport other) {
        return new DeliverySettings(messagesPerSecond, retries, retryFor, gzip, other);
    }

    /** The same with an allowance. */
    public DeliverySettings atMost(int perSecond) {
        return new DeliverySettings(OptionalInt.of(perSecond), retries, retryFor, gzip, transport);
    }
}
