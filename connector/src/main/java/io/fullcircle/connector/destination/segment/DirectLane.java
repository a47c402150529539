package io.fullcircle.connector.destination.segment;

import io.fullcircle.connector.mapping.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadPoolExecutor;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/**
 * Gathers messages until they make a batch, by number, by bytes or by the timer, and hands each batch as a whole to the
 * one thread that makes requests.
 */
final class DirectLane implements Lane {
    /** Segment doesn't say whether its 500 KB are 500,000 bytes or 512,000: a batch stays clear of both. */
    private static final int CLEAR = 480_000;

    private final ThreadPoolExecutor network;
    private final BatchSender sender;
    private final BatchSender.Way way;
    private final int mostMessages;
    private final long mostBytes;
    private List<Message> gathered;
    private long bytes;

    DirectLane(int number, SegmentSettings settings, OkHttpClient client, BatchSender sender) {
        this.network = Lane.network(number);
        this.sender = sender;
        this.way = new BatchSender.Way(
                request -> client.newCall(request).execute(),
                request(settings),
                BatchBody.closing(settings.writeKey(), context()));
        this.mostMessages = Lane.batch(settings.queue());
        this.mostBytes = Math.min(settings.queue().maxBatchBytes(), CLEAR) - BatchBody.frame(way.closing());
        this.gathered = new ArrayList<>(mostMessages);
    }

    private static Request request(SegmentSettings settings) {
        return new Request.Builder()
                .url(settings.batchUrl())
                .header("User-Agent", "full-circle/" + version())
                .build();
    }

    private static String context() {
        return "{\"library\":{\"name\":\"full-circle\",\"version\":\"" + version() + "\"}}";
    }

    private static String version() {
        String packaged = DirectLane.class.getPackage().getImplementationVersion();
        return packaged == null ? "unpackaged" : packaged;
    }

    @Override
    public synchronized void enqueue(Message message) {
        int more = message.json().length + 1;
        if (bytes + more > mostBytes) {
            cut();
        }
        gathered.add(message);
        bytes += more;
        if (gathered.size() == mostMessages) {
            cut();
        }
    }

    @Override
    public synchronized void flush() {
        cut();
    }

    @Override
    public boolean waits() {
        return !network.getQueue().isEmpty();
    }

    private void cut() {
        if (gathered.isEmpty()) {
            return;
        }
        List<Message> batch = gathered;
        gathered = new ArrayList<>(mostMessages);
        bytes = 0;
        network.execute(() -> sender.send(way, batch));
    }

    @Override
    public boolean busy() {
        return Lane.isBusy(network);
    }

    @Override
    public void close() {
        network.shutdown();
    }
}
