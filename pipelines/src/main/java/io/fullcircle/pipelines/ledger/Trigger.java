package io.fullcircle.pipelines.ledger;

import java.util.Locale;

/** Why a run was begun. */
public enum Trigger {
    MANUAL,
    SCHEDULE,
    API,
    /** It sends dead letters again. It is never resumed: its letters stay open. */
    RETRY;

    /** The name in reports. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Trigger of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
