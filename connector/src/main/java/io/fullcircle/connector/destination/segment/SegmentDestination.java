package io.fullcircle.connector.destination.segment;

import io.fullcircle.connector.destination.Destination;
import io.fullcircle.connector.destination.Receipts;
import io.fullcircle.connector.mapping.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import okhttp3.OkHttpClient;

/**
 * Segment's HTTP source. A message passes {@link Settlement} (is there room?), a {@link Lane} (queue and batches, in the
 * order of its customer) and {@link BatchSender} (the request, its repetition, the answer), which settles it. What a
 * lane is made of is the transport's affair; all else is common to both.
 *
 * <p>One thread offers, puts and drains. Threads of its own: per lane one for the network, with analytics-java two more;
 * one for receipts, and one timer.
 */
public final class SegmentDestination implements Destination {
    private static final long STALL_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Settlement settlement;
    private final OkHttpClient client;
    private final BatchSender sender;
    private final List<Lane> lanes = new ArrayList<>();
    private final ScheduledExecutorService timer;
    private long lastSettled;
    private long lastMove = System.nanoTime();

    /**
     * @param base carries proxy and trust; everything else is set here. It is not closed.
     * @param receipts hears of every message taken
     */
    public SegmentDestination(SegmentSettings settings, OkHttpClient base, Receipts receipts) {
        this(settings, base, receipts, UnaryOperator.identity());
    }

    /** @param time between this destination and its waits, which end when delivery stops */
    SegmentDestination(SegmentSettings settings, OkHttpClient base, Receipts receipts, UnaryOperator<Pause> time) {
        this.settlement = new Settlement(settings.queue().capacity(), receipts);
        this.sender = new BatchSender(settings, new Attempts(settings, time.apply(settlement)), settlement);
        this.client =
                HttpClients.forBatches(base, settings.delivery(), Lane.LANES).build();
        for (int number = 0; number < Lane.LANES; number++) {
            lanes.add(lane(number, settings));
        }
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "segment-flush");
            thread.setDaemon(true);
            return thread;
        });
        long interval = settings.queue().flushInterval().toNanos();
        timer.scheduleAtFixedRate(this::flushIdle, interval, interval, TimeUnit.NANOSECONDS);
    }

    private Lane lane(int number, SegmentSettings settings) {
        return switch (settings.delivery().transport()) {
            case DIRECT -> new DirectLane(number, settings, client, sender);
            case ANALYTICS_JAVA -> {
                var intercepted = client.newBuilder().addInterceptor(new AnalyticsCall(settings, sender, settlement));
                yield new AnalyticsLane(number, settings, intercepted.build(), settlement);
            }
        };
    }

    @Override
    public boolean offer(Message message) {
        if (!settlement.tryTake(message)) {
            return false;
        }
        enqueue(message);
        return true;
    }

    @Override
    public boolean put(Message message, BooleanSupplier goesOn) {
        try {
            while (!settlement.take(message, SLICE_NANOS)) {
                if (settlement.stopped().isPresent() || !goesOn.getAsBoolean() || stalled()) {
                    return false;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abandon();
            return false;
        }
        enqueue(message);
        return true;
    }

    private void enqueue(Message message) {
        lastMove = System.nanoTime();
        lane(message).enqueue(message);
    }

    private Lane lane(Message message) {
        return lanes.get(Math.floorMod(message.lane(), Lane.LANES));
    }

    /** Where batches wait for the connection, what has gathered may wait for more. */
    private void flushIdle() {
        lanes.stream().filter(lane -> !lane.waits()).forEach(Lane::flush);
    }

    private void flush() {
        lanes.forEach(Lane::flush);
    }

    @Override
    public void drain() {
        flush();
        try {
            while (!settlement.awaitEmpty(SLICE_NANOS) && !stalled()) {
                flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abandon();
        }
    }

    /**
     * Whether a lane has died: analytics-java's looper, when it ends, takes its queue with it, silently. Then nothing
     * moves and nobody is busy; what is in there can't be accounted for, and delivery stops as a defect.
     */
    private boolean stalled() {
        boolean busy = settlement.isRecording() || lanes.stream().anyMatch(Lane::busy);
        if (settlement.settled() != lastSettled || busy) {
            lastSettled = settlement.settled();
            lastMove = System.nanoTime();
            return false;
        }
        if (System.nanoTime() - lastMove < STALL_NANOS) {
            return false;
        }
        settlement.stop(
                new IllegalStateException(settlement.taken() + " messages are in the queue and nothing sends them"));
        return true;
    }

    @Override
    public void stop(RuntimeException reason) {
        settlement.stop(reason);
    }

    @Override
    public void abandon() {
        settlement.stop(new CancellationException("delivery was broken off"));
        client.dispatcher().cancelAll();
    }

    @Override
    public Optional<RuntimeException> stopped() {
        return settlement.stopped();
    }

    @Override
    public Traffic traffic() {
        return new Traffic(
                settlement.taken(),
                settlement.peak(),
                sender.requests(),
                sender.retried(),
                sender.bytes(),
                sender.slowest());
    }

    @Override
    public void close() {
        if (settlement.taken() > 0) {
            abandon();
            drain();
        }
        timer.shutdownNow();
        lanes.forEach(Lane::close);
        settlement.close();
        client.connectionPool().evictAll();
    }
}
