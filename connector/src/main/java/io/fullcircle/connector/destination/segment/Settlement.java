package io.fullcircle.connector.destination.segment;

import io.fullcircle.connector.destination.Receipt;
import io.fullcircle.connector.destination.Receipts;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The admission window: how many messages may be taken and not settled, and whether delivery has stopped. It stands in
 * front of analytics-java because the library's own capacity doesn't bound anything: its looper empties that queue into
 * an unbounded one.
 *
 * <p>One thread takes; the lanes' threads settle; any thread stops.
 */
final class Settlement implements Pause {
    private final int capacity;
    private final Semaphore room;
    private final Receipts receipts;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final AtomicReference<RuntimeException> why = new AtomicReference<>();
    private volatile int peak;
    private volatile long settled;

    Settlement(int capacity, Receipts receipts) {
        this.capacity = capacity;
        this.room = new Semaphore(capacity);
        this.receipts = receipts;
    }

    /** Takes one message in if there is room and delivery goes on. */
    boolean tryTake() {
        if (stop.getCount() == 0 || !room.tryAcquire()) {
            return false;
        }
        notePeak();
        return true;
    }

    /** Waits at most this long for room. */
    boolean take(long nanos) {
        try {
            if (stop.getCount() == 0 || !room.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        notePeak();
        return true;
    }

    private void notePeak() {
        int taken = taken();
        if (taken > peak) {
            peak = taken;
        }
    }

    /** Hands the receipts on, and makes room. Receipts are handed on one list at a time. */
    void settle(List<Receipt> batch) {
        synchronized (this) {
            try {
                receipts.settled(batch);
            } catch (RuntimeException e) {
                stop(e);
            }
            settled += batch.size();
            room.release(batch.size());
            notifyAll();
        }
    }

    /** Stops delivery; the first reason counts. */
    void stop(RuntimeException reason) {
        why.compareAndSet(null, reason);
        stop.countDown();
        synchronized (this) {
            notifyAll();
        }
    }

    Optional<RuntimeException> stopped() {
        return Optional.ofNullable(why.get());
    }

    /** Waits at most this long for the window to be empty. */
    synchronized boolean awaitEmpty(long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        while (taken() > 0) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    /** Messages taken and not settled. */
    int taken() {
        return capacity - room.availablePermits();
    }

    int peak() {
        return peak;
    }

    /** Messages settled so far. */
    long settled() {
        return settled;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public boolean await(long nanos) {
        try {
            return !stop.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
