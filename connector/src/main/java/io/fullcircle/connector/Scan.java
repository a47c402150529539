package io.fullcircle.connector;

import java.util.Optional;

/**
 * What the rows that are read are held against before they are sent.
 *
 * @param earlier what an interrupted run has settled
 * @param comparison what was accepted before, where the plan's mode compares rows with it
 * @param inspection looks at all rows before the first is sent; empty where nobody does
 */
public record Scan(Earlier earlier, Comparison comparison, Optional<Inspection> inspection) {
    /** Nothing is known of the rows. */
    public static final Scan OPEN = new Scan(Earlier.NOTHING, Optional.empty());

    /** Rows are compared with nothing. */
    public Scan(Earlier earlier, Optional<Inspection> inspection) {
        this(earlier, Comparison.NONE, inspection);
    }
}
