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
 */
public record DeliverySettings(OptionalInt messagesPerSecond, int retries, Duration retryFor, boolean gzip) {

    /** No rate limit, 10 retries within 15 minutes, no compression. */
    public static DeliverySettings defaults() {
        return new DeliverySettings(OptionalInt.empty(), 10, Duration.ofMinutes(15), false);
    }
}
