package io.fullcircle.pipelines.receiver;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a receiver has seen since its start, or since everything was forgotten.
 *
 * @param faults how often each present fault struck, by its spec
 */
public record ReceiverStats(Messages messages, Requests requests, Timing timing, Map<String, Long> faults) {

    public ReceiverStats {
        faults = Collections.unmodifiableMap(new LinkedHashMap<>(faults));
    }

    /**
     * Messages of batches that were not refused.
     *
     * @param accepted all that were taken: {@code unique + duplicates}
     * @param unique different message ids among them
     * @param duplicates those whose id had been there before
     * @param conflicting the duplicates whose content, {@code sentAt} aside, isn't that of the first
     * @param ignored answered with 200, but not taken
     * @param ignoredWhy the same by reason
     */
    public record Messages(
            long accepted, long unique, long duplicates, long conflicting, long ignored, Map<String, Long> ignoredWhy) {

        public Messages {
            ignoredWhy = Collections.unmodifiableMap(new LinkedHashMap<>(ignoredWhy));
        }
    }

    /**
     * Requests that send messages, or try to.
     *
     * @param total answered or not
     * @param byStatus the answered ones
     * @param unanswered connections that a fault closed without an answer
     * @param rejected requests refused by Segment's rules, whose messages were not taken
     * @param rejectedWhy the same by reason
     * @param bytes of the bodies as they came
     * @param jsonBytes of the bodies after decompression
     * @param connections different ports of clients, which is connections as long as none is used twice
     */
    public record Requests(
            long total,
            SortedMap<Integer, Long> byStatus,
            long unanswered,
            long rejected,
            Map<String, Long> rejectedWhy,
            long bytes,
            long jsonBytes,
            int connections) {

        public Requests {
            byStatus = Collections.unmodifiableSortedMap(new TreeMap<>(byStatus));
            rejectedWhy = Collections.unmodifiableMap(new LinkedHashMap<>(rejectedWhy));
        }
    }

    /**
     * All zero before the first request.
     *
     * @param seconds from the first request's arrival to the last one's answer
     * @param sinceFirst seconds since the first request arrived
     * @param sinceLast seconds since the last one was answered
     * @param messagesPerSecond accepted messages in these seconds
     */
    public record Timing(double seconds, double sinceFirst, double sinceLast, double messagesPerSecond) {}

    /** One JSON object on one line: what {@code GET /stats} answers. */
    public String toJson() {
        return StatsJson.write(this);
    }

    /** One line for people. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d messages in %,d requests: %,d unique, %,d duplicates (%,d of them with other content), %,d ignored;"
                        + " %,d requests rejected, %,d left without an answer",
                messages.accepted + messages.ignored,
                requests.total,
                messages.unique,
                messages.duplicates,
                messages.conflicting,
                messages.ignored,
                requests.rejected,
                requests.unanswered);
    }
}
