package io.fullcircle.connector.destination.segment;

import io.fullcircle.connector.destination.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Hands receipts on from one thread of its own, in the order given, those of several batches together where they come
 * fast: a ledger's transaction costs much the same for a hundred rows and for a thousand. A receipt waits {@value
 * #PAUSE_MILLIS} ms at most while the ledger is quick, and not at all when the former ones are longer ago, or somebody
 * waits for them.
 *
 * <p>Any thread gives receipts, and waits where {@value #MOST} batches are not yet handed on: that many, and those that
 * the lanes have under way, are what a kill leaves unrecorded at most.
 */
final class Registrar {
    private static final int PAUSE_MILLIS = 5;

    /** Batches in one transaction: at 1,200 a second some six come in a pause. */
    private static final int MOST = 8;

    private final LinkedBlockingQueue<List<Receipt>> batches = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(MOST);
    private final Consumer<List<Receipt>> taker;
    private final BooleanSupplier awaited;
    private final Thread thread = Lane.thread(this::run, "segment-receipts");
    private volatile boolean handing;
    private volatile boolean closed;

    /**
     * @param taker is called by the registrar's thread, and throws nothing
     * @param awaited whether somebody waits for receipts; where that begins, {@link #hurry()} is called
     */
    Registrar(Consumer<List<Receipt>> taker, BooleanSupplier awaited) {
        this.taker = taker;
        this.awaited = awaited;
        thread.start();
    }

    void add(List<Receipt> receipts) {
        room.acquireUninterruptibly();
        batches.add(receipts);
        if (room.availablePermits() == 0) {
            hurry();
        }
    }

    boolean isBusy() {
        return handing || !batches.isEmpty();
    }

    /** Ends a pause. */
    void hurry() {
        LockSupport.unpark(thread);
    }

    private void run() {
        long last = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS);
        try {
            while (!closed) {
                List<List<Receipt>> some = new ArrayList<>();
                some.add(batches.take());
                handing = true;
                pause(last);
                batches.drainTo(some);
                taker.accept(some.size() == 1 ? some.get(0) : joined(some));
                room.release(some.size());
                handing = false;
                last = System.nanoTime();
            }
        } catch (InterruptedException e) {
            // It was closed: nothing is left to be handed on.
        }
    }

    private void pause(long last) {
        long due = last + TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS);
        for (long left = due - System.nanoTime(); left > 0 && !isHurried(); left = due - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
    }

    /** Whether nothing more can come, or somebody waits for what there is. */
    private boolean isHurried() {
        return room.availablePermits() == 0 || awaited.getAsBoolean();
    }

    private static List<Receipt> joined(List<List<Receipt>> some) {
        List<Receipt> all = new ArrayList<>(some.stream().mapToInt(List::size).sum());
        some.forEach(all::addAll);
        return all;
    }

    /** Ends the thread. Receipts that were given are handed on before, which {@link Settlement} sees to. */
    void close() {
        closed = true;
        thread.interrupt();
    }
}
