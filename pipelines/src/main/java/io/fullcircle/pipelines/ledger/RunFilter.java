package io.fullcircle.pipelines.ledger;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which runs are asked for.
 *
 * @param states any when empty
 * @param since begun then or later
 * @param limit the newest so many
 */
public record RunFilter(Optional<String> pipeline, Set<RunState> states, Optional<Instant> since, int limit) {
    public RunFilter {
        states = Set.copyOf(states);
    }

    /** The newest runs of all pipelines. */
    public static RunFilter newest(int limit) {
        return new RunFilter(Optional.empty(), Set.of(), Optional.empty(), limit);
    }

    /** The newest runs of one pipeline. */
    public static RunFilter of(String pipeline, int limit) {
        return new RunFilter(Optional.of(pipeline), Set.of(), Optional.empty(), limit);
    }
}
