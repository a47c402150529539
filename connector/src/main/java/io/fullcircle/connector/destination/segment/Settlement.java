package io.fullcircle.connector.destination.segment;

import io.fullcircle.connector.destination.Receipt;
import io.fullcircle.connector.destination.Receipts;
import io.fullcircle.connector.mapping.Message;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The admission window: how many messages may be taken and not settled, and whether delivery has stopped. It stands in
 * front of the lanes, whose queues are unbounded: those of analytics-java in spite of a capacity of its own, since its
 * looper empties the bounded queue into an unbounded one.
 *
 * <p>One thread takes; the lanes' threads settle; any thread stops.
 */
final class Settlement implements Pause {
    /** Messages may be of 32 KB and the heap small: what is in the window has a quarter of it, whatever its capacity. */
    private static final long MOST_BYTES = Runtime.getRuntime().maxMemory() / 4;

    /** A message's objects beside its bytes, in the window and in analytics-java's queues. */
    private static final int OVERHEAD = 400;

    private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final int capacity;
    private final Semaphore room;
    private final Receipts receipts;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final AtomicReference<RuntimeException> why = new AtomicReference<>();
    private final AtomicLong bytes = new AtomicLong();
    private volatile int peak;
    private volatile long settled;

    Settlement(int capacity, Receipts receipts) {
        this.capacity = capacity;
        this.room = new Semaphore(capacity);
        this.receipts = receipts;
    }

    /** Takes this message in if there is room and delivery goes on. */
    boolean tryTake(Message message) {
        if (stop.getCount() == 0 || !fits(message) || !room.tryAcquire()) {
            return false;
        }
        taken(message);
        return true;
    }

    /** Waits at most this long for room. */
    boolean take(Message message, long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        while (stop.getCount() > 0 && !fits(message)) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            synchronized (this) {
                TimeUnit.NANOSECONDS.timedWait(this, Math.min(left, WAIT_NANOS));
            }
        }
        if (stop.getCount() == 0 || !room.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        taken(message);
        return true;
    }

    private boolean fits(Message message) {
        long now = bytes.get();
        return now == 0 || now + size(message) <= MOST_BYTES;
    }

    private void taken(Message message) {
        bytes.addAndGet(size(message));
        notePeak();
    }

    private static long size(Message message) {
        return message.json().length + OVERHEAD;
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
            batch.forEach(receipt -> bytes.addAndGet(-size(receipt.message())));
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
