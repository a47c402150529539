package io.fullcircle.connector.destination;

import io.fullcircle.connector.mapping.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Takes messages and settles each with one {@link Receipt}. Messages of one lane are sent in the order taken. One
 * thread offers, puts and drains; {@link #abandon()} may be called by any.
 */
public interface Destination extends AutoCloseable {
    /** Takes the message unless the queue is full or delivery has stopped. Never blocks, never throws. */
    boolean offer(Message message);

    /**
     * Waits for room and takes the message; false when delivery has stopped, or when this is to go on no longer. A thread
     * that is interrupted abandons the delivery.
     */
    boolean put(Message message, BooleanSupplier goesOn);

    /** Sends what waits, and returns when every message taken is settled. */
    void drain();

    /** Stops sending: requests under way still get their answer, the other messages are left. Any thread. */
    void stop(RuntimeException reason);

    /**
     * Stops at once: requests under way are broken off and their messages are in doubt, all others are left. Returns
     * without waiting; {@link #drain()} then returns soon.
     */
    void abandon();

    /**
     * Why delivery has stopped before its end: an {@link io.fullcircle.connector.base.EnvironmentException} when the
     * destination can't be reached or refuses the credentials, else a defect. Empty while it goes on.
     */
    Optional<RuntimeException> stopped();

    /** What was done so far. Any thread. */
    Traffic traffic();

    /** Drops connections and threads. What is not settled by then is settled as left or in doubt. */
    @Override
    void close();

    /**
     * @param taken messages taken and not settled now
     * @param peak the most there ever were
     * @param requests requests sent, repetitions included
     * @param retried requests that repeated an earlier one
     * @param bytes bytes of their bodies, as sent
     * @param slowest the requests that took longest, the longest first
     */
    record Traffic(int taken, int peak, long requests, long retried, long bytes, List<Slow> slowest) {
        /** Nothing was sent. */
        public static final Traffic NONE = new Traffic(0, 0, 0, 0, 0, List.of());

        public Traffic {
            slowest = List.copyOf(slowest);
        }
    }

    /**
     * A request that took long.
     *
     * @param at when it was sent
     * @param messages how many it carried
     * @param answer in words
     */
    record Slow(Instant at, Duration took, int messages, String answer) {}
}
