package io.fullcircle.pipelines.serve;

import io.fullcircle.connector.Ending;
import io.fullcircle.connector.Rows;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

/** How a pipeline is, as its newest run shows. */
enum PipelineState {
    WELL,
    /** More rows were rejected, invalid or dropped than are tolerated. */
    REJECTS,
    /** The guard stopped the run: a person has to look at it. */
    HELD,
    FAILED;

    /** Empty for a run that somebody ended: it tells nothing. */
    static Optional<PipelineState> of(Ending.State ended, Rows rows, BigDecimal rejectsAbove) {
        return switch (ended) {
            case FAILED -> Optional.of(FAILED);
            case HELD -> Optional.of(HELD);
            case CANCELLED -> Optional.empty();
            case COMPLETED, COMPLETED_WITH_REJECTS -> Optional.of(hasMore(rows, rejectsAbove) ? REJECTS : WELL);
        };
    }

    private static boolean hasMore(Rows rows, BigDecimal share) {
        long bad = rows.rejected() + rows.invalid() + rows.dropped();
        return BigDecimal.valueOf(bad).compareTo(share.multiply(BigDecimal.valueOf(rows.read()))) > 0;
    }

    /** The name of what has happened when a pipeline has come into this state. */
    String event() {
        return this == WELL ? "recovered" : label();
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
