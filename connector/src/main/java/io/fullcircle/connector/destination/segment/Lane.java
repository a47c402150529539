package io.fullcircle.connector.destination.segment;

import com.segment.analytics.Analytics;
import com.segment.analytics.Callback;
import com.segment.analytics.messages.TrackMessage;
import io.fullcircle.connector.destination.Receipt;
import io.fullcircle.connector.mapping.Message;
import java.util.Date;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;

/**
 * One instance of analytics-java with one network thread: what goes in leaves in the same order, one request at a time.
 * The queues inside are unbounded; {@link Settlement} bounds what is in all lanes together.
 *
 * <p>The reader's thread enqueues, the timer's thread flushes.
 */
final class Lane {
    /** The library refuses less than a second, so its own timer is put out of the way (traps of 3.5.4). */
    private static final long LIBRARY_TIMER_HOURS = 24;

    private final Settlement settlement;
    private final ThreadPoolExecutor network;
    private final Analytics analytics;
    private final TrackMessage.Builder shell =
            TrackMessage.builder("row").userId("row").messageId("row").timestamp(new Date(0));
    private Envelope entering;

    /** @param lanes how many there are */
    Lane(int number, SegmentSettings settings, int lanes, OkHttpClient client, Settlement settlement) {
        this.settlement = settlement;
        this.network = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> thread(task, "segment-" + number));
        this.analytics = Analytics.builder(settings.writeKey().reveal())
                .setUploadURL(settings.batchUrl())
                .client(client)
                .networkExecutor(network)
                .threadFactory(task -> thread(task, "segment-queue-" + number))
                .gsonBuilder(Envelope.gson())
                .messageInterceptor(shell -> entering)
                .callback(new Strays())
                .flushQueueSize(batch(settings.queue(), lanes))
                .maximumQueueSizeInBytes(settings.queue().maxBatchBytes())
                .flushInterval(LIBRARY_TIMER_HOURS, TimeUnit.HOURS)
                .retries(1)
                .build();
    }

    /** A queue that is full must hold a full batch in one lane at least, or everything would wait for the timer. */
    private static int batch(QueueSettings queue, int lanes) {
        return Math.max(1, Math.min(queue.flushAt(), queue.capacity() / lanes));
    }

    private static Thread thread(Runnable task, String name) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Hands the message to the library, which swaps the shell for the envelope and puts it into its queue. */
    void enqueue(Message message) {
        entering = new Envelope(message);
        analytics.enqueue(shell);
    }

    /** Cuts a batch from what has gathered, unless earlier ones still wait for the connection. */
    void flush() {
        if (network.getQueue().isEmpty()) {
            analytics.flush();
        }
    }

    /** Whether a request is being made, repeated or waits for its turn. */
    boolean busy() {
        return network.getActiveCount() > 0 || !network.getQueue().isEmpty();
    }

    /** Ends the library's threads. Messages still inside are lost to it, so this comes after they are settled. */
    void close() {
        analytics.shutdown();
    }

    /** Settles what the library gave up without a request, so that nothing that was taken goes unaccounted. */
    private final class Strays implements Callback {
        @Override
        public void success(com.segment.analytics.messages.Message message) {}

        @Override
        public void failure(com.segment.analytics.messages.Message message, Throwable cause) {
            var envelope = (Envelope) message;
            if (!envelope.settled()) {
                envelope.markSettled();
                settlement.stop(new IllegalStateException("analytics-java gave up a message: " + cause, cause));
                settlement.settle(List.of(new Receipt.Left(envelope.message())));
            }
        }
    }
}
