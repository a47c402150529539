package io.fullcircle.connector.base;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sorts any number of records of four longs in little memory: by the first two as one unsigned number of 128 bits, which has
 * to be a hash; equal ones in the order added. They are parted by their first byte; a part's buffer is appended to one
 * scratch file when it is full, and each part is sorted by itself. So memory is {@value #PARTS} × {@value #BUFFER} records
 * (4 MB) and one part at a time: 2 MB at 10 million. Confined to one thread.
 */
public final class SortedRecords implements AutoCloseable {
    private static final int PARTS = 256;
    private static final int BUFFER = 512;
    private static final int WORDS = 4;

    private final Path folder;
    private final long[][] parts = new long[PARTS][];
    private final int[] filled = new int[PARTS];
    private final List<List<Long>> spilled = new ArrayList<>();
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER * WORDS * Long.BYTES);
    private FileChannel scratch;
    private long end;

    private int part = -1;
    private long[] records = {};
    private int[] order = {};
    private int at;

    /** @param folder where a scratch file is made when a buffer is full; it has no name as soon as it is open */
    public SortedRecords(Path folder) {
        this.folder = folder;
        for (int i = 0; i < PARTS; i++) {
            spilled.add(new ArrayList<>());
        }
    }

    public void add(long high, long low, long third, long fourth) {
        int to = (int) (high >>> 56);
        if (parts[to] == null) {
            parts[to] = new long[BUFFER * WORDS];
        }
        if (filled[to] == BUFFER) {
            spill(to);
        }
        int start = filled[to]++ * WORDS;
        parts[to][start] = high;
        parts[to][start + 1] = low;
        parts[to][start + 2] = third;
        parts[to][start + 3] = fourth;
    }

    private void spill(int full) {
        bytes.clear().asLongBuffer().put(parts[full]);
        try {
            if (scratch == null) {
                scratch = scratchFile(folder);
            }
            while (bytes.hasRemaining()) {
                scratch.write(bytes, end + bytes.position());
            }
        } catch (IOException e) {
            throw unusable(folder, e);
        }
        spilled.get(full).add(end);
        end += bytes.capacity();
        filled[full] = 0;
    }

    /** Moves to the next record in order, at first to the first; false at the end. Nothing is added from then on. */
    public boolean next() {
        at++;
        while (at >= order.length) {
            if (++part == PARTS) {
                return false;
            }
            load();
            at = 0;
        }
        return true;
    }

    /** The current record's word, 0 to 3. */
    public long word(int number) {
        return records[order[at] * WORDS + number];
    }

    private void load() {
        List<Long> starts = spilled.get(part);
        int count = starts.size() * BUFFER + filled[part];
        records = new long[count * WORDS];
        int size = 0;
        try {
            for (long start : starts) {
                bytes.clear();
                while (bytes.hasRemaining() && scratch.read(bytes, start + bytes.position()) >= 0) {}
                bytes.flip().asLongBuffer().get(records, size, BUFFER * WORDS);
                size += BUFFER * WORDS;
            }
        } catch (IOException e) {
            throw unusable(folder, e);
        }
        if (filled[part] > 0) {
            System.arraycopy(parts[part], 0, records, size, filled[part] * WORDS);
        }
        order = sorted(count);
    }

    /** By as many bits as are left beside a place in the part; what these leave equal, hardly any, is moved one by one. */
    private int[] sorted(int count) {
        int places = Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(count));
        long[] keys = new long[count];
        for (int i = 0; i < count; i++) {
            // The first byte is the part's.
            keys[i] = records[i * WORDS] << 8 >>> 1 >> places << places | i;
        }
        Arrays.sort(keys);
        int[] sorted = new int[count];
        for (int i = 0; i < count; i++) {
            int place = (int) (keys[i] & ((1L << places) - 1));
            int to = i;
            for (; to > 0 && compare(sorted[to - 1], place) > 0; to--) {
                sorted[to] = sorted[to - 1];
            }
            sorted[to] = place;
        }
        return sorted;
    }

    private int compare(int one, int other) {
        int high = Long.compareUnsigned(records[one * WORDS], records[other * WORDS]);
        return high != 0 ? high : Long.compareUnsigned(records[one * WORDS + 1], records[other * WORDS + 1]);
    }

    @Override
    public void close() {
        try {
            if (scratch != null) {
                scratch.close();
            }
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    /** A file that nobody else can open, and that is gone with its channel, or with the process. */
    public static FileChannel scratchFile(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path file = Files.createTempFile(folder, "sorted", null);
        return FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    /** What is told when such a file can't be used. */
    public static EnvironmentException unusable(Path folder, IOException e) {
        return new EnvironmentException(
                "no scratch file can be written in " + folder + ": " + e,
                "free disk space, or set FULLCIRCLE_HOME to a folder that can be written",
                e);
    }
}
