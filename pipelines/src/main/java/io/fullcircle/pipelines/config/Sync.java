package io.fullcircle.pipelines.config;

import java.util.List;

/**
 * Which rows a run sends, and how a row is known again.
 *
 * @param mode which rows
 * @param key the columns that identify a row; empty: the customer id, or the anonymous id where that is null
 * @param orderBy columns that give the rows a stable order; empty for none
 */
public record Sync(Mode mode, List<String> key, List<String> orderBy) {
    public Sync {
        key = List.copyOf(key);
        orderBy = List.copyOf(orderBy);
    }

    /** Which rows of the source a run sends. */
    public enum Mode {
        /** All of them, at every run. */
        FULL
    }
}
