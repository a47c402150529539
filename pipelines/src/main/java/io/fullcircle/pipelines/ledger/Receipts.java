package io.fullcircle.pipelines.ledger;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;

/** What became of the rows of all runs. */
public final class Receipts {
    private static final String SELECT = """
            select runs.id as run_id, ordinal, bucket, settled_at, message_id, row_key, status, reason, detail, letter
            from receipts join runs on runs.seq = receipts.run
            """;

    private final Store store;
    private final Runs runs;
    private final Path scratch;
    private final Clock clock;

    Receipts(Store store, Runs runs, Path scratch, Clock clock) {
        this.store = store;
        this.runs = runs;
        this.scratch = scratch;
        this.clock = clock;
    }

    /** Records a run's receipts. A run has one writer. */
    public ReceiptWriter writer(Run run, Kept kept) {
        return writer(run, kept, Optional.empty());
    }

    /**
     * The same.
     *
     * @param state knows what the run's destination accepts; empty where rows aren't compared
     */
    public ReceiptWriter writer(Run run, Kept kept, Optional<ReceiptWriter.Accepting> state) {
        return new ReceiptWriter(store, run, kept, state, clock);
    }

    /**
     * Makes a run's keys quick to find, and those of the runs that it resumed. Called when the run has ended. A look-up
     * finds the same without, but reads all of the run's receipts for it.
     */
    public void index(Run run) {
        List<Run> unindexed = store.read(handle ->
                runs.chain(handle, run).stream().filter(one -> !one.indexed()).toList());
        unindexed.forEach(one -> KeyIndex.build(store, one, scratch));
    }

    /** The rows that a run which resumes this one leaves alone. */
    public SettledRows settledRows(Run interrupted, SettledRows.Match match) {
        try (var ids = new SortedLongs(scratch);
                var keys = new SortedLongs(scratch)) {
            Map<Bucket, Long> counts = new EnumMap<>(Bucket.class);
            store.read(handle -> {
                for (Run run : runs.chain(handle, interrupted)) {
                    Blocks.forEach(handle, run.seq(), stored -> add(stored.block(), ids, keys, counts));
                }
                return null;
            });
            return new SettledRows(
                    ids, match == SettledRows.Match.KEY ? Optional.of(keys) : Optional.empty(), counts, scratch);
        }
    }

    private static void add(Block block, SortedLongs ids, SortedLongs keys, Map<Bucket, Long> counts) {
        for (int i = 0; i < block.size(); i++) {
            Bucket bucket = block.bucket(i);
            if (bucket.settled()) {
                counts.merge(bucket, 1L, Long::sum);
                ids.add(block.idHigh(i));
                keys.add(block.hash(i));
            }
        }
    }

    /** What is known of a run's rows. */
    public enum Known {
        /** Every row that was settled has a receipt. */
        ALL,
        /** Rows that were delivered have none: it wasn't asked for, or the run was stopped before the first. */
        EXCEPTIONS,
        /** The receipts were pruned, but for open dead letters. */
        OPEN_LETTERS
    }

    /** What can be asked of a run that has ended. */
    public Known known(Run run) {
        if (run.pruned()) {
            return Known.OPEN_LETTERS;
        }
        boolean delivered = store.read(handle -> Blocks.count(handle, run.seq())
                > handle.createQuery("select count(*) from receipts where run = :run")
                        .bind("run", run.seq())
                        .mapTo(Long.class)
                        .one());
        boolean none = run.rows().delivered() == 0 && !run.isCutShort();
        return delivered || none ? Known.ALL : Known.EXCEPTIONS;
    }

    /** What became of the rows with this key, over all runs of the pipeline, in the order of time. */
    public List<StoredReceipt> findByKey(String pipeline, String key) {
        return store.read(handle -> {
            var found = new ArrayList<StoredReceipt>();
            for (Run run : Runs.of(handle, Optional.of(pipeline))) {
                found.addAll(findByKey(handle, run, Texts.storable(key), KeyHash.of(key)));
            }
            found.sort(Comparator.comparing(StoredReceipt::settledAt));
            return found;
        });
    }

    private static List<StoredReceipt> findByKey(Handle handle, Run run, String key, long hash) {
        if (run.pruned()) {
            return handle.createQuery(SELECT + " where receipts.run = :run and row_key = :key order by ordinal")
                    .bind("run", run.seq())
                    .bind("key", key)
                    .map(Exceptions::receipt)
                    .list();
        }
        var found = new ArrayList<StoredReceipt>();
        if (run.indexed()) {
            for (long number : KeyIndex.find(handle, run.seq(), hash)) {
                Blocks.block(handle, run.seq(), number).ifPresent(stored -> collect(handle, run, stored, hash, found));
            }
        } else {
            Blocks.forEach(handle, run.seq(), stored -> collect(handle, run, stored, hash, found));
        }
        // A receipt in full tells its key: another's of equal hash goes.
        found.removeIf(receipt ->
                receipt.bucket() != Bucket.DELIVERED && !receipt.key().equals(Optional.of(key)));
        return found;
    }

    private static void collect(Handle handle, Run run, Blocks.Stored stored, long hash, List<StoredReceipt> found) {
        Block block = stored.block();
        for (int i = 0; i < block.size(); i++) {
            if (block.hash(i) != hash) {
                continue;
            }
            if (block.bucket(i) == Bucket.DELIVERED) {
                found.add(delivered(run, stored, i));
                continue;
            }
            handle.createQuery(SELECT + " where receipts.run = :run and ordinal = :ordinal")
                    .bind("run", run.seq())
                    .bind("ordinal", block.ordinal(i))
                    .map(Exceptions::receipt)
                    .findOne()
                    .ifPresent(found::add);
        }
    }

    private static StoredReceipt delivered(Run run, Blocks.Stored stored, int i) {
        Block block = stored.block();
        boolean forgotten = block.hash(i) == KeyHash.NONE;
        return StoredReceipt.delivered(
                run.id(),
                block.ordinal(i),
                Instant.ofEpochMilli(stored.settledAt()),
                forgotten ? Optional.empty() : Optional.of(KeyHash.messageId(block.idHigh(i), block.idLow(i))));
    }

    /** Gives all receipts of a run, one at a time in memory: those of delivered rows first, then the others by ordinal. */
    public void forEach(Run run, Consumer<StoredReceipt> taker) {
        store.read(handle -> {
            Blocks.forEach(handle, run.seq(), stored -> {
                for (int i = 0; i < stored.block().size(); i++) {
                    if (stored.block().bucket(i) == Bucket.DELIVERED) {
                        taker.accept(delivered(run, stored, i));
                    }
                }
            });
            try (var query = handle.createQuery(SELECT + " where receipts.run = :run order by ordinal")
                            .bind("run", run.seq());
                    ResultIterator<StoredReceipt> others =
                            query.map(Exceptions::receipt).iterator()) {
                others.forEachRemaining(taker);
            }
            return null;
        });
    }

    /**
     * Why rows of a run weren't delivered, the most frequent reason first. Where the reason names the message's own id, an
     * ellipsis stands for it, so that equal reasons count as one.
     */
    public List<ReasonCount> reasons(Run run) {
        return store.read(handle -> handle.createQuery("""
                        select bucket, status, words, count(*) as n
                        from (
                            select bucket, status, coalesce(replace(reason, message_id, '…'), reason, '') as words
                            from receipts where run = :run
                        ) as reasons
                        group by bucket, status, words order by n desc, bucket, words
                        """)
                .bind("run", run.seq())
                .map((row, context) -> new ReasonCount(
                        Bucket.of(row.getString("bucket")),
                        Exceptions.number(row, "status"),
                        row.getString("words"),
                        row.getLong("n")))
                .list());
    }
}
