package io.fullcircle.pipelines.sync;

import io.fullcircle.connector.Comparison;
import io.fullcircle.connector.mapping.Kind;
import io.fullcircle.connector.mapping.Mark;
import io.fullcircle.pipelines.ledger.AcceptedRows;
import io.fullcircle.pipelines.ledger.SyncStates;
import java.nio.file.Path;

/** Knows the messages of the overlap that were accepted before, by their ids. */
public final class IdComparison implements Comparison {
    private final AcceptedRows known;

    /** @param scratch a folder for what doesn't fit into memory */
    public IdComparison(SyncStates states, String state, Path scratch) {
        known = states.load(state, scratch);
    }

    @Override
    public Mark find(long ordinal, long high, long low, long place) {
        return known.find(high, low) == AcceptedRows.NONE ? new Mark(Kind.ADDED, high, low, place, 0) : Mark.UNCHANGED;
    }
}
