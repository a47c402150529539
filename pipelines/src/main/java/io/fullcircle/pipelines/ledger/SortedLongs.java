package io.fullcircle.pipelines.ledger;

import io.fullcircle.connector.base.SortedRecords;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Sorts any number of hashes in little memory. They are parted by their first byte; a part's buffer is appended to one
 * scratch file when it is full, and at the end each part is sorted by itself. So memory is {@value #PARTS} × {@value
 * #BUFFER} numbers (2 MB) and one part at a time: 320 KB at 10 million. Confined to one thread.
 */
final class SortedLongs implements AutoCloseable {
    private static final int PARTS = 256;
    private static final int BUFFER = 1024;

    private final Path folder;
    private final long[][] parts = new long[PARTS][];
    private final int[] filled = new int[PARTS];
    private final List<List<Long>> spilled = new ArrayList<>();
    private FileChannel scratch;
    private long end;

    /** @param folder where a scratch file is made when a buffer is full; it has no name as soon as it is open */
    SortedLongs(Path folder) {
        this.folder = folder;
        for (int part = 0; part < PARTS; part++) {
            spilled.add(new ArrayList<>());
        }
    }

    /** Equal numbers one after the other are kept once: a hash that all rows share doesn't fill its part. */
    void add(long number) {
        int part = (int) (number >>> 56);
        if (parts[part] == null) {
            parts[part] = new long[BUFFER];
        }
        int size = filled[part];
        if (size > 0 && parts[part][size - 1] == number) {
            return;
        }
        if (size == BUFFER) {
            spill(part);
            size = 0;
        }
        parts[part][size] = number;
        filled[part] = size + 1;
    }

    private void spill(int part) {
        var bytes = ByteBuffer.allocate(BUFFER * Long.BYTES);
        bytes.asLongBuffer().put(parts[part]);
        try {
            if (scratch == null) {
                scratch = SortedRecords.scratchFile(folder);
            }
            while (bytes.hasRemaining()) {
                scratch.write(bytes, end + bytes.position());
            }
        } catch (IOException e) {
            throw SortedRecords.unusable(folder, e);
        }
        spilled.get(part).add(end);
        end += bytes.capacity();
    }

    /** Gives all numbers, each once, sorted as unsigned ones, in pieces. The pieces are the taker's to keep. */
    void forEachPiece(Consumer<long[]> taker) {
        for (int part = 0; part < PARTS; part++) {
            long[] numbers = load(part);
            if (numbers.length == 0) {
                continue;
            }
            // Of one first byte, hence of one sign: signed order is the unsigned one.
            Arrays.sort(numbers);
            taker.accept(distinct(numbers));
        }
    }

    private static long[] distinct(long[] sorted) {
        int size = 1;
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] != sorted[i - 1]) {
                sorted[size++] = sorted[i];
            }
        }
        return size == sorted.length ? sorted : Arrays.copyOf(sorted, size);
    }

    private long[] load(int part) {
        List<Long> starts = spilled.get(part);
        var numbers = new long[starts.size() * BUFFER + filled[part]];
        int size = 0;
        try {
            for (long start : starts) {
                var bytes = ByteBuffer.allocate(BUFFER * Long.BYTES);
                while (bytes.hasRemaining() && scratch.read(bytes, start + bytes.position()) >= 0) {}
                bytes.flip().asLongBuffer().get(numbers, size, BUFFER);
                size += BUFFER;
            }
        } catch (IOException e) {
            throw SortedRecords.unusable(folder, e);
        }
        if (filled[part] > 0) {
            System.arraycopy(parts[part], 0, numbers, size, filled[part]);
        }
        return numbers;
    }

    @Override
    public void close() {
        try {
            if (scratch != null) {
                scratch.close();
            }
        } catch (IOException e) {
            throw SortedRecords.unusable(folder, e);
        }
    }
}
