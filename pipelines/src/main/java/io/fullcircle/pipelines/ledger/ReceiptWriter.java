package io.fullcircle.pipelines.ledger;

import io.fullcircle.connector.Observer;
import io.fullcircle.connector.destination.Receipt;
import io.fullcircle.connector.mapping.Invalid;
import io.fullcircle.connector.mapping.Message;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Records what became of a run's rows, as an observer of its transfer: one transaction a call. What {@link #append} or
 * {@link #settled} returned from is safe against a kill; what they threw for is not recorded at all.
 *
 * <p>Invalid rows come one by one. They wait for the next batch, {@link #flush} or {@link #close}, a hundred at most: a
 * kill leaves them to be read again. So a position that is beyond them moves after a flush.
 *
 * <p>Calls come one at a time, from any thread.
 */
public final class ReceiptWriter implements Observer, AutoCloseable {
    private static final int WAITING = 100;
    private static final int LARGEST_BLOCK = 1000;

    private final Store store;
    private final Run run;
    private final Kept kept;
    private final Clock clock;
    private final Optional<Accepting> state;
    private final List<Invalid> waiting = new ArrayList<>();
    private long nextBlock;
    private long nextNote;

    /**
     * A state that knows what was accepted.
     *
     * @param name the state's
     * @param keepsCalls whether the last call of each key is kept, too
     */
    public record Accepting(String name, boolean keepsCalls) {}

    ReceiptWriter(Store store, Run run, Kept kept, Optional<Accepting> state, Clock clock) {
        this.store = store;
        this.run = run;
        this.kept = kept;
        this.state = state;
        this.clock = clock;
        nextNote = state.map(one -> store.read(handle -> StateJournal.last(handle, one.name())) + 1)
                .orElse(0L);
        nextBlock = store.read(handle -> Blocks.last(handle, run.seq())).orElse(-1) + 1;
    }

    /** Noted at once, so that a run which resumes this one after a kill knows it. */
    @Override
    public void reading(String statementId) {
        store.write(handle -> handle.createUpdate("update runs set details = :details where seq = :seq")
                .bind("details", Run.details(statementId))
                .bind("seq", run.seq())
                .execute());
    }

    @Override
    public void invalid(Invalid row) {
        waiting.add(row);
        if (waiting.size() >= WAITING) {
            flush();
        }
    }

    @Override
    public void settled(List<Receipt> receipts) {
        append(waiting, receipts, accepted(receipts));
        waiting.clear();
    }

    @Override
    public void noted(List<Message> rows) {
        append(waiting, List.of(), state.isPresent() ? rows : List.of());
        waiting.clear();
    }

    private List<Message> accepted(List<Receipt> receipts) {
        if (state.isEmpty()) {
            return List.of();
        }
        return receipts.stream()
                .filter(Receipt.Accepted.class::isInstance)
                .map(Receipt::message)
                .filter(message -> message.mark().isKept())
                .toList();
    }

    /** Records the invalid rows that wait. */
    public void flush() {
        settled(List.of());
    }

    /** Flushes. */
    @Override
    public void close() {
        flush();
    }

    /**
     * Records all of it or nothing.
     *
     * @param invalid rows that never became messages
     * @param receipts what became of messages; {@link Receipt.Left} is counted by its run only, since nothing is settled.
     *     What was accepted is noted in the state, where there is one
     */
    public void append(List<Invalid> invalid, List<Receipt> receipts) {
        append(invalid, receipts, accepted(receipts));
    }

    private void append(List<Invalid> invalid, List<Receipt> receipts, List<Message> known) {
        var entries = new ArrayList<Exceptions.Entry>();
        List<Block> blocks = blocks(invalid, receipts, entries);
        if (blocks.isEmpty() && known.isEmpty()) {
            return;
        }
        long now = clock.millis();
        store.write(handle -> {
            try {
                for (int i = 0; i < blocks.size(); i++) {
                    Blocks.insert(handle, run.seq(), nextBlock + i, now, blocks.get(i));
                }
                if (!entries.isEmpty()) {
                    Exceptions.insert(handle, run.seq(), now, entries);
                }
                if (!known.isEmpty()) {
                    Accepting to = state.orElseThrow();
                    StateJournal.append(handle, to.name(), nextNote, known, to.keepsCalls());
                }
                return null;
            } catch (SQLException e) {
                throw new StoreException(e);
            }
        });
        nextBlock += blocks.size();
        nextNote += known.isEmpty() ? 0 : 1;
    }

    private List<Block> blocks(List<Invalid> invalid, List<Receipt> receipts, List<Exceptions.Entry> entries) {
        var blocks = new BlockList(LARGEST_BLOCK, invalid.size() + receipts.size());
        for (Invalid row : invalid) {
            entries.add(Exceptions.Entry.of(row));
            long hash = row.key() == null ? KeyHash.NONE : KeyHash.of(row.key());
            blocks.next().add(Bucket.INVALID, row.ordinal(), hash, KeyHash.ofFault(row), 0);
        }
        for (Receipt receipt : receipts) {
            if (receipt instanceof Receipt.Accepted accepted) {
                if (kept == Kept.ALL) {
                    add(blocks, Bucket.DELIVERED, accepted.message());
                }
                continue;
            }
            Exceptions.Entry.of(receipt).ifPresent(entry -> {
                entries.add(entry);
                add(blocks, entry.bucket(), entry.message());
            });
        }
        return blocks.filled();
    }

    private static void add(BlockList blocks, Bucket bucket, Message message) {
        blocks.next()
                .add(
                        bucket,
                        message.ordinal(),
                        KeyHash.of(message.key()),
                        KeyHash.high(message.id()),
                        KeyHash.low(message.id()));
    }

    /** Blocks that are filled one after the other. */
    private static final class BlockList {
        private final List<Block> blocks = new ArrayList<>();
        private final int largest;
        private int expected;

        BlockList(int largest, int expected) {
            this.largest = largest;
            this.expected = expected;
        }

        /** The block that takes the next receipt. */
        Block next() {
            if (blocks.isEmpty() || blocks.get(blocks.size() - 1).size() == largest) {
                blocks.add(new Block(Math.min(expected, largest)));
            }
            expected--;
            return blocks.get(blocks.size() - 1);
        }

        List<Block> filled() {
            return blocks;
        }
    }
}
