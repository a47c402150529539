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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
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
    private final Source source;
    private final OkHttpClient http;
    private final Observer observer;
    private final Tally tally = new Tally();

    private volatile boolean cancelled;
    private volatile long nulled;
    private volatile Cursor reading;
    private volatile Optional<String> statement = Optional.empty();
    private volatile boolean allRead;
    private volatile Destination sending;

    /**
     * @param source where the rows come from; not closed here
     * @param http carries proxy and trust of every request; not closed here
     * @param observer hears what becomes of each row
     */
    public Transfer(Plan plan, Source source, OkHttpClient http, Observer observer) {
        this.plan = plan;
        this.source = source;
        this.http = http;
        this.observer = observer;
    }

    /** Reads and delivers everything, and tells how it ended. What goes wrong on the way is told, not thrown. */
    public Ending run() {
        var trouble = new Trouble();
        QueueSettings queue = plan.destination().queue();
        try (var spool = new Spool(plan.scratch().resolve("spool"), queue.spoolBytes());
                var repeats = new Repeats(plan.scratch().resolve("ids"));
                var destination = new SegmentDestination(plan.destination(), http, this::settled)) {
            sending = destination;
            var outbox = new Outbox(destination, spool, queue.whenFull());
            trouble.in(() -> read(repeats, outbox));
            allRead = true;
            trouble.in(() -> empty(outbox));
            destination.drain();
            destination.stopped().ifPresent(trouble::note);
            tally.left(outbox.waiting());
            return ending(trouble, repeats.find(), outbox.refused());
        } catch (RuntimeException e) {
            trouble.note(e);
            return ending(trouble, Repeats.Found.NOTHING, 0);
        }
    }

    /** Opens late and closes early: the connection doesn't wait for the destination. */
    private void read(Repeats repeats, Outbox outbox) {
        try (Cursor cursor = source.open(plan.query())) {
            reading = cursor;
            var mapper = TrackMapper.bind(plan.mapping(), plan.identity(), cursor.columns());
            try {
                carryOver(cursor, mapper, repeats, outbox);
            } finally {
                nulled = mapper.nulled();
                statement = cursor.statementId();
            }
        } finally {
            reading = null;
        }
    }

    private void carryOver(Cursor cursor, TrackMapper mapper, Repeats repeats, Outbox outbox) {
        long limit = plan.limit().orElse(Long.MAX_VALUE);
        while (goesOn() && tally.read() < limit && cursor.next()) {
            Mapped mapped = map(cursor, mapper);
            if (mapped instanceof Message message) {
                send(message, repeats, outbox);
                continue;
            }
            keep((Invalid) mapped);
        }
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

    private void empty(Outbox outbox) {
        if (!cancelled) {
            outbox.empty();
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
    }

    private synchronized void settled(List<Receipt> receipts) {
        try {
            observer.settled(receipts);
        } catch (RuntimeException e) {
            tally.unrecorded(receipts);
            throw e;
        }
        tally.settled(receipts);
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

    /** What went wrong, in the order of its happening. A cancelled statement is not trouble in a run that was cancelled. */
    private final class Trouble {
        private RuntimeException first;

        void in(Runnable step) {
            try {
                step.run();
            } catch (RuntimeException e) {
                note(e);
            }
        }

        void note(RuntimeException e) {
            boolean asked = cancelled && (e instanceof EnvironmentException || e instanceof CancellationException);
            if (first == null && !asked) {
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
            if (cancelled) {
                return Ending.State.CANCELLED;
            }
            boolean all = rows.rejected() + rows.invalid() + rows.dropped() == 0;
            return all ? Ending.State.COMPLETED : Ending.State.COMPLETED_WITH_REJECTS;
        }
    }
}
