package io.fullcircle.pipelines.ledger;

import io.fullcircle.connector.mapping.Invalid;
import io.fullcircle.connector.mapping.Mapped;
import io.fullcircle.connector.mapping.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The rows that are settled already: by an interrupted run, by the one that it resumed, and so on. Rows in doubt are not
 * among them. Hashes lie sorted in a mapped scratch file that nobody sees, so memory doesn't grow with the rows; a look-up
 * takes well under a microsecond while the file is in the system's memory. Immutable; any thread may look.
 */
public final class SettledRows {
    /** By what a row is known again. */
    public enum Match {
        /** By its key, where the pipeline's file names one: a row that changed meanwhile counts as settled. */
        KEY,
        /** By its message id, which is made of key and content. Rows that never became a message aren't known again. */
        ID
    }

    /** Hashes are evenly spread: one fence for each value of their upper 16 bits leaves little to search. */
    private static final int FENCE_BITS = 16;

    private static final int SEGMENT_BITS = 26;
    private static final int COPIED = 8192;

    private final Match match;
    private final int[] fences = new int[(1 << FENCE_BITS) + 1];
    private final List<LongBuffer> segments = new ArrayList<>();
    private final Map<Bucket, Long> counts;

    /** @param hashes what is settled; used up */
    SettledRows(Match match, SortedLongs hashes, Map<Bucket, Long> counts, Path scratch) {
        this.match = match;
        this.counts = Collections.unmodifiableMap(new EnumMap<>(counts));
        try (FileChannel file = SortedLongs.scratchFile(scratch)) {
            hashes.forEachPiece(piece -> write(piece, file, scratch));
            map(file);
        } catch (IOException e) {
            throw SortedLongs.unusable(scratch, e);
        }
        for (int i = 1; i < fences.length; i++) {
            fences[i] += fences[i - 1];
        }
    }

    private void write(long[] piece, FileChannel file, Path scratch) {
        var bytes = ByteBuffer.allocate(COPIED * Long.BYTES);
        for (int start = 0; start < piece.length; start += COPIED) {
            int size = Math.min(COPIED, piece.length - start);
            bytes.clear().asLongBuffer().put(piece, start, size);
            bytes.limit(size * Long.BYTES);
            try {
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
            } catch (IOException e) {
                throw SortedLongs.unusable(scratch, e);
            }
        }
        for (long hash : piece) {
            fences[(int) (hash >>> (Long.SIZE - FENCE_BITS)) + 1]++;
        }
    }

    /** A mapping ends with the last who knows it, not with its file. */
    private void map(FileChannel file) throws IOException {
        long segment = (1L << SEGMENT_BITS) * Long.BYTES;
        for (long start = 0; start < file.size(); start += segment) {
            segments.add(file.map(FileChannel.MapMode.READ_ONLY, start, Math.min(segment, file.size() - start))
                    .asLongBuffer());
        }
    }

    /** Whether this row is settled. */
    public boolean contains(Mapped row) {
        if (row instanceof Message message) {
            return match == Match.KEY ? containsKey(KeyHash.of(message.key())) : containsId(message.id());
        }
        String key = ((Invalid) row).key();
        return match == Match.KEY && key != null && containsKey(KeyHash.of(key));
    }

    /** @param keyHash of {@link KeyHash#of} */
    public boolean containsKey(long keyHash) {
        return match == Match.KEY && contains(keyHash);
    }

    /** @param messageId 32 hexadecimal digits */
    public boolean containsId(String messageId) {
        return match == Match.ID && contains(KeyHash.high(messageId));
    }

    private boolean contains(long hash) {
        int fence = (int) (hash >>> (Long.SIZE - FENCE_BITS));
        int low = fences[fence];
        int high = fences[fence + 1];
        while (low < high) {
            int middle = (low + high) >>> 1;
            long found = segments.get(middle >>> SEGMENT_BITS).get(middle & ((1 << SEGMENT_BITS) - 1));
            if (found == hash) {
                return hash != KeyHash.NONE;
            }
            // Of equal upper bits, hence of one sign: signed order is the unsigned one.
            if (found < hash) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return false;
    }

    /** How many rows are settled, by bucket: some may be invalid or rejected. */
    public Map<Bucket, Long> counts() {
        return counts;
    }
}
