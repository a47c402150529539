package io.fullcircle.connector.destination.segment;

import com.segment.analytics.Analytics;
import com.segment.analytics.Callback;
import com.segment.analytics.messages.TrackMessage;
import io.fullcircle.connector.destination.Receipt;
import io.fullcircle.connector.mapping.Message;
import java.util.Date;
import java.util.List;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;

/** One instance of analytics-java with one network thread. */
final class AnalyticsLane implements Lane {
    /** The library refuses less than a second, so its own timer is put out of the way (traps of 3.5.4). */
    private static final long LIBRARY_TIMER_HOURS = 24;

    private final Settlement settlement;
    private final ThreadPoolExecutor network;
    private final Analytics analytics;
    private final TrackMessage.Builder shell =
            TrackMessage.builder("row").userId("row").messageId("row").timestamp(new Date(0));
    private Envelope entering;

    /** @param client with an {@link AnalyticsCall} */
    AnalyticsLane(int number, SegmentSettings settings, OkHttpClient client, Settlement settlement) {
        this.settlement = settlement;
        this.network = Lane.network(number);
        this.analytics = Analytics.builder(settings.writeKey().reveal())
                .setUploadURL(settings.batchUrl())
                .client(client)
                .networkExecutor(network)
                .threadFactory(task -> Lane.thread(task, "segment-queue-" + number))
                .gsonBuilder(Envelope.gson())
                .messageInterceptor(shell -> entering)
                .callback(new Strays())
                .flushQueueSize(Lane.batch(settings.queue()))
                .maximumQueueSizeInBytes(settings.queue().maxBatchBytes())
                .flushInterval(LIBRARY_TIMER_HOURS, TimeUnit.HOURS)
                .retries(1)
                .build();
    }

    /** Hands the message to the library, which swaps the shell for the envelope and puts it into its queue. */
    @Override
    public void enqueue(Message message) {
        entering = new Envelope(message);
        analytics.enqueue(shell);
    }

    @Override
    public void flush() {
        analytics.flush();
    }

    @Override
    public boolean waits() {
        return !network.getQueue().isEmpty();
    }

    @Override
    public boolean busy() {
        return Lane.isBusy(network);
    }

    @Override
    public void close() {
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
