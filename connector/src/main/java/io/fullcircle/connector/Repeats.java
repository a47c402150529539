package io.fullcircle.connector;

import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.connector.base.PrivateFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Counts messages of a run whose id came before: rows equal in key and content, which are one message at Segment.
 *
 * <p>Ids are sorted into {@value #PARTS} parts by their first byte; a part's buffer is appended to one scratch file when
 * it is full, and at the end each part is sorted by itself. So memory is {@value #PARTS} × {@value #BUFFER} ids (4 MB)
 * and one part of the file at a time: 640 KB at 10 million rows. Confined to one thread.
 */
final class Repeats implements AutoCloseable {
    private static final int PARTS = 256;
    private static final int BUFFER = 1024;
    private static final int ID_BYTES = 16;

    /** How many of the ids are named to people. */
    private static final int NAMED = 5;

    /**
     * @param count messages beyond the first of their id
     * @param examples some of these ids
     */
    record Found(long count, List<String> examples) {
        static final Found NOTHING = new Found(0, List.of());
    }

    private final Path file;
    private final Map<Integer, List<Long>> blocks = new HashMap<>();
    private final LongBuffer[] parts = new LongBuffer[PARTS];
    private FileChannel channel;
    private long end;

    /** @param file scratch; made only when a buffer is full, removed by {@link #close()} */
    Repeats(Path file) {
        this.file = file;
    }

    /** @param id 32 hexadecimal digits */
    void add(String id) {
        long high = half(id, 0);
        int part = (int) (high >>> 56);
        if (parts[part] == null) {
            parts[part] = LongBuffer.allocate(2 * BUFFER);
        }
        if (!parts[part].hasRemaining()) {
            spill(part);
        }
        parts[part].put(high).put(half(id, 16));
    }

    /** Sixteen digits, each a number or a small letter, without a call for each. */
    private static long half(String id, int from) {
        long half = 0;
        for (int i = from; i < from + 16; i++) {
            int digit = id.charAt(i);
            half = half << 4 | (digit & 15) + (digit >>> 6) * 9;
        }
        return half;
    }

    private void spill(int part) {
        var bytes = ByteBuffer.allocate(BUFFER * ID_BYTES);
        bytes.asLongBuffer().put(parts[part].flip());
        parts[part].clear();
        try {
            if (channel == null) {
                channel = PrivateFile.create(file);
            }
            while (bytes.hasRemaining()) {
                channel.write(bytes, end + bytes.position());
            }
        } catch (IOException e) {
            throw unusable(e);
        }
        blocks.computeIfAbsent(part, key -> new ArrayList<>()).add(end);
        end += bytes.capacity();
    }

    /** Counts what came more than once. */
    Found find() {
        long count = 0;
        var examples = new ArrayList<String>();
        for (int part = 0; part < PARTS; part++) {
            if (parts[part] == null) {
                continue;
            }
            long[] ids = load(part);
            // Most runs repeat nothing, which the first halves tell without an object for each id.
            if (firstHalvesDiffer(ids)) {
                continue;
            }
            Id[] sorted = sorted(ids);
            for (int i = 1; i < sorted.length; i++) {
                if (!sorted[i].equals(sorted[i - 1])) {
                    continue;
                }
                count++;
                boolean first = i == 1 || !sorted[i - 2].equals(sorted[i]);
                if (first && examples.size() < NAMED) {
                    examples.add(sorted[i].toString());
                }
            }
        }
        return new Found(count, List.copyOf(examples));
    }

    private static boolean firstHalvesDiffer(long[] ids) {
        long[] halves = new long[ids.length / 2];
        for (int i = 0; i < halves.length; i++) {
            halves[i] = ids[2 * i];
        }
        Arrays.sort(halves);
        for (int i = 1; i < halves.length; i++) {
            if (halves[i] == halves[i - 1]) {
                return false;
            }
        }
        return true;
    }

    private static Id[] sorted(long[] ids) {
        Id[] sorted = new Id[ids.length / 2];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = new Id(ids[2 * i], ids[2 * i + 1]);
        }
        Arrays.sort(sorted);
        return sorted;
    }

    private record Id(long high, long low) implements Comparable<Id> {
        @Override
        public int compareTo(Id other) {
            int order = Long.compare(high, other.high);
            return order != 0 ? order : Long.compare(low, other.low);
        }

        @Override
        public String toString() {
            return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
        }
    }

    private long[] load(int part) {
        List<Long> stored = blocks.getOrDefault(part, List.of());
        LongBuffer waiting = parts[part].duplicate().flip();
        var ids = LongBuffer.allocate(2 * BUFFER * stored.size() + waiting.remaining());
        try {
            for (long start : stored) {
                var bytes = ByteBuffer.allocate(BUFFER * ID_BYTES);
                while (bytes.hasRemaining() && channel.read(bytes, start + bytes.position()) >= 0) {}
                ids.put(bytes.flip().asLongBuffer());
            }
        } catch (IOException e) {
            throw unusable(e);
        }
        return ids.put(waiting).array();
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private EnvironmentException unusable(IOException e) {
        return new EnvironmentException(
                "the scratch file " + file + " can't be used: " + e,
                "free disk space, or set FULLCIRCLE_HOME to a folder that can be written",
                e);
    }
}
