package io.fullcircle.connector;

import java.util.Optional;

/**
 * What the rows that are read are held against before they are sent.
 *
 * @param earlier what an interrupted run has settled
 * @param inspection looks at all rows before the first is sent; empty where each is sent as it comes
 */
public record Scan(Earlier earlier, Optional<Inspection> inspection) {
    /** Every row is sent as it comes. */
    public static final Scan OPEN = new Scan(Earlier.NOTHING, Optional.empty());

    /** Whether nothing may be sent before all rows are read. */
    public boolean isStaged() {
        return inspection.isPresent();
    }
}
