package io.fullcircle.pipelines.ledger;

import io.fullcircle.connector.base.SortedRecords;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The accepted state of a pipeline as it was when it was loaded: entries sorted by their hash in a mapped scratch file that
 * nobody sees, so memory doesn't grow with them; a look-up takes well under a microsecond while the file is in the system's
 * memory. To each entry belongs a number that is the user's, at first 0, which lies there, too. Confined to one thread.
 */
public final class AcceptedRows {
    /** What {@link #find} answers when there is no such entry. */
    public static final long NONE = -1;

    /** Entries to a fence: what lies between two fences is in one or two of the memory's pages. */
    private static final int TO_A_FENCE = 16;

    private static final int MOST_FENCE_BITS = 20;

    /** high, low, value, meta, the user's number. */
    private static final int WORDS = 5;

    private static final int SEGMENT_BITS = 22;
    private static final int COPIED = 4096;

    private final int fenceBits;
    private final int[] fences;
    private final List<LongBuffer> segments = new ArrayList<>();
    private final FileChannel file;
    private final Path scratch;
    private final ByteBuffer bytes =
            ByteBuffer.allocate(COPIED * WORDS * Long.BYTES).order(ByteOrder.nativeOrder());
    private long size;

    /**
     * @param expected about how many entries there will be
     * @param scratch a folder for the file
     */
    AcceptedRows(long expected, Path scratch) {
        this.scratch = scratch;
        int bits = Long.SIZE - Long.numberOfLeadingZeros(expected / TO_A_FENCE);
        fenceBits = Math.max(1, Math.min(MOST_FENCE_BITS, bits));
        fences = new int[(1 << fenceBits) + 1];
        try {
            file = SortedRecords.scratchFile(scratch);
        } catch (IOException e) {
            throw SortedRecords.unusable(scratch, e);
        }
    }

    /** Adds an entry behind all others. */
    void add(long high, long low, long value, int meta) {
        if (!bytes.hasRemaining()) {
            write();
        }
        bytes.putLong(high).putLong(low).putLong(value).putLong(meta).putLong(0);
        fences[(int) (high >>> (Long.SIZE - fenceBits)) + 1]++;
        size++;
    }

    private void write() {
        bytes.flip();
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException e) {
            throw SortedRecords.unusable(scratch, e);
        }
        bytes.clear();
    }

    /** All entries are added. A mapping ends with the last who knows it, not with its file. */
    AcceptedRows complete() {
        write();
        long segment = (1L << SEGMENT_BITS) * WORDS * Long.BYTES;
        try (file) {
            for (long start = 0; start < file.size(); start += segment) {
                segments.add(file.map(FileChannel.MapMode.READ_WRITE, start, Math.min(segment, file.size() - start))
                        .order(ByteOrder.nativeOrder())
                        .asLongBuffer());
            }
        } catch (IOException e) {
            throw SortedRecords.unusable(scratch, e);
        }
        for (int i = 1; i < fences.length; i++) {
            fences[i] += fences[i - 1];
        }
        return this;
    }

    /** How many entries there are. */
    public long size() {
        return size;
    }

    /**
     * The place of the entry with this hash, or {@link #NONE}. Hashes are evenly spread, so an entry is near the place that
     * its hash says, mostly in the same line of memory.
     */
    public long find(long high, long low) {
        int fence = (int) (high >>> (Long.SIZE - fenceBits));
        int from = fences[fence];
        int to = fences[fence + 1];
        if (from == to) {
            return NONE;
        }
        long between = (high << fenceBits) >>> Integer.SIZE;
        int place = from + (int) (between * (to - from) >>> Integer.SIZE);
        int order = order(place, high, low);
        boolean up = order < 0;
        while (order != 0 && order < 0 == up) {
            place += up ? 1 : -1;
            if (place < from || place == to) {
                return NONE;
            }
            order = order(place, high, low);
        }
        return order == 0 ? place : NONE;
    }

    private int order(long entry, long high, long low) {
        int order = Long.compareUnsigned(high(entry), high);
        return order == 0 ? Long.compareUnsigned(low(entry), low) : order;
    }

    public long high(long entry) {
        return word(entry, 0);
    }

    public long low(long entry) {
        return word(entry, 1);
    }

    /** The digest or the cursor's place. */
    public long value(long entry) {
        return word(entry, 2);
    }

    /** How many versions of the key were accepted. */
    public int versions(long entry) {
        return StateEntry.versions((int) word(entry, 3));
    }

    /** Whether the key is among the accepted rows, and not one that was removed. */
    public boolean isPresent(long entry) {
        return StateEntry.isPresent((int) word(entry, 3));
    }

    /** The user's number. */
    public long number(long entry) {
        return word(entry, 4);
    }

    public void setNumber(long entry, long number) {
        segments.get((int) (entry >>> SEGMENT_BITS)).put(place(entry, 4), number);
    }

    private long word(long entry, int word) {
        return segments.get((int) (entry >>> SEGMENT_BITS)).get(place(entry, word));
    }

    private static int place(long entry, int word) {
        return (int) (entry & ((1L << SEGMENT_BITS) - 1)) * WORDS + word;
    }
}
