package io.fullcircle.pipelines.receiver;

/**
 * The ids seen, each with a hash of its content, in primitives: about 25 bytes an id, 250 MB for ten million. No id is
 * kept in full; two of ten million are taken for one with a probability below 10<sup>-17</sup>, and a changed content
 * is missed once in four billion times.
 *
 * <p>The first ten bits of an id's 128 choose one of 1,024 tables, 96 others tell it from its neighbours there. Small
 * tables grow one by one, so that growing never needs much more memory than is used already, nor an array so large that
 * the collector treats it apart. Not thread-safe.
 */
final class IdSet {
    private static final int TABLES = 1 << 10;
    private static final int FIRST_CAPACITY = 16;

    private final long[][] tables = new long[TABLES][];
    private final int[] sizes = new int[TABLES];
    private long size;

    enum Seen {
        /** Never before. */
        NEW,
        /** Before, with the same content. */
        SAME,
        /** Before, with other content; the first one stays. */
        OTHER
    }

    /**
     * @param high the upper half of the id's 128-bit hash
     * @param low its lower half
     * @param content a hash of the content
     */
    Seen add(long high, long low, long content) {
        var table = (int) (high >>> 54);
        var slots = tables[table];
        if (slots == null || (sizes[table] + 1) * 5L > slots.length / 2 * 4L) {
            slots = grown(slots);
            tables[table] = slots;
        }
        var first = low == 0 ? 1 : low; // 0 marks a free slot
        var second = high << 32 | content & 0xffff_ffffL;
        var slot = find(slots, first, second);
        if (slots[slot] == 0) {
            slots[slot] = first;
            slots[slot + 1] = second;
            sizes[table]++;
            size++;
            return Seen.NEW;
        }
        return (int) slots[slot + 1] == (int) second ? Seen.SAME : Seen.OTHER;
    }

    long size() {
        return size;
    }

    /** Bytes of memory, but for some dozen a table. */
    long bytes() {
        var bytes = 0L;
        for (var slots : tables) {
            bytes += slots == null ? 0 : slots.length * 8L;
        }
        return bytes;
    }

    /** Where the id is, or where it has to go. */
    private static int find(long[] slots, long first, long second) {
        var capacity = slots.length / 2;
        var slot = (int) ((first >>> 32) * capacity >>> 32) * 2;
        while (slots[slot] != 0 && (slots[slot] != first || slots[slot + 1] >>> 32 != second >>> 32)) {
            slot += 2;
            if (slot == slots.length) {
                slot = 0;
            }
        }
        return slot;
    }

    private static long[] grown(long[] old) {
        if (old == null) {
            return new long[FIRST_CAPACITY * 2];
        }
        var slots = new long[old.length / 2 * 3 / 2 * 2];
        for (var i = 0; i < old.length; i += 2) {
            if (old[i] != 0) {
                var slot = find(slots, old[i], old[i + 1]);
                slots[slot] = old[i];
                slots[slot + 1] = old[i + 1];
            }
        }
        return slots;
    }
}
