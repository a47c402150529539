package io.fullcircle.benchmark;

import com.segment.analytics.Analytics;
import com.segment.analytics.Callback;
import com.segment.analytics.messages.Message;
import com.segment.analytics.messages.TrackMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import okio.GzipSink;
import okio.Okio;

/**
 * Segment's analytics-java by itself: used well, which is without Nagle's algorithm, in batches of a hundred and with
 * two network threads whose queue is bounded, or as its README shows it.
 *
 * <p>Arguments: the rows' file, the receiver's address, {@code plain}, {@code gzip} or {@code readme}.
 */
final class Library {
    private static final int NETWORK_THREADS = 2;
    private static final int BATCH = 100;

    private Library() {}

    public static void main(String[] arguments) throws Exception {
        var settled = new Settled();
        var analytics = arguments[2].equals("readme")
                ? Analytics.builder("benchmark")
                        .endpoint(arguments[1])
                        .callback(settled)
                        .build()
                : usedWell(arguments[1], arguments[2].equals("gzip"), settled);
        try (var rows = Rows.open(Path.of(arguments[0]))) {
            enqueue(rows, analytics, settled);
        }
        analytics.flush();
        settled.await();
        analytics.shutdown();
        System.exit(0);
    }

    private static Analytics usedWell(String address, boolean gzip, Callback settled) {
        var client = new OkHttpClient.Builder().socketFactory(new NoDelay()).readTimeout(60, TimeUnit.SECONDS);
        if (gzip) {
            client.addInterceptor(Library::compressed);
        }
        return Analytics.builder("benchmark")
                .setUploadURL(address + "/v1/batch")
                .client(client.build())
                .networkExecutor(bounded())
                .flushQueueSize(BATCH)
                .queueCapacity(10_000)
                .callback(settled)
                .build();
    }

    /** Makes the library wait where it would fill an endless queue. */
    private static ExecutorService bounded() {
        return new ThreadPoolExecutor(
                NETWORK_THREADS,
                NETWORK_THREADS,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(NETWORK_THREADS),
                (task, pool) -> {
                    try {
                        pool.getQueue().put(task);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    private static void enqueue(Rows rows, Analytics analytics, Settled settled) throws IOException {
        List<Rows.Property> properties = rows.properties();
        var batch = new Rows.Batch();
        while (rows.next(batch, BATCH)) {
            ByteBuffer bytes = batch.bytes();
            for (int i = 0; i < batch.size(); i++) {
                String customer = Long.toString(bytes.getLong());
                Map<String, Object> values = new LinkedHashMap<>();
                for (var property : properties) {
                    values.put(
                            property.name(),
                            property.kind() == Rows.Kind.NUMBER ? (Object) bytes.getDouble() : Rows.text(bytes));
                }
                settled.enqueued();
                analytics.enqueue(TrackMessage.builder("Sales Forecast")
                        .messageId("row-" + (batch.first() + i))
                        .userId(customer)
                        .timestamp(new Date(bytes.getLong()))
                        .properties(values));
            }
        }
    }

    /** As Segment's documentation of the library shows it, at level 1. */
    private static Response compressed(Interceptor.Chain chain) throws IOException {
        RequestBody body = chain.request().body();
        var compressed = new RequestBody() {
            @Override
            public MediaType contentType() {
                return body.contentType();
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                var gzip = new GzipSink(sink);
                gzip.deflater().setLevel(1);
                try (BufferedSink out = Okio.buffer(gzip)) {
                    body.writeTo(out);
                }
            }
        };
        return chain.proceed(chain.request()
                .newBuilder()
                .header("Content-Encoding", "gzip")
                .post(compressed)
                .build());
    }

    /** Counts calls until each has its answer. */
    private static final class Settled implements Callback {
        private final AtomicReference<Throwable> failed = new AtomicReference<>();
        private final Counter open = new Counter();

        void enqueued() {
            open.add(1);
        }

        @Override
        public void success(Message message) {
            open.add(-1);
        }

        @Override
        public void failure(Message message, Throwable cause) {
            failed.compareAndSet(null, cause);
            open.add(-1);
        }

        void await() throws InterruptedException {
            open.awaitZero();
            if (failed.get() != null) {
                throw new IllegalStateException("a call failed", failed.get());
            }
        }
    }

    /** How many are open. */
    private static final class Counter {
        private long count;

        synchronized void add(int more) {
            count += more;
            if (count == 0) {
                notifyAll();
            }
        }

        synchronized void awaitZero() throws InterruptedException {
            while (count > 0) {
                wait();
            }
        }
    }
}
