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
 * <p>One thread takes; the lanes' threads settle; any thread stops. A thread of its own hands receipts on.
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
    private final Registrar registrar;
    private volatile boolean awaited;
    private volatile int peak;
    private volatile long settled;

    Settlement(int capacity, Receipts receipts) {
        this.capacity = capacity;
        this.room = new Semaphore(capacity);
        this.receipts = receipts;
        this.registrar = new Registrar(this::record, this::isAwaited);
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
        if (room.availablePermits() == 0) {
            registrar.hurry();
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

    /** Has the receipts handed on, after those that were given before, and then makes room. Doesn't wait for that. */
    void settle(List<Receipt> batch) {
        registrar.add(batch);
    }

    private boolean isAwaited() {
        return awaited || room.availablePermits() == 0 || stop.getCount() == 0;
    }

    private void record(List<Receipt> batch) {
        try {
            receipts.settled(batch);
        } catch (RuntimeException e) {
            stop(e);
        } catch (Error e) {
            stop(new IllegalStateException("receipts could not be kept: " + e, e));
        }
        long given = 0;
        for (Receipt receipt : batch) {
            given += size(receipt.message());
        }
        bytes.addAndGet(-given);
        synchronized (this) {
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
        registrar.hurry();
    }

    Optional<RuntimeException> stopped() {
        return Optional.ofNullable(why.get());
    }

    /** Waits at most this long for the window to be empty. From the first call on no receipt waits for others. */
    synchronized boolean awaitEmpty(long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        awaited = true;
        registrar.hurry();
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

    /** Whether receipts are being handed on, or wait for it. */
    boolean isRecording() {
        return registrar.isBusy();
    }

    /** Ends its thread; what was taken is settled by then. */
    void close() {
        registrar.close();
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
