package io.fullcircle.pipelines.ledger;

import java.util.Locale;

/** Where a row can end, as {@link io.fullcircle.connector.Rows} counts it. The codes are stored: they never change. */
public enum Bucket {
    DELIVERED(0, true),
    REJECTED(1, true),
    INVALID(2, true),
    FILTERED(3, true),
    UNCHANGED(4, true),
    HELD(5, false),
    DROPPED(6, true),
    IN_DOUBT(7, false),
    RESUMED(8, true),
    LEFT(9, false);

    private static final Bucket[] BY_CODE = values();

    private final byte code;
    private final boolean settled;

    Bucket(int code, boolean settled) {
        this.code = (byte) code;
        this.settled = settled;
    }

    byte code() {
        return code;
    }

    static Bucket of(byte code) {
        return BY_CODE[code];
    }

    /** Whether a run that resumes leaves such a row alone. */
    public boolean settled() {
        return settled;
    }

    /** The name in reports, {@code in_doubt} for one. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Bucket of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
