package io.fullcircle.pipelines.sync;

import io.fullcircle.connector.base.SortedRecords;
import java.nio.file.Path;
import java.util.BitSet;

/**
 * The keys of a scan that were not known before it: finds those that come more than once. They are sorted on disk; the ones
 * that came lately are remembered, so that a key which all rows share fills neither disk nor memory. Confined to one thread.
 */
final class NewKeys implements AutoCloseable {
    private static final int REMEMBERED = 1 << 15;
    private static final int WORDS = 3;

    private final SortedRecords keys;
    private final BitSet repeated = new BitSet();
    private final BitSet invalid = new BitSet();

    /** Of each remembered key its hash, and the row that had it first plus one. */
    private final long[] lately = new long[WORDS * REMEMBERED];

    NewKeys(Path scratch) {
        keys = new SortedRecords(scratch);
    }

    /** Whether the key is known to have come before; if not, {@link #repeated} may still tell. */
    boolean add(long ordinal, long high, long low) {
        int place = WORDS * (int) (low & (REMEMBERED - 1));
        if (lately[place] == high && lately[place + 1] == low && lately[place + 2] != 0) {
            long first = lately[place + 2] - 1;
            if (first != ordinal) {
                repeated.set(Math.toIntExact(first));
            }
            return first != ordinal;
        }
        lately[place] = high;
        lately[place + 1] = low;
        lately[place + 2] = ordinal + 1;
        keys.add(high, low, ordinal, 0);
        return false;
    }

    /** Adds the key of a row that is invalid, perhaps after it was added as one that isn't. */
    void addInvalid(long ordinal, long high, long low) {
        invalid.set(Math.toIntExact(ordinal));
        add(ordinal, high, low);
    }

    /** The rows that share their key and weren't known to be invalid, neither by this nor otherwise. Called once, at last. */
    BitSet repeated() {
        long high = 0;
        long low = 0;
        long before = -1;
        while (keys.next()) {
            long ordinal = keys.word(2);
            boolean same = before >= 0 && keys.word(0) == high && keys.word(1) == low;
            if (same && ordinal != before) {
                repeated.set(Math.toIntExact(before));
                repeated.set(Math.toIntExact(ordinal));
            }
            high = keys.word(0);
            low = keys.word(1);
            before = ordinal;
        }
        repeated.andNot(invalid);
        return repeated;
    }

    @Override
    public void close() {
        keys.close();
    }
}
