package io.fullcircle.pipelines.ledger;

import io.fullcircle.connector.Rows;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A run as the ledger knows it.
 *
 * @param seq a small number by which the ledger's tables refer to it; later runs have greater ones
 * @param rows zeros while it runs
 * @param details a JSON object
 * @param owner the process that carries or carried it out
 * @param indexed whether its keys are quick to find
 * @param pruned whether its receipts are gone, but for open dead letters
 */
public record Run(
        long seq,
        RunStart start,
        RunState state,
        Instant started,
        Optional<Instant> ended,
        Rows rows,
        Optional<String> why,
        String details,
        Owner owner,
        boolean indexed,
        boolean pruned) {
    /** Details of a run whose source called the statement so. */
    static String details(String statement) {
        return JsonMapper.shared().writeValueAsString(Map.of("source", Map.of("query_id", statement)));
    }

    /**
     * Whether the pipeline's next run takes up what this one has left: it didn't complete, or of an interrupted run it was
     * told to read only so many rows, or was held and has sent none.
     */
    public boolean leavesRows() {
        boolean handsOn = state == RunState.HELD || isLimited();
        return state.isResumable() || start.resumes().isPresent() && handsOn;
    }

    /** Whether it ended where it was told to, and not with its last row. */
    boolean isLimited() {
        JsonNode limit = JsonMapper.shared().readTree(details).path("limit");
        return limit.isNumber() && rows.read() >= limit.asLong();
    }

    /** What the source called the statement whose rows were read, if it got that far and the source has such names. */
    public Optional<String> statement() {
        return JsonMapper.shared().readTree(details).at("/source/query_id").stringValueOpt();
    }

    public String id() {
        return start.id();
    }

    public String pipeline() {
        return start.pipeline();
    }

    /** Whether its process was gone before it could end the run: what it did in its last moment isn't known. */
    public boolean isCutShort() {
        return why.equals(Optional.of(Interrupted.WHY));
    }
}
