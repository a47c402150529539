package io.fullcircle.connector;

import io.fullcircle.connector.destination.Destination;
import io.fullcircle.connector.destination.Outbox;
import io.fullcircle.connector.destination.Receipt;
import io.fullcircle.connector.destination.Spool;
import io.fullcircle.connector.destination.segment.QueueSettings;
import io.fullcircle.connector.destination.segment.SegmentDestination;
import io.fullcircle.connector.mapping.Invalid;
import io.fullcircle.connector.mapping.Kind;
import io.fullcircle.connector.mapping.Mapped;
import io.fullcircle.connector.mapping.Message;
import io.fullcircle.connector.mapping.Noted;
import io.fullcircle.connector.mapping.SyncMode;
import io.fullcircle.connector.mapping.TrackMapper;
import io.fullcircle.connector.mapping.Unchanged;
import io.fullcircle.connector.source.Cursor;
import io.fullcircle.connector.source.Source;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
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
    private final Tally tally = new Tally();
    private final Settlements settlements;

    private volatile boolean cancelled;
    private volatile long nulled;
    private volatile Cursor reading;
    private volatile Optional<String> statement = Optional.empty();
    private volatile boolean allRead;
    private boolean exhausted;
    private boolean held;
    private boolean staged;
    private volatile Destination sending;

    /**
     * @param http carries proxy and trust of every request; not closed here
     * @param observer hears what becomes of each row
     */
    public Transfer(Plan plan, OkHttpClient http, Observer observer) {
        this.plan = plan;
        this.http = http;
        boolean ordered =
                !plan.query().orderBy().isEmpty() && !byKey() && plan.limit().isEmpty();
        this.settlements = new Settlements(tally, observer, plan.stopWhen(), ordered, trouble -> sending.stop(trouble));
    }

    private boolean byKey() {
        return plan.mode() instanceof SyncMode.Changed;
    }

    /**
     * Reads and delivers everything, and tells how it ended. What goes wrong on the way is told, not thrown.
     *
     * <p>A run whose rows are compared by key, or inspected, is <em>staged</em>: nothing is sent before all rows are read.
     *
     * @param source where the rows come from; not closed here
     * @param scan what its rows are held against
     */
    public Ending run(Source source, Scan scan) {
        staged = byKey() || scan.inspection().isPresent();
        // A run that only notes what there is has to note all of it before another may send.
        boolean notes = plan.mode() instanceof SyncMode.Incremental incremental && !incremental.sends();
        return deliver((repeats, outbox) -> {
            if (staged || notes) {
                settlements.stage();
            }
            if (staged) {
                outbox.gather(scan.inspection().filter(Inspection::isDry).isPresent());
            }
            TrackMapper mapper = read(source, scan, repeats, outbox);
            // A scan that was broken off tells nothing of keys that are gone, and is not judged: its rows are left.
            if (staged && goesOn()) {
                invalidateRepeated(scan, outbox);
                remove(mapper, scan, outbox);
                judge(scan, outbox);
            }
            if (exhausted) {
                settlements.readAll(tally.read(), notes && !held);
            }
        });
    }

    /** Of rows that share their key none is better than the others. */
    private void invalidateRepeated(Scan scan, Outbox outbox) {
        long repeated = scan.comparison().findRepeated();
        if (repeated == 0) {
            return;
        }
        if (scan.inspection().filter(Inspection::isDry).isPresent()) {
            outbox.discount(repeated);
            tally.invalid(repeated);
            tally.found(Kind.ADDED, -repeated);
            return;
        }
        outbox.takeOut(scan.comparison()::isRepeated, row -> {
            tally.found(row.kind(), -1);
            settlements.invalid(new Invalid(row.ordinal(), row.key(), TrackMapper.REPEATED_KEY, null));
        });
    }

    /** The keys that are gone count as rows: they are read, and end in a bucket. */
    private void remove(TrackMapper mapper, Scan scan, Outbox outbox) {
        if (!exhausted || plan.limit().isPresent()) {
            return;
        }
        Inspection inspection = scan.inspection().orElse(Inspection.NONE);
        Object[] noValues = new Object[inspection.properties().size()];
        Iterator<Comparison.Gone> gone = scan.comparison().gone();
        while (goesOn() && gone.hasNext()) {
            Comparison.Gone key = gone.next();
            Mapped mapped = mapper.removed(tally.readOne(), key.mark(), key.key(), key.call());
            tally.found(Kind.REMOVED, 1);
            show(inspection, mapped, Kind.REMOVED, noValues);
            if (mapped instanceof Message message) {
                outbox.send(message);
            } else if (mapped instanceof Noted row) {
                outbox.gather(row);
            } else {
                settlements.invalid((Invalid) mapped);
            }
        }
    }

    /** Every row is read, and none is sent yet. */
    private void judge(Scan scan, Outbox outbox) {
        if (!goesOn()) {
            return;
        }
        Rows rows = tally.ifHeld(outbox.waiting(), outbox.notes());
        Inspection.Verdict verdict = scan.inspection().orElse(Inspection.NONE).verdict(rows);
        held = verdict == Inspection.Verdict.HOLD;
        if (!held) {
            outbox.release();
            settlements.release();
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
        var trouble =
                new Trouble(() -> cancelled, () -> Optional.ofNullable(sending).flatMap(Destination::stopped));
        QueueSettings queue = plan.destination().queue();
        try (var spool = new Spool(plan.scratch().resolve("spool"), queue.spoolBytes());
                var repeats = new Repeats(plan.scratch().resolve("ids"));
                var destination = new SegmentDestination(plan.destination(), http, settlements::settled)) {
            sending = destination;
            var outbox = new Outbox(destination, spool, queue.whenFull(), () -> !cancelled);
            trouble.in(() -> reading.accept(repeats, outbox));
            allRead = true;
            trouble.in(() -> outbox.empty(settlements::noted));
            trouble.in(settlements::tellNotes);
            destination.drain();
            destination.stopped().ifPresent(trouble::note);
            leave(outbox);
            return ending(trouble, repeats.find(), outbox.refused());
        } catch (RuntimeException e) {
            trouble.note(e);
            return ending(trouble, Repeats.Found.NOTHING, 0);
        }
    }

    private void leave(Outbox outbox) {
        if (held) {
            tally.held(outbox.waiting());
            tally.filtered(outbox.notes());
            return;
        }
        tally.left(outbox.waiting() + outbox.notes());
    }

    /** What is doubtful is decided when everything was read; where the reading ends before, it is left. */
    private TrackMapper read(Source source, Scan scan, Repeats repeats, Outbox outbox) {
        try (var doubtful = new Doubtful(plan.scratch().resolve("doubtful"))) {
            try {
                TrackMapper mapper = read(source, scan, doubtful, repeats, outbox);
                while (exhausted && goesOn() && doubtful.size() > 0) {
                    Message message = doubtful.take();
                    if (scan.earlier().isSettledAfterAll(message)) {
                        settlements.resumed(message);
                    } else {
                        send(message, repeats, outbox);
                    }
                }
                return mapper;
            } finally {
                tally.left(doubtful.size());
            }
        }
    }

    /** Opens late and closes early: the connection doesn't wait for the destination. */
    private TrackMapper read(Source source, Scan scan, Doubtful doubtful, Repeats repeats, Outbox outbox) {
        try (Cursor cursor = source.open(plan.query())) {
            reading = cursor;
            var mapper = TrackMapper.bind(plan.mapping(), plan.identity(), cursor.columns(), watch(scan));
            try {
                carryOver(cursor, mapper, scan, doubtful, repeats, outbox);
            } finally {
                nulled = mapper.nulled();
                statement = cursor.statementId();
            }
            return mapper;
        } finally {
            reading = null;
        }
    }

    private TrackMapper.Watch watch(Scan scan) {
        List<String> properties = scan.inspection().map(Inspection::properties).orElse(List.of());
        return new TrackMapper.Watch(plan.query().orderBy(), properties, plan.mode(), scan.comparison());
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
                cursor.statementId().ifPresent(settlements::name);
            }
            Mapped mapped = map(cursor, mapper);
            settlements.read(mapped.ordinal(), mapper.watched());
            Earlier.Fate fate = scan.earlier().fate(mapped);
            show(inspection, mapped, fate == Earlier.Fate.OPEN ? mapped.kind() : Kind.RESUMED, mapper.inspected());
            tally.found(mapped.kind(), 1);
            switch (fate) {
                case SETTLED -> settlements.resumed(mapped);
                case DOUBTFUL -> doubtful.add((Message) mapped);
                case OPEN -> carryOn(mapped, scan, repeats, outbox);
            }
        }
    }

    private void carryOn(Mapped row, Scan scan, Repeats repeats, Outbox outbox) {
        if (row instanceof Message message) {
            send(message, repeats, outbox);
        } else if (row instanceof Invalid invalid) {
            keep(invalid, scan.comparison());
        } else if (row instanceof Unchanged unchanged) {
            settlements.unchanged(unchanged);
        } else {
            note((Noted) row, outbox);
        }
    }

    private void note(Noted row, Outbox outbox) {
        if (staged) {
            outbox.gather(row);
            return;
        }
        settlements.noted(row);
    }

    /** An invalid row may be so because its key came before, and so that one is, too. */
    private void keep(Invalid row, Comparison comparison) {
        settlements.invalid(row);
        comparison.takenBack().ifPresent(ordinal -> {
            settlements.takenBack(new Invalid(ordinal, row.key(), TrackMapper.REPEATED_KEY, null));
            tally.found(Kind.UNCHANGED, -1);
        });
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

    private void show(Inspection inspection, Mapped row, Kind kind, Object[] values) {
        try {
            inspection.see(row, kind, values);
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
            if (!byKey()) {
                repeats.add(message.id());
            }
            sent = outbox.send(message);
        } finally {
            if (sent == Outbox.Sent.LEFT) {
                tally.left(1);
            }
        }
        if (sent == Outbox.Sent.DROPPED) {
            settlements.settled(List.of(new Receipt.Dropped(message)));
        }
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
                trouble.state(rows(), exhausted, held),
                rows(),
                byKey() ? Optional.of(tally.changes()) : Optional.empty(),
                nulled,
                repeated.count(),
                repeated.examples(),
                refused,
                traffic(),
                statement,
                trouble.worst(rows()));
    }
}
