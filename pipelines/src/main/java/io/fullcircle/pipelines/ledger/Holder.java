package io.fullcircle.pipelines.ledger;

import java.time.Instant;

/**
 * Who carries a pipeline out.
 *
 * @param since when it began to
 */
public record Holder(String host, long pid, Instant since, String run) {
    /** {@code run 01J… (process 4711 on etl-1, since 2026-11-22T06:00:00Z)} */
    @Override
    public String toString() {
        return "run " + run + " (process " + pid + " on " + host + ", since " + since + ")";
    }
}
