package io.fullcircle.pipelines.ledger;

import java.util.BitSet;

/** Settled keys, and which of them a scan has seen once, which more often. Two bits a key in memory. One thread. */
final class SeenKeys {
    private final SortedHashes keys;
    private final BitSet once;
    private final BitSet again;

    SeenKeys(SortedHashes keys) {
        this.keys = keys;
        once = new BitSet(keys.size());
        again = new BitSet(keys.size());
    }

    /** Notes a row of this key; whether the key is settled. */
    boolean see(long keyHash) {
        int place = keys.place(keyHash);
        if (place < 0) {
            return false;
        }
        if (once.get(place)) {
            again.set(place);
        }
        once.set(place);
        return true;
    }

    boolean isSeenOnce(long keyHash) {
        return !again.get(keys.place(keyHash));
    }
}
