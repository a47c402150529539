package io.fullcircle.connector.destination.segment;

import io.fullcircle.connector.destination.Destination.Slow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The few requests that took longest. Any thread. */
final class Slowest {
    /** As many as are told of. */
    private static final int KEPT = 5;

    private static final Comparator<Slow> LONGEST_FIRST =
            Comparator.comparing(Slow::took).reversed();

    private final List<Slow> found = new ArrayList<>();

    synchronized void note(Instant at, long nanos, int messages, Attempt attempt) {
        Duration took = Duration.ofNanos(nanos);
        if (found.size() == KEPT && took.compareTo(found.get(KEPT - 1).took()) <= 0) {
            return;
        }
        found.add(new Slow(at, took, messages, attempt.inWords()));
        found.sort(LONGEST_FIRST);
        if (found.size() > KEPT) {
            found.remove(KEPT);
        }
    }

    /** The longest first. */
    synchronized List<Slow> found() {
        return List.copyOf(found);
    }
}
