package io.fullcircle.connector;

import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.connector.destination.Destination;
import io.fullcircle.connector.destination.Outbox;
import io.fullcircle.connector.destination.Receipt;
import io.fullcircle.connector.destination.Spool;
import io.fullcircle.connector.destination.segment.QueueSettings;
import io.fullcircle.connector.destination.segment.SegmentDestination;
import io.fullcircle.connector.mapping.Invalid;
import io.fullcircle.connector.mapping.Mapped;
import io.fullcircle.connector.mapping.Message;
import io.fullcircle.connector.mapping.TrackMapper;
import io.fullcircle.connector.source.Cursor;
import io.fullcircle.connector.source.Source;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import okhttp3.OkHttpClient;

/**
 * Carries the rows of one query to one destination, and accounts for each. The journey of a row is {@link #carryOver}:
 * it is read, mapped, sent on; what became of it is told to the {@link Observer}.
 *
 * <p>{@link #run()} is called once, by the thread that reads; {@link #cancel()}, {@link #rows()} and {@link #traffic()}
 * by any.
 */
public final class Transfer {
    private final Plan plan;
    private final OkHttpClient http;
    private final Observer observer;
    private final Tally tally = new Tally();
    private final RejectLimit rejectLimit;
    private final Optional<PositionTracker> positions;

    private volatile boolean cancelled;
    private volatile long nulled;
    private volatile Cursor reading;
    private volatile Optional<String> statement = Optional.empty();
    private volatile boolean allRead;
    private boolean exhausted;
    private boolean held;
    private volatile boolean staged;
    private volatile Destination sending;

    /**
     * @param http carries proxy and trust of every request; not closed here
     * @param observer hears what becomes of each row
     */
    public Transfer(Plan plan, OkHttpClient http, Observer observer) {
        this.plan = plan;
        this.http = http;
        this.observer = observer;
        this.rejectLimit = new RejectLimit(plan.stopWhen());
        this.positions = plan.query().orderBy().isEmpty() ? Optional.empty() : Optional.of(new PositionTracker());
    }

    /**
     * Reads and delivers everything, and tells how it ended. What goes wrong on the way is told, not thrown.
     *
     * @param source where the rows come from; not closed here
     * @param scan what its rows are held against
     */
    public Ending run(Source source, Scan scan) {
        return deliver((repeats, outbox) -> {
            scan.inspection().ifPresent(inspection -> stage(inspection, outbox));
            read(source, scan, repeats, outbox);
            scan.inspection().ifPresent(inspection -> judge(inspection, outbox));
        });
    }

    private void stage(Inspection inspection, Outbox outbox) {
        staged = true;
        outbox.gather(inspection.isDry());
    }

    /** Every row is read, and none is sent yet. A scan that was broken off is not judged: its rows are left. */
    private void judge(Inspection inspection, Outbox outbox) {
        if (!goesOn()) {
            return;
        }
        Rows rows = tally.ifHeld(outbox.waiting());
        if (inspection.verdict(rows) == Inspection.Verdict.HOLD) {
            held = true;
            return;
        }
        outbox.release();
        synchronized (this) {
            staged = false;
            move();
        }
    }

    /** Sends messages that were made before, such as dead letters, with their ids. The plan's query is not used. */
    public Ending resend(Iterator<Message> messages) {
        return deliver((repeats, outbox) -> {
            while (goesOn() && messages.hasNext()) {
                Message message = messages.next();
                tally.readOne();
                send(message, repeats, outbox);
            }
            exhausted = !messages.hasNext();
        });
    }

    private Ending deliver(BiConsumer<Repeats, Outbox> reading) {
        var trouble = new Trouble();
        QueueSettings queue = plan.destination().queue();
        try (var spool = new Spool(plan.scratch().resolve("spool"), queue.spoolBytes());
                var repeats = new Repeats(plan.scratch().resolve("ids"));
                var destination = new SegmentDestination(plan.destination(), http, this::settled)) {
            sending = destination;
            var outbox = new Outbox(destination, spool, queue.whenFull(), () -> !cancelled);
            trouble.in(() -> reading.accept(repeats, outbox));
            allRead = true;
            trouble.in(outbox::empty);
            destination.drain();
            destination.stopped().ifPresent(trouble::note);
            leave(outbox.waiting());
            return ending(trouble, repeats.find(), outbox.refused());
        } catch (RuntimeException e) {
            trouble.note(e);
            return ending(trouble, Repeats.Found.NOTHING, 0);
        }
    }

    private void leave(long waiting) {
        if (held) {
            tally.held(waiting);
            return;
        }
        tally.left(waiting);
    }

    /** What is doubtful is decided when everything was read; where the reading ends before, it is left. */
    private void read(Source source, Scan scan, Repeats repeats, Outbox outbox) {
        try (var doubtful = new Doubtful(plan.scratch().resolve("doubtful"))) {
            try {
                read(source, scan, doubtful, repeats, outbox);
                while (exhausted && goesOn() && doubtful.size() > 0) {
                    Message message = doubtful.take();
                    if (scan.earlier().isSettledAfterAll(message)) {
                        resume(message);
                    } else {
                        send(message, repeats, outbox);
                    }
                }
            } finally {
                tally.left(doubtful.size());
            }
        }
    }

    /** Opens late and closes early: the connection doesn't wait for the destination. */
    private void read(Source source, Scan scan, Doubtful doubtful, Repeats repeats, Outbox outbox) {
        try (Cursor cursor = source.open(plan.query())) {
            reading = cursor;
            var mapper = TrackMapper.bind(plan.mapping(), plan.identity(), cursor.columns(), watch(scan));
            try {
                carryOver(cursor, mapper, scan, doubtful, repeats, outbox);
            } finally {
                nulled = mapper.nulled();
                statement = cursor.statementId();
            }
        } finally {
            reading = null;
        }
    }

    private TrackMapper.Watch watch(Scan scan) {
        List<String> properties = scan.inspection().map(Inspection::properties).orElse(List.of());
        return new TrackMapper.Watch(plan.query().orderBy(), properties);
    }

    private void carryOver(
            Cursor cursor, TrackMapper mapper, Scan scan, Doubtful doubtful, Repeats repeats, Outbox outbox) {
        Inspection inspection = scan.inspection().orElse(Inspection.NONE);
        long limit = plan.limit().orElse(Long.MAX_VALUE);
        while (goesOn() && tally.read() < limit) {
            if (!cursor.next()) {
                exhausted = true;
                return;
            }
            if (tally.read() == 0) {
                cursor.statementId().ifPresent(this::name);
            }
            Mapped mapped = map(cursor, mapper);
            if (positions.isPresent()) {
                pass(mapped.ordinal(), mapper.watched());
            }
            Earlier.Fate fate = scan.earlier().fate(mapped);
            inspection.see(
                    mapped,
                    fate == Earlier.Fate.OPEN ? Inspection.Kind.UNCOMPARED : Inspection.Kind.RESUMED,
                    mapper.inspected());
            switch (fate) {
                case SETTLED -> resume(mapped);
                case DOUBTFUL -> doubtful.add((Message) mapped);
                case OPEN -> carryOn(mapped, repeats, outbox);
            }
        }
    }

    private void carryOn(Mapped row, Repeats repeats, Outbox outbox) {
        if (row instanceof Message message) {
            send(message, repeats, outbox);
        } else {
            keep((Invalid) row);
        }
    }

    /** Notes where a segment of rows ends. */
    private void pass(long ordinal, Object[] order) {
        if (PositionTracker.isEnd(ordinal)) {
            synchronized (this) {
                positions.get().read(ordinal, order);
            }
        }
    }

    private void resume(Mapped row) {
        tally.resumed();
        if (positions.isPresent()) {
            synchronized (this) {
                positions.get().settled(row.ordinal());
                move();
            }
        }
    }

    /**
     * Tells how far everything is settled, under the lock that orders settlements, so that it never moves back; not while
     * a run may still be held.
     */
    private void move() {
        if (staged) {
            return;
        }
        positions.flatMap(PositionTracker::moved).ifPresent(observer::moved);
    }

    private synchronized void name(String statementId) {
        observer.reading(statementId);
    }

    private Mapped map(Cursor cursor, TrackMapper mapper) {
        long ordinal = tally.readOne();
        try {
            return mapper.map(ordinal, cursor);
        } catch (RuntimeException e) {
            tally.left(1);
            throw e;
        }
    }

    private boolean goesOn() {
        return !cancelled && sending.stopped().isEmpty();
    }

    private void send(Message message, Repeats repeats, Outbox outbox) {
        Outbox.Sent sent = Outbox.Sent.LEFT;
        try {
            repeats.add(message.id());
            sent = outbox.send(message);
        } finally {
            if (sent == Outbox.Sent.LEFT) {
                tally.left(1);
            }
        }
        if (sent == Outbox.Sent.DROPPED) {
            settled(List.of(new Receipt.Dropped(message)));
        }
    }

    private synchronized void keep(Invalid row) {
        try {
            observer.invalid(row);
        } catch (RuntimeException e) {
            tally.left(1);
            throw e;
        }
        tally.invalid();
        positions.ifPresent(tracker -> tracker.settled(row.ordinal()));
        move();
    }

    private synchronized void settled(List<Receipt> receipts) {
        try {
            observer.settled(receipts);
        } catch (RuntimeException e) {
            tally.unrecorded(receipts);
            throw e;
        }
        tally.settled(receipts);
        positions.ifPresent(tracker -> tracker.settled(receipts));
        move();
        rejectLimit.count(receipts).ifPresent(sending::stop);
    }

    /**
     * Ends the reading: what is in the queue is still delivered, what waits in the spool is left. Called again, requests
     * under way are broken off, too.
     */
    public void cancel() {
        if (cancelled) {
            Optional.ofNullable(sending).ifPresent(Destination::abandon);
            return;
        }
        cancelled = true;
        Optional.ofNullable(reading).ifPresent(Cursor::cancel);
    }

    /** Ends the run as failed: requests under way still get their answer, everything else is left. */
    public void stop(RuntimeException reason) {
        Optional.ofNullable(sending).ifPresent(destination -> destination.stop(reason));
        Optional.ofNullable(reading).ifPresent(Cursor::cancel);
    }

    /** The rows as they are counted now. They add up when the run has ended. */
    public Rows rows() {
        return tally.rows();
    }

    /** Whether the last row was read. */
    public boolean allRead() {
        return allRead;
    }

    /** Requests and queue as they are now. */
    public Destination.Traffic traffic() {
        return Optional.ofNullable(sending).map(Destination::traffic).orElse(Destination.Traffic.NONE);
    }

    private Ending ending(Trouble trouble, Repeats.Found repeated, long refused) {
        return new Ending(
                trouble.state(rows()),
                rows(),
                nulled,
                repeated.count(),
                repeated.examples(),
                refused,
                traffic(),
                statement,
                trouble.worst(rows()));
    }

    /** What went wrong, in the order of its happening. A statement is cancelled in consequence of an end, and no trouble. */
    private final class Trouble {
        private RuntimeException first;

        void in(Runnable step) {
            try {
                step.run();
            } catch (RuntimeException e) {
                note(e);
            } catch (OutOfMemoryError e) {
                note(new EnvironmentException(
                        "there is not enough memory: " + e.getMessage(),
                        "lower queue.capacity, or give Java more by FULLCIRCLE_JAVA_OPTS=-Xmx1g",
                        e));
            }
        }

        void note(RuntimeException e) {
            Optional<RuntimeException> stop = Optional.ofNullable(sending).flatMap(Destination::stopped);
            boolean asked = cancelled || stop.isPresent() && stop.get() != e;
            boolean consequence = asked && (e instanceof EnvironmentException || e instanceof CancellationException);
            if (first == null && !consequence) {
                first = e;
            }
        }

        /** A sum that doesn't add up is a defect, whatever else happened. */
        Optional<RuntimeException> worst(Rows rows) {
            return rows.addUp()
                    ? Optional.ofNullable(first)
                    : Optional.of(new IllegalStateException("the rows don't add up: " + rows.sum(), first));
        }

        Ending.State state(Rows rows) {
            if (worst(rows).isPresent()) {
                return Ending.State.FAILED;
            }
            if (held) {
                return Ending.State.HELD;
            }
            boolean early = !exhausted || rows.left() + rows.inDoubt() > 0;
            if (cancelled && early) {
                return Ending.State.CANCELLED;
            }
            boolean all = rows.rejected() + rows.invalid() + rows.dropped() == 0;
            return all ? Ending.State.COMPLETED : Ending.State.COMPLETED_WITH_REJECTS;
        }
    }
}
