package io.fullcircle.connector;

import io.fullcircle.connector.destination.Receipt;
import io.fullcircle.connector.mapping.Invalid;
import io.fullcircle.connector.mapping.Mapped;
import io.fullcircle.connector.mapping.Message;
import io.fullcircle.connector.mapping.Noted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Counts what becomes of each row and tells it to the {@link Observer}, one after the other: what orders the settlements is
 * this object's lock. The reader's and the senders' threads enter.
 */
final class Settlements {
    /** How many noted rows are told at once. */
    private static final int NOTES = 1000;

    private final Tally tally;
    private final Observer observer;
    private final Consumer<RejectedTooOften> stop;
    private final RejectLimit rejectLimit;
    private final Optional<PositionTracker> positions;
    private final List<Message> notes = new ArrayList<>();
    private boolean staged;

    /** The values that order the row read last that has a place in the order. The reader's own. */
    private Object[] placed;

    /**
     * @param ordered whether the rows come in a stable order, so that there are positions
     * @param stop ends the run when too many rows are rejected
     */
    Settlements(Tally tally, Observer observer, StopWhen stopWhen, boolean ordered, Consumer<RejectedTooOften> stop) {
        this.tally = tally;
        this.observer = observer;
        this.stop = stop;
        this.rejectLimit = new RejectLimit(stopWhen);
        this.positions = ordered ? Optional.of(new PositionTracker()) : Optional.empty();
    }

    synchronized void name(String statementId) {
        observer.reading(statementId);
    }

    /** From here on no position moves, since the run may still be held. */
    synchronized void stage() {
        staged = true;
    }

    /** From here on positions move, and where they would have moved meanwhile is told. */
    synchronized void release() {
        staged = false;
        move();
    }

    /** Notes where a row lies in the order. Called before the row is settled. */
    void read(long ordinal, Object[] order) {
        if (positions.isEmpty()) {
            return;
        }
        boolean hasPlace = true;
        for (Object value : order) {
            hasPlace &= value != null;
        }
        if (hasPlace && placed == null) {
            placed = order.clone();
        } else if (hasPlace) {
            System.arraycopy(order, 0, placed, 0, order.length);
        }
        if (PositionTracker.isEnd(ordinal)) {
            synchronized (this) {
                positions.get().read(ordinal, placed);
            }
        }
    }

    /**
     * Every row has been read: when all are settled, the position is the last one's.
     *
     * @param release whether positions move from now on
     */
    synchronized void readAll(long rows, boolean release) {
        staged &= !release;
        positions.ifPresent(tracker -> tracker.readAll(rows, placed));
        move();
    }

    synchronized void resumed(Mapped row) {
        tally.resumed();
        settle(row.ordinal());
    }

    synchronized void unchanged(Mapped row) {
        tally.unchanged(1);
        settle(row.ordinal());
    }

    /** A row that counted as unchanged is invalid after all. */
    synchronized void takenBack(Invalid row) {
        observer.invalid(row);
        tally.unchanged(-1);
        tally.invalid(1);
    }

    synchronized void invalid(Invalid row) {
        try {
            observer.invalid(row);
        } catch (RuntimeException e) {
            tally.left(1);
            throw e;
        }
        tally.invalid(1);
        settle(row.ordinal());
    }

    /** A row that isn't sent and counts as known from now on, once {@link #tellNotes} has told it. */
    synchronized void noted(Noted row) {
        notes.add(row.message());
        if (notes.size() == NOTES) {
            tellNotes();
        }
    }

    /** Tells the noted rows that wait. */
    synchronized void tellNotes() {
        if (notes.isEmpty()) {
            return;
        }
        var told = List.copyOf(notes);
        notes.clear();
        try {
            observer.noted(told);
        } catch (RuntimeException e) {
            tally.left(told.size());
            throw e;
        }
        tally.filtered(told.size());
        positions.ifPresent(tracker -> told.forEach(message -> tracker.settled(message.ordinal())));
        move();
    }

    synchronized void settled(List<Receipt> receipts) {
        try {
            observer.settled(receipts);
        } catch (RuntimeException e) {
            tally.unrecorded(receipts);
            throw e;
        }
        tally.settled(receipts);
        positions.ifPresent(tracker -> tracker.settled(receipts));
        move();
        rejectLimit.count(receipts).ifPresent(stop);
    }

    private void settle(long ordinal) {
        if (positions.isPresent()) {
            positions.get().settled(ordinal);
            move();
        }
    }

    /** Tells how far everything is settled, so that it never moves back. */
    private void move() {
        if (!staged) {
            positions.flatMap(PositionTracker::moved).ifPresent(observer::moved);
        }
    }
}
