package io.fullcircle.connector;

import io.fullcircle.connector.destination.Receipt;
import io.fullcircle.connector.mapping.Kind;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Counts rows while they travel. The reader's thread counts what is read, the senders' what is settled; any reads. */
final class Tally {
    private final AtomicLong read = new AtomicLong();
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();
    private final AtomicLong invalid = new AtomicLong();
    private final AtomicLong filtered = new AtomicLong();
    private final AtomicLong unchanged = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong inDoubt = new AtomicLong();
    private final AtomicLong resumed = new AtomicLong();
    private final AtomicLong held = new AtomicLong();
    private final long[] kinds = new long[Kind.values().length];
    private final AtomicLong left = new AtomicLong();

    /** Counts a row that was read, and gives its ordinal. */
    long readOne() {
        return read.getAndIncrement();
    }

    /** Rows read so far. */
    long read() {
        return read.get();
    }

    void invalid(long rows) {
        invalid.addAndGet(rows);
    }

    /** Rows that are known from now on, though they weren't sent. */
    void filtered(long rows) {
        filtered.addAndGet(rows);
    }

    /** @param rows fewer than none where rows that counted so are invalid after all */
    void unchanged(long rows) {
        unchanged.addAndGet(rows);
    }

    /** A row that an interrupted run has settled. */
    void resumed() {
        resumed.incrementAndGet();
    }

    /** Messages that may not go. */
    void held(long messages) {
        held.addAndGet(messages);
    }

    /** Rows that were read and went nowhere. */
    void left(long rows) {
        left.addAndGet(rows);
    }

    /** Counts what comparing rows came to. The reader's thread. */
    void found(Kind kind, long rows) {
        kinds[kind.ordinal()] += rows;
    }

    /** What comparing rows came to, when all are read. */
    Changes changes() {
        return new Changes(
                kinds[Kind.ADDED.ordinal()],
                kinds[Kind.CHANGED.ordinal()],
                kinds[Kind.REMOVED.ordinal()],
                kinds[Kind.UNCHANGED.ordinal()]);
    }

    void settled(List<Receipt> receipts) {
        for (Receipt receipt : receipts) {
            bucket(receipt).incrementAndGet();
        }
    }

    /** What was settled, but could not be recorded: the next run sends it again. */
    void unrecorded(List<Receipt> receipts) {
        inDoubt.addAndGet(receipts.size());
    }

    private AtomicLong bucket(Receipt receipt) {
        if (receipt instanceof Receipt.Accepted) {
            return delivered;
        }
        if (receipt instanceof Receipt.Rejected) {
            return rejected;
        }
        if (receipt instanceof Receipt.Dropped) {
            return dropped;
        }
        return receipt instanceof Receipt.InDoubt ? inDoubt : left;
    }

    /** The counts as they are now; they add up when nothing is on its way. */
    Rows rows() {
        return ifHeld(0, 0);
    }

    /** The counts if so many more messages were held, and so many more rows noted. */
    Rows ifHeld(long messages, long notes) {
        return new Rows(
                read.get(),
                delivered.get(),
                rejected.get(),
                invalid.get(),
                filtered.get() + notes,
                unchanged.get(),
                held.get() + messages,
                dropped.get(),
                inDoubt.get(),
                resumed.get(),
                left.get());
    }
}
