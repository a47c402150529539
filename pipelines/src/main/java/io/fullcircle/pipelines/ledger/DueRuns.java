package io.fullcircle.pipelines.ledger;

import java.time.Instant;
import java.util.Optional;

/** What the runs tell those who decide when the next one is due. Runs of dead letters don't count here. */
public final class DueRuns {
    private static final String OF = "select * from runs where pipeline = :pipeline and started_by <> 'retry' ";

    private final Store store;

    DueRuns(Store store) {
        this.store = store;
    }

    /** Whether a run for this due time has completed. */
    public boolean isDone(String pipeline, Instant due) {
        return store.read(handle -> handle.createQuery("select count(*) from runs where pipeline = :pipeline"
                                + " and due = :due and state in ('completed', 'completed_with_rejects')")
                        .bind("pipeline", pipeline)
                        .bind("due", due.toEpochMilli())
                        .mapTo(Long.class)
                        .one()
                > 0);
    }

    /** Whether the newest run was one for this due time, and has left rows. */
    public boolean isBegun(String pipeline, Instant due) {
        return store.read(handle -> handle.createQuery(OF + "order by seq desc limit 1")
                .bind("pipeline", pipeline)
                .map(Runs::run)
                .findOne()
                .filter(run -> run.state().isResumable())
                .flatMap(run -> run.start().due())
                .filter(due::equals)
                .isPresent());
    }

    /** The oldest run later than that one that delivered every row, and was not told to read only some. */
    public Optional<Run> firstDelivered(String pipeline, long after) {
        return store.read(handle -> handle.createQuery(OF + "and state = 'completed' and seq > :after order by seq")
                .bind("pipeline", pipeline)
                .bind("after", after)
                .map(Runs::run)
                .filter(run -> !run.isLimited())
                .findFirst());
    }

    /** The newest run that completed, with rejects or without. */
    public Optional<Run> lastComplete(String pipeline) {
        return store.read(handle -> handle.createQuery(
                        OF + "and state in ('completed', 'completed_with_rejects') order by seq desc limit 1")
                .bind("pipeline", pipeline)
                .map(Runs::run)
                .findOne());
    }

    /** The newest such run. */
    public Optional<Run> lastDelivered(String pipeline) {
        return store.read(handle -> handle.createQuery(OF + "and state = 'completed' order by seq desc limit 1")
                .bind("pipeline", pipeline)
                .map(Runs::run)
                .findOne());
    }
}
