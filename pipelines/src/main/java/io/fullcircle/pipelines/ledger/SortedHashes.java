package io.fullcircle.pipelines.ledger;

import io.fullcircle.connector.base.SortedRecords;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Hashes, each once, sorted in a mapped scratch file that nobody sees: memory doesn't grow with them, and a look-up takes
 * well under a microsecond while the file is in the system's memory. Immutable.
 */
final class SortedHashes {
    /** Hashes are evenly spread: one fence for each value of their upper 16 bits leaves little to search. */
    private static final int FENCE_BITS = 16;

    private static final int SEGMENT_BITS = 26;
    private static final int COPIED = 8192;

    private final int[] fences = new int[(1 << FENCE_BITS) + 1];
    private final List<LongBuffer> segments = new ArrayList<>();

    /** @param hashes used up */
    SortedHashes(SortedLongs hashes, Path scratch) {
        try (FileChannel file = SortedRecords.scratchFile(scratch)) {
            hashes.forEachPiece(piece -> write(piece, file, scratch));
            map(file);
        } catch (IOException e) {
            throw SortedRecords.unusable(scratch, e);
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
                throw SortedRecords.unusable(scratch, e);
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

    int size() {
        return fences[fences.length - 1];
    }

    /** At which place the hash is, counted from 0; negative when it isn't there. {@link KeyHash#NONE} never is. */
    int place(long hash) {
        int fence = (int) (hash >>> (Long.SIZE - FENCE_BITS));
        int low = fences[fence];
        int high = fences[fence + 1];
        while (low < high) {
            int middle = (low + high) >>> 1;
            long found = segments.get(middle >>> SEGMENT_BITS).get(middle & ((1 << SEGMENT_BITS) - 1));
            if (found == hash) {
                return hash == KeyHash.NONE ? -1 : middle;
            }
            // Of equal upper bits, hence of one sign: signed order is the unsigned one.
            if (found < hash) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return -1;
    }
}
