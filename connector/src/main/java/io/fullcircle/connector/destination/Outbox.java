package io.fullcircle.connector.destination;

import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.connector.mapping.Mapped;
import io.fullcircle.connector.mapping.Message;
import io.fullcircle.connector.mapping.Noted;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/**
 * Stands in front of a destination: what the full queue refuses waits in the spool and is offered again, always in the
 * order read. While anything waits, later messages queue up behind it, so that no customer's rows overtake each other.
 * The reader's thread moves messages on from the spool, as many as the queue takes, at every row; there is no other
 * thread.
 *
 * <p>Confined to the reader's thread, but for {@link #refused()}. Calls throw {@link
 * io.fullcircle.connector.base.EnvironmentException} when the spool fails.
 */
public final class Outbox {
    private final Destination destination;
    private final Spool spool;
    private final WhenFull whenFull;
    private final BooleanSupplier goesOn;
    private final AtomicLong refused = new AtomicLong();
    private boolean gathering;
    private boolean dry;
    private long calls;
    private long notes;
    private long unkept;
    private long needed;

    /** What happens to a message that the queue has no room for. */
    public enum WhenFull {
        /** The reader waits for the queue. */
        WAIT,
        /** It is spooled; when the spool is full the reader waits. */
        SPOOL_OR_WAIT,
        /** It is spooled; when the spool is full it is dropped. */
        SPOOL_OR_DROP
    }

    /** Where a message went. */
    public enum Sent {
        /** To the destination, which settles it. */
        ON,
        /** Into the spool. */
        SPOOLED,
        /** Nowhere: queue and spool are full, and that is what they were told to do. */
        DROPPED,
        /** Nowhere: delivery has stopped, or the run is to end. */
        LEFT
    }

    /** @param goesOn false when nothing more is to be sent: waiting ends, and what waits in the spool stays there */
    public Outbox(Destination destination, Spool spool, WhenFull whenFull, BooleanSupplier goesOn) {
        this.destination = destination;
        this.spool = spool;
        this.whenFull = whenFull;
        this.goesOn = goesOn;
    }

    /**
     * From here on every message is kept, and none is sent before {@link #release}.
     *
     * @param countOnly whether they are never to be sent, so that counting them is enough
     */
    public void gather(boolean countOnly) {
        gathering = true;
        dry = countOnly;
    }

    /**
     * Lets go what was gathered; {@link #empty} sends it.
     *
     * @throws EnvironmentException when the spool had no room for all of it: waiting for some wouldn't end
     */
    public void release() {
        if (unkept > 0) {
            long megabytes = needed / (1 << 20) + 1;
            throw new EnvironmentException(
                    "the calls of this run need %d MB of the disk until all rows are read, and queue.spool.max is %d MB"
                            .formatted(megabytes, spool.capacity() / (1 << 20)),
                    "write `queue: {spool: {max: %dMB}}`".formatted(megabytes + megabytes / 10 + 1));
        }
        gathering = false;
    }

    /** Keeps a row that isn't to be sent in its place among the messages. */
    public void gather(Noted row) {
        notes++;
        keep(row, row.message());
    }

    private void keep(Mapped row, Message message) {
        needed += Spool.length(message);
        if (dry || unkept > 0 || !spool.append(row)) {
            unkept++;
        }
    }

    /**
     * Takes rows out of what was gathered; the others stay in their order.
     *
     * @param ordinals which
     * @param taker gets each of them that is kept
     */
    public void takeOut(LongPredicate ordinals, Consumer<Mapped> taker) {
        for (long i = spool.size(); i > 0; i--) {
            Mapped row = spool.first();
            spool.removeFirst();
            if (ordinals.test(row.ordinal())) {
                gone(row);
                taker.accept(row);
            } else {
                spool.append(row);
            }
        }
    }

    /** Forgets so many of the messages that were only counted. */
    public void discount(long messages) {
        calls -= messages;
        unkept -= messages;
    }

    private void gone(Mapped row) {
        if (row instanceof Message) {
            calls--;
        } else {
            notes--;
        }
    }

    /** Sends the message on, or keeps it to be sent later. */
    public Sent send(Message message) {
        if (gathering) {
            calls++;
            keep(message, message);
            return Sent.SPOOLED;
        }
        pump();
        if (spool.isEmpty() && destination.offer(message)) {
            return Sent.ON;
        }
        refused.incrementAndGet();
        if (whenFull == WhenFull.WAIT) {
            return destination.put(message, goesOn) ? Sent.ON : Sent.LEFT;
        }
        while (!spool.append(message)) {
            if (whenFull == WhenFull.SPOOL_OR_DROP) {
                return Sent.DROPPED;
            }
            if (!moveOneOn(ignored -> {})) {
                return Sent.LEFT;
            }
        }
        calls++;
        return Sent.SPOOLED;
    }

    /** Offers what waits for as long as the queue takes it. Doesn't block. */
    private void pump() {
        while (spool.first() instanceof Message message && destination.offer(message)) {
            removeFirst();
        }
    }

    private boolean moveOneOn(Consumer<Noted> taker) {
        if (!goesOn.getAsBoolean()) {
            return false;
        }
        if (spool.first() instanceof Noted row) {
            removeFirst();
            taker.accept(row);
            return true;
        }
        boolean taken = destination.put((Message) spool.first(), goesOn);
        if (taken) {
            removeFirst();
        }
        return taken;
    }

    private void removeFirst() {
        gone(spool.first());
        spool.removeFirst();
    }

    /**
     * Sends on everything that waits and isn't being gathered, unless delivery stops or the run is to end.
     *
     * @param taker gets the rows between the messages that aren't to be sent
     */
    public void empty(Consumer<Noted> taker) {
        boolean going = !gathering;
        while (going && !spool.isEmpty()) {
            going = moveOneOn(taker);
        }
    }

    /** How many messages the queue had no room for at once. Any thread. */
    public long refused() {
        return refused.get();
    }

    /** How many messages wait; those that the spool had no room for while they were gathered, too. */
    public long waiting() {
        return calls;
    }

    /** How many rows wait that aren't to be sent. */
    public long notes() {
        return notes;
    }
}
