package io.fullcircle.pipelines.receiver;

import io.fullcircle.pipelines.receiver.ReceiverStats.Requests;
import io.fullcircle.pipelines.receiver.ReceiverStats.Timing;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** Counts requests; entered by all of the server's threads. A request is counted before its answer is sent. */
final class Tally {
    private final LongSupplier nanoTime;
    private final TreeMap<Integer, Long> byStatus = new TreeMap<>();
    private final Map<Refusal.Why, Long> rejected = new EnumMap<>(Refusal.Why.class);
    private final BitSet ports = new BitSet();
    private long unanswered;
    private long bytes;
    private long jsonBytes;
    private boolean begun;
    private long first;
    private long last;

    Tally(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A request has arrived from this port. */
    synchronized void arrived(int port) {
        last = nanoTime.getAsLong();
        if (!begun) {
            begun = true;
            first = last;
        }
        ports.set(port);
    }

    /** Its body has been read. */
    synchronized void read(long bytes, long jsonBytes) {
        this.bytes += bytes;
        this.jsonBytes += jsonBytes;
    }

    synchronized void rejected(Refusal.Why why) {
        rejected.merge(why, 1L, Long::sum);
    }

    synchronized void answered(int status) {
        byStatus.merge(status, 1L, Long::sum);
        last = nanoTime.getAsLong();
    }

    synchronized void unanswered() {
        unanswered++;
        last = nanoTime.getAsLong();
    }

    synchronized Requests requests() {
        var why = new LinkedHashMap<String, Long>();
        rejected.forEach((reason, count) -> why.put(reason.text(), count));
        var answered = sum(byStatus);
        return new Requests(
                answered + unanswered, byStatus, unanswered, sum(rejected), why, bytes, jsonBytes, ports.cardinality());
    }

    synchronized Timing timing(long accepted) {
        if (!begun) {
            return new Timing(0, 0, 0, 0);
        }
        var now = nanoTime.getAsLong();
        var seconds = seconds(first, last);
        return new Timing(seconds, seconds(first, now), seconds(last, now), seconds == 0 ? 0 : accepted / seconds);
    }

    synchronized void forget() {
        byStatus.clear();
        rejected.clear();
        ports.clear();
        unanswered = 0;
        bytes = 0;
        jsonBytes = 0;
        begun = false;
    }

    private static double seconds(long from, long to) {
        return (to - from) / 1e9;
    }

    private static long sum(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
