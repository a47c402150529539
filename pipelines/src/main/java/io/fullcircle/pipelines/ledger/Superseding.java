package io.fullcircle.pipelines.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Finds the dead letters that a run has made obsolete. Memory holds {@value #AT_ONCE} letters at a time. */
final class Superseding {
    private static final int AT_ONCE = 20_000;

    /** An open letter, and what it has become. */
    private static final class Letter {
        final long run;
        final long ordinal;
        final long idHigh;
        final long idLow;
        final DeadLetter.State before;
        DeadLetter.State state;

        Letter(long run, long ordinal, String messageId, DeadLetter.State before) {
            this.run = run;
            this.ordinal = ordinal;
            this.before = before;
            state = before;
            idHigh = KeyHash.high(messageId);
            idLow = KeyHash.low(messageId);
        }
    }

    private final Store store;
    private final Run run;

    /** Whether the run sends dead letters, so that what it delivers isn't new. */
    private final boolean resends;

    Superseding(Store store, Run run) {
        this.store = store;
        this.run = run;
        this.resends = run.start().trigger() == Trigger.RETRY;
    }

    DeadLetters.Superseded find() {
        int settled = 0;
        int superseded = store.write(this::refusedAgain);
        long afterRun = 0;
        long afterOrdinal = -1;
        while (true) {
            var letters = new HashMap<Long, List<Letter>>();
            Letter last = load(afterRun, afterOrdinal, letters);
            if (last == null) {
                return new DeadLetters.Superseded(settled, superseded);
            }
            afterRun = last.run;
            afterOrdinal = last.ordinal;
            compare(letters);
            if (resends) {
                compareWithSettled(letters);
            }
            settled += mark(letters, DeadLetter.State.SETTLED);
            superseded += mark(letters, DeadLetter.State.SUPERSEDED);
        }
    }

    private int refusedAgain(Handle handle) {
        return handle.createUpdate("""
                        update receipts set letter = 'superseded', settled_by = :id, note = 'refused again'
                        where letter = 'open' and run < :run
                            and run in (select seq from runs where pipeline = :pipeline)
                            and message_id in (select message_id from receipts where run = :run and letter = 'open')
                        """)
                .bind("id", run.id())
                .bind("run", run.seq())
                .bind("pipeline", run.pipeline())
                .execute();
    }

    /**
     * Loads the next letters by the hash of their key, and gives the last of them. A run of dead letters may have sent
     * superseded ones, too.
     */
    private Letter load(long afterRun, long afterOrdinal, Map<Long, List<Letter>> letters) {
        return store.read(handle -> {
            Letter last = null;
            List<Map.Entry<Letter, String>> some = handle.createQuery("""
                            select run, ordinal, row_key, message_id, letter from receipts
                            where letter in (<states>) and message_id is not null and run <= :run
                                and (run, ordinal) > (:afterRun, :afterOrdinal)
                                and run in (select seq from runs where pipeline = :pipeline)
                            order by run, ordinal limit :limit
                            """)
                    .bind("run", run.seq())
                    .bind("afterRun", afterRun)
                    .bind("afterOrdinal", afterOrdinal)
                    .bind("pipeline", run.pipeline())
                    .bind("limit", AT_ONCE)
                    .bindList("states", resends ? List.of("open", "superseded") : List.of("open"))
                    .map((row, context) -> Map.entry(
                            new Letter(
                                    row.getLong("run"),
                                    row.getLong("ordinal"),
                                    row.getString("message_id"),
                                    DeadLetter.State.of(row.getString("letter"))),
                            row.getString("row_key")))
                    .list();
            for (Map.Entry<Letter, String> letter : some) {
                last = letter.getKey();
                letters.computeIfAbsent(KeyHash.of(letter.getValue()), hash -> new ArrayList<>())
                        .add(last);
            }
            return last;
        });
    }

    private void compare(Map<Long, List<Letter>> letters) {
        store.read(handle -> {
            Blocks.forEach(handle, run.seq(), stored -> {
                Block block = stored.block();
                for (int i = 0; i < block.size(); i++) {
                    if (block.bucket(i) == Bucket.DELIVERED) {
                        compare(block, i, letters.getOrDefault(block.hash(i), List.of()));
                    }
                }
            });
            return null;
        });
    }

    /**
     * A run of dead letters sends the oldest first; which letter is older than one that it settled is told by where both
     * were refused first.
     */
    private void compareWithSettled(Map<Long, List<Letter>> letters) {
        store.read(handle -> {
            try (var query = handle.createQuery("""
                                    select run, ordinal, row_key from receipts
                                    where letter = 'settled' and settled_by = :id
                                        and run in (select seq from runs where pipeline = :pipeline)
                                    """).bind("id", run.id()).bind("pipeline", run.pipeline());
                    ResultIterator<Settled> settled = query.map((row, context) -> new Settled(
                                    row.getLong("run"), row.getLong("ordinal"), KeyHash.of(row.getString("row_key"))))
                            .iterator()) {
                settled.forEachRemaining(
                        newer -> letters.getOrDefault(newer.key(), List.of()).forEach(newer::supersede));
            }
            return null;
        });
    }

    /** A letter that this run has settled. */
    private record Settled(long run, long ordinal, long key) {
        void supersede(Letter letter) {
            boolean older = letter.run < run || letter.run == run && letter.ordinal < ordinal;
            if (older && letter.state == DeadLetter.State.OPEN) {
                letter.state = DeadLetter.State.SUPERSEDED;
            }
        }
    }

    /** Within one run, only a later row is newer. */
    private void compare(Block block, int i, List<Letter> letters) {
        for (Letter letter : letters) {
            if (letter.run == run.seq() && block.ordinal(i) <= letter.ordinal) {
                continue;
            }
            boolean same = letter.idHigh == block.idHigh(i) && letter.idLow == block.idLow(i);
            if (same) {
                letter.state = DeadLetter.State.SETTLED;
            } else if (letter.state == DeadLetter.State.OPEN && (!resends || letter.run == run.seq())) {
                letter.state = DeadLetter.State.SUPERSEDED;
            }
        }
    }

    private int mark(Map<Long, List<Letter>> letters, DeadLetter.State state) {
        List<Letter> marked = letters.values().stream()
                .flatMap(List::stream)
                .filter(letter -> letter.state == state && letter.before != state)
                .toList();
        if (marked.isEmpty()) {
            return 0;
        }
        return store.write(handle -> {
            PreparedBatch batch = handle.prepareBatch("""
                    update receipts set letter = :state, settled_by = :by
                    where run = :run and ordinal = :ordinal and letter = :before
                    """);
            for (Letter letter : marked) {
                batch.bind("state", state.label())
                        .bind("before", letter.before.label())
                        .bind("by", run.id())
                        .bind("run", letter.run)
                        .bind("ordinal", letter.ordinal)
                        .add();
            }
            int changed = 0;
            for (int one : batch.execute()) {
                changed += one;
            }
            return changed;
        });
    }
}
