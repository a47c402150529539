package io.fullcircle.pipelines.ledger;

import io.fullcircle.connector.Earlier;
import io.fullcircle.connector.mapping.Invalid;
import io.fullcircle.connector.mapping.Mapped;
import io.fullcircle.connector.mapping.Message;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The rows that are settled already: by an interrupted run, by the one that it resumed, and so on. Rows in doubt are not
 * among them.
 *
 * <p>A row is known again by its message id, which is made of key and content, or by the fault that made it invalid.
 * Where the pipeline's file names a key, a row whose content has changed since it was settled is known by its key, too:
 * that is, when no other row of the scan has this key. A key that isn't unique names no row, and a row that was not
 * settled must not be taken for another that was; then ids alone decide.
 *
 * <p>Hashes lie in scratch files, so memory doesn't grow with the rows but for two bits each. Confined to one thread.
 */
public final class SettledRows implements Earlier {
    /** By what a row is known again. */
    public enum Match {
        /** By its id, else by its key. For whole scans: of a part it can't be told whether a key is unique. */
        KEY,
        /** By its id. */
        ID
    }

    private final SortedHashes ids;
    private final Optional<SeenKeys> keys;
    private final Map<Bucket, Long> counts;
    private long sharing;

    /**
     * @param ids of what is settled; used up
     * @param keys of what is settled, where keys count; used up
     */
    SettledRows(SortedLongs ids, Optional<SortedLongs> keys, Map<Bucket, Long> counts, Path scratch) {
        this.ids = new SortedHashes(ids, scratch);
        this.keys = keys.map(hashes -> new SeenKeys(new SortedHashes(hashes, scratch)));
        this.counts = Collections.unmodifiableMap(new EnumMap<>(counts));
    }

    @Override
    public Fate fate(Mapped row) {
        boolean sameKey = keys.isPresent() && row.key() != null && keys.get().see(KeyHash.of(row.key()));
        if (ids.place(id(row)) >= 0) {
            return Fate.SETTLED;
        }
        return sameKey && row instanceof Message ? Fate.DOUBTFUL : Fate.OPEN;
    }

    private static long id(Mapped row) {
        if (row instanceof Message message) {
            return KeyHash.high(message.id());
        }
        return row instanceof Invalid invalid ? KeyHash.ofFault(invalid) : KeyHash.NONE;
    }

    @Override
    public boolean isSettledAfterAll(Message doubtful) {
        boolean settled = keys.orElseThrow().isSeenOnce(KeyHash.of(doubtful.key()));
        sharing += settled ? 0 : 1;
        return settled;
    }

    /** How many doubtful rows turned out to share their key with another row, so far. */
    public long sharing() {
        return sharing;
    }

    /** How many rows are settled, by bucket: some may be invalid or rejected. */
    public Map<Bucket, Long> counts() {
        return counts;
    }
}
