package io.fullcircle.pipelines.config;

import io.fullcircle.connector.base.Secret;
import java.time.Duration;
import java.util.Optional;

/**
 * What is remembered of runs, and where.
 *
 * @param url a PostgreSQL that several machines share; empty for a file under {@code FULLCIRCLE_HOME}
 * @param everyReceipt whether delivered rows have one, too
 * @param keep how long receipts of ended runs are kept
 */
public record LedgerSettings(Optional<Secret> url, boolean everyReceipt, Duration keep) {
    /** Thirty days. */
    public static final Duration KEEP = Duration.ofDays(30);
}
