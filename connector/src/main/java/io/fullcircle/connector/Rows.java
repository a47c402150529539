package io.fullcircle.connector;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where the rows of a run are: each row read is in exactly one bucket.
 *
 * @param read rows scanned
 * @param delivered the destination accepted it
 * @param rejected the destination refused this message
 * @param invalid never sent: no id, too large, wrong type
 * @param filtered a row operator dropped it
 * @param unchanged the sync mode found nothing new
 * @param held the guard stopped it
 * @param dropped refused by the full queue and not sent again
 * @param inDoubt sent, no answer known
 * @param resumed read again after an interruption, but settled before it
 * @param left read and not settled when the run ended; the next run takes it up
 */
public record Rows(
        long read,
        long delivered,
        long rejected,
        long invalid,
        long filtered,
        long unchanged,
        long held,
        long dropped,
        long inDoubt,
        long resumed,
        long left) {

    /** Nothing was read. */
    public static final Rows NONE = new Rows(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** The buckets by the name that reports use, in their order, zeros too; without {@code read}. */
    public Map<String, Long> buckets() {
        var buckets = new LinkedHashMap<String, Long>();
        buckets.put("delivered", delivered);
        buckets.put("rejected", rejected);
        buckets.put("invalid", invalid);
        buckets.put("filtered", filtered);
        buckets.put("unchanged", unchanged);
        buckets.put("held", held);
        buckets.put("dropped", dropped);
        buckets.put("in_doubt", inDoubt);
        buckets.put("resumed", resumed);
        buckets.put("left", left);
        return buckets;
    }

    /** The law of conservation: nothing that was read is unaccounted for, and nothing is counted twice. */
    public boolean addUp() {
        return read == buckets().values().stream().mapToLong(Long::longValue).sum();
    }

    /** {@code read 3 = delivered 2 + rejected 1 + …}, every bucket named. */
    public String sum() {
        return buckets().entrySet().stream()
                .map(bucket -> bucket.getKey() + " " + bucket.getValue())
                .collect(Collectors.joining(" + ", "read " + read + " = ", ""));
    }
}
