package io.fullcircle.pipelines.config;

import io.fullcircle.connector.mapping.Kind;
import io.fullcircle.connector.mapping.SyncMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which rows a run sends, and how a row is known again.
 *
 * @param mode which rows
 * @param key the columns that identify a row; empty: the customer id, or the anonymous id where that is null
 * @param orderBy columns that give the rows a stable order; empty for none
 * @param cursor in {@code incremental}: the column by which rows are new, and what goes with it
 * @param on in {@code changed}: the kinds that are sent, each with its own event name where it has one
 */
public record Sync(
        Mode mode, List<String> key, List<String> orderBy, Optional<Cursor> cursor, Map<Kind, Optional<String>> on) {
    public Sync {
        key = List.copyOf(key);
        orderBy = List.copyOf(orderBy);
        on = Map.copyOf(on);
    }

    /** Of a pipeline that sends all rows. */
    public static Sync full(List<String> key, List<String> orderBy) {
        return new Sync(Mode.FULL, key, orderBy, Optional.empty(), SyncMode.Changed.DEFAULT.on());
    }

    /** Which rows of the source a run sends. */
    public enum Mode {
        /** All of them, at every run. */
        FULL,
        /** Those that are new by their cursor. */
        INCREMENTAL,
        /** Those that differ from what was accepted last under their key. */
        CHANGED
    }

    /**
     * @param column by which rows are new
     * @param lookback how much older than the last value a row may be that arrives late
     * @param backfill what the first run sends
     */
    public record Cursor(String column, Duration lookback, Backfill backfill) {}

    /**
     * What the first run sends.
     *
     * @param sends whether anything: else rows are only noted as known
     * @param since the least cursor value; a text or a number as the file has it
     */
    public record Backfill(boolean sends, Optional<Object> since) {
        public static final Backfill ALL = new Backfill(true, Optional.empty());
        public static final Backfill NONE = new Backfill(false, Optional.empty());
    }
}
