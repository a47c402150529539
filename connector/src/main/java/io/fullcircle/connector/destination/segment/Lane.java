package io.fullcircle.connector.destination.segment;

import io.fullcircle.connector.mapping.Message;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Makes batches of some customers' messages, and sends them: what goes in leaves in the same order, one request at a
 * time. Its queue is unbounded; {@link Settlement} bounds what is in all lanes together.
 *
 * <p>The reader's thread enqueues, the timer's and the reader's flush.
 */
interface Lane {
    /**
     * Requests in flight. At Segment's allowance of 1,000 messages a second and 100 ms a request, one lane of batches
     * of 100 would do; more pay for slower answers and arranged allowances, and cost idle threads only.
     */
    int LANES = 4;

    /** Takes a message in. Never blocks. */
    void enqueue(Message message);

    /** Makes a batch of what has gathered. */
    void flush();

    /** Whether a batch waits for the connection. */
    boolean waits();

    /** Whether a request is being made, repeated or waits for its turn. */
    boolean busy();

    /** Ends its threads. Messages still inside are lost to it, so this comes after they are settled. */
    void close();

    /** How many messages a batch has: a queue that is full must hold a full batch in one lane at least. */
    static int batch(QueueSettings queue) {
        return Math.max(1, Math.min(queue.flushAt(), queue.capacity() / LANES));
    }

    /** The one thread of a lane that makes requests. */
    static ThreadPoolExecutor network(int number) {
        return new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> thread(task, "segment-" + number));
    }

    static boolean isBusy(ThreadPoolExecutor network) {
        return network.getActiveCount() > 0 || !network.getQueue().isEmpty();
    }

    static Thread thread(Runnable task, String name) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
