package io.fullcircle.pipelines.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Removes what the ledger knows of one person. Receipts stay, so that counts still add up; whose they were isn't known. */
public final class Forgetting {
    /** What stands for a key, or a reason that named it. */
    public static final String FORGOTTEN = "(forgotten)";

    /**
     * @param receipts receipts that don't tell any more whose they are, dead letters among them
     * @param letters open dead letters that are discarded
     */
    public record Forgotten(long receipts, long letters) {}

    private final Store store;

    Forgetting(Store store) {
        this.store = store;
    }

    /**
     * Forgets a key, run by run; called again after a failure it finishes. What a run records afterwards is not
     * forgotten, and positions aren't touched: the last row's key may be in one until it moves. PostgreSQL overwrites
     * the old state at its next vacuum.
     *
     * @param pipeline where the key means this person, or empty for all
     */
    public Forgotten forget(Optional<String> pipeline, String key) {
        List<Run> searched = store.read(handle -> Runs.of(handle, pipeline));
        long hash = KeyHash.of(key);
        var forgotten = new Forgotten(0, 0);
        for (Run run : searched) {
            Forgotten one = store.erase(handle -> forget(handle, run, Texts.storable(key), hash));
            forgotten = new Forgotten(forgotten.receipts() + one.receipts(), forgotten.letters() + one.letters());
        }
        store.erase(handle -> {
            StateForgetting.forget(handle, pipeline, key);
            return null;
        });
        store.reclaim();
        return forgotten;
    }

    private static Forgotten forget(Handle handle, Run run, String key, long hash) {
        long compact = forgetBlocks(handle, run, hash);
        long letters =
                handle.createUpdate("""
                        update receipts set letter = 'discarded', note = 'forgotten'
                        where run = :run and row_key = :key and letter = 'open'
                        """).bind("run", run.seq()).bind("key", key).execute();
        long inFull = handle.createUpdate("""
                        update receipts set row_key = :forgotten, message_id = null, detail = null, content = null,
                            content_digest = null, mark = null,
                            reason = case when replace(reason, :key, '') <> reason then :forgotten else reason end
                        where run = :run and row_key = :key
                        """)
                .bind("forgotten", FORGOTTEN)
                .bind("run", run.seq())
                .bind("key", key)
                .execute();
        return new Forgotten(run.pruned() ? inFull : Math.max(compact, inFull), letters);
    }

    private static long forgetBlocks(Handle handle, Run run, long hash) {
        var found = new ArrayList<Blocks.Stored>();
        if (run.indexed()) {
            KeyIndex.find(handle, run.seq(), hash)
                    .forEach(number -> Blocks.block(handle, run.seq(), number).ifPresent(found::add));
        } else {
            Blocks.forEach(handle, run.seq(), stored -> {
                if (has(stored.block(), hash)) {
                    found.add(stored);
                }
            });
        }
        long forgotten = 0;
        var empty = new ArrayList<Long>();
        for (Blocks.Stored stored : found) {
            long some = forget(stored.block(), hash);
            if (some > 0) {
                Blocks.update(handle, run.seq(), stored);
            }
            if (!hasUpperBits(stored.block(), hash)) {
                empty.add(stored.number());
            }
            forgotten += some;
        }
        KeyIndex.remove(handle, run.seq(), hash, empty);
        return forgotten;
    }

    private static long forget(Block block, long hash) {
        long forgotten = 0;
        for (int i = 0; i < block.size(); i++) {
            if (block.hash(i) == hash) {
                block.forget(i);
                forgotten++;
            }
        }
        return forgotten;
    }

    private static boolean has(Block block, long hash) {
        for (int i = 0; i < block.size(); i++) {
            if (block.hash(i) == hash) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasUpperBits(Block block, long hash) {
        for (int i = 0; i < block.size(); i++) {
            if (block.hash(i) >>> 32 == hash >>> 32) {
                return true;
            }
        }
        return false;
    }
}
