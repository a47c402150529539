package io.fullcircle.pipelines.ledger;

import java.util.Locale;

/** How far a run came. */
public enum RunState {
    /** It goes on, or its process died and nobody has noticed yet. */
    RUNNING,
    COMPLETED,
    COMPLETED_WITH_REJECTS,
    FAILED,
    CANCELLED,
    /** The guard stopped it. */
    HELD;

    /** The name in reports. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RunState of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    /** Whether every row that was read is settled. */
    public boolean isComplete() {
        return this == COMPLETED || this == COMPLETED_WITH_REJECTS;
    }

    /** Whether rows were left, which the pipeline's next run takes up. */
    boolean isResumable() {
        return this == RUNNING || this == FAILED || this == CANCELLED;
    }
}
