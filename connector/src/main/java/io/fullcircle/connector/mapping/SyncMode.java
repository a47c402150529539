package io.fullcircle.connector.mapping;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Which rows of the source a run sends, as far as each row decides it, and what makes a repetition one that is meant. */
public sealed interface SyncMode {
    /** All of them, at every run. */
    record Full() implements SyncMode {}

    /**
     * Those that weren't accepted before with this content and this cursor value.
     *
     * @param cursor the column by which rows are new
     * @param from rows before this value are passed over as unchanged; empty where the source has done that
     * @param sends whether rows are sent, or only noted as known
     */
    record Incremental(String cursor, Optional<Object> from, boolean sends) implements SyncMode {}

    /**
     * Those that differ from what was accepted last under their key.
     *
     * @param on the kinds that are sent, each with its own event name where it has one; the others are noted
     */
    record Changed(Map<Kind, Optional<String>> on) implements SyncMode {
        /** What is sent unless a setting says otherwise. */
        public static final Changed DEFAULT =
                new Changed(Map.of(Kind.ADDED, Optional.empty(), Kind.CHANGED, Optional.empty()));

        public Changed {
            on = new EnumMap<>(on);
        }

        /** Whether the last accepted call of each key is kept, so that its removal can tell it. */
        public boolean keepsLastValues() {
            return on.containsKey(Kind.REMOVED);
        }
    }
}
