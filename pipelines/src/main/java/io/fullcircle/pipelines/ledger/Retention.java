package io.fullcircle.pipelines.ledger;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** How long runs and receipts are kept. */
public final class Retention {
    /** What is kept unless a setting says otherwise. */
    public static final Duration DEFAULT = Duration.ofDays(30);

    /**
     * @param runs runs that are gone altogether
     * @param receipts receipts that are gone
     * @param letters open dead letters of old runs, which stay, as their runs do
     */
    public record Pruned(long runs, long receipts, long letters) {}

    private final Store store;
    private final Runs runs;
    private final Clock clock;

    Retention(Store store, Runs runs, Clock clock) {
        this.store = store;
        this.runs = runs;
        this.clock = clock;
    }

    /**
     * Removes what a pipeline's runs left that ended longer ago than that, one run after the other, and gives the room
     * back. Open dead letters stay, the newest completed run and the one that the guard compares the next with, what still
     * runs and what may still be resumed.
     */
    public Pruned prune(String pipeline, Duration keep) {
        long before = clock.millis() - keep.toMillis();
        List<Run> old = store.read(handle -> {
            Set<Long> needed = needed(handle, pipeline);
            return Runs.of(handle, Optional.of(pipeline)).stream()
                    .filter(run -> run.state() != RunState.RUNNING)
                    .filter(run -> run.ended().orElse(run.started()).toEpochMilli() < before)
                    .filter(run -> !needed.contains(run.seq()))
                    .toList();
        });
        var pruned = new Pruned(0, 0, 0);
        for (Run run : old) {
            Pruned one = store.write(handle -> prune(handle, run));
            pruned = new Pruned(
                    pruned.runs() + one.runs(), pruned.receipts() + one.receipts(), pruned.letters() + one.letters());
        }
        if (pruned.receipts() + pruned.runs() > 0) {
            store.reclaim();
        }
        return pruned;
    }

    private Set<Long> needed(Handle handle, String pipeline) {
        var needed = new HashSet<Long>();
        Runs.newest(handle, pipeline, "")
                .filter(Run::leavesRows)
                .ifPresent(newest -> runs.chain(handle, newest).forEach(run -> needed.add(run.seq())));
        Runs.of(handle, Optional.of(pipeline)).stream()
                .filter(run -> run.state().isComplete() && run.start().trigger() != Trigger.RETRY)
                .mapToLong(Run::seq)
                .max()
                .ifPresent(needed::add);
        Profiles.baseline(handle, pipeline).ifPresent(needed::add);
        return needed;
    }

    private static Pruned prune(Handle handle, Run run) {
        long receipts = Blocks.count(handle, run.seq());
        Blocks.delete(handle, run.seq());
        KeyIndex.delete(handle, run.seq());
        Profiles.delete(handle, run.seq());
        long inFull = handle.createUpdate(
                        "delete from receipts where run = :run and (letter is null or letter <> 'open')")
                .bind("run", run.seq())
                .execute();
        long letters = handle.createQuery("select count(*) from receipts where run = :run")
                .bind("run", run.seq())
                .mapTo(Long.class)
                .one();
        String last =
                letters == 0 ? "delete from runs where seq = :seq" : "update runs set pruned = 1 where seq = :seq";
        if (letters == 0) {
            handle.createUpdate("delete from unaudited where run = :seq")
                    .bind("seq", run.seq())
                    .execute();
        }
        int changed = handle.createUpdate(last).bind("seq", run.seq()).execute();
        return new Pruned(letters == 0 ? changed : 0, run.pruned() ? inFull : receipts - letters, letters);
    }
}
