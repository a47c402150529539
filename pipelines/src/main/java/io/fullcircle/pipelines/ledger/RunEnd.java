package io.fullcircle.pipelines.ledger;

import io.fullcircle.connector.Rows;
import java.util.Optional;

/**
 * How a run ended.
 *
 * @param state any but {@link RunState#RUNNING}
 * @param why one sentence for people, where it didn't complete
 * @param details whatever a report shows beside the rows, a JSON object
 */
public record RunEnd(RunState state, Rows rows, Optional<String> why, String details) {
    public RunEnd {
        if (state == RunState.RUNNING) {
            throw new IllegalArgumentException("a run doesn't end by running");
        }
    }
}
