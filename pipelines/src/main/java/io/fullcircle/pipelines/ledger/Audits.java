package io.fullcircle.pipelines.ledger;

import java.util.List;

/**
 * Which runs are still to be written into their source's database. A run is noted here before its first row and struck
 * out when it has been written, so that one whose process dies in between is written by the next.
 */
public final class Audits {
    private final Store store;

    Audits(Store store) {
        this.store = store;
    }

    /** Notes that a run is to be written when it has ended. */
    public void want(Run run) {
        store.write(handle -> handle.createUpdate("insert into unaudited (run) values (:run) on conflict do nothing")
                .bind("run", run.seq())
                .execute());
    }

    /** The pipeline's runs that have ended and are to be written, oldest first. */
    public List<Run> waiting(String pipeline) {
        return store.read(handle -> handle.createQuery("""
                        select runs.* from runs join unaudited on unaudited.run = runs.seq
                        where pipeline = :pipeline and state <> 'running' order by seq
                        """)
                .bind("pipeline", pipeline)
                .map(Runs::run)
                .list());
    }

    /** Strikes a run out: it is written. */
    public void written(Run run) {
        store.write(handle -> handle.createUpdate("delete from unaudited where run = :run")
                .bind("run", run.seq())
                .execute());
    }
}
