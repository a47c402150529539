package io.fullcircle.connector.mapping;

import java.io.OutputStream;
import java.util.Arrays;

/**
 * Where the bytes of one row gather: an array that every row uses again. It grows up to the limit it is made with and
 * never beyond; what comes after that is counted and let go, so that one huge value costs no memory that stays.
 * Confined to one thread.
 */
final class CallBuffer extends OutputStream {
    private static final int FIRST_SIZE = 1024;

    private final int limit;
    private byte[] bytes;
    private long size;

    CallBuffer(int limit) {
        this.limit = limit;
        this.bytes = new byte[Math.min(limit, FIRST_SIZE)];
    }

    void clear() {
        size = 0;
    }

    /** How many bytes were written since {@link #clear()}, those let go included. */
    long size() {
        return size;
    }

    /** The bytes written, as far as they were kept; the array changes with the next write. */
    byte[] bytes() {
        return bytes;
    }

    /** Counts bytes that nobody needs, since the call is too large with them. */
    void skip(long count) {
        size += count;
    }

    @Override
    public void write(int octet) {
        if (fits(1)) {
            bytes[(int) size] = (byte) octet;
        }
        size++;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        if (fits(length)) {
            System.arraycopy(source, offset, bytes, (int) size, length);
        }
        size += length;
    }

    /** Four bytes, the highest first. */
    void writeLength(int length) {
        write(length >>> 24);
        write(length >>> 16);
        write(length >>> 8);
        write(length);
    }

    private boolean fits(int more) {
        long needed = size + more;
        if (needed <= bytes.length) {
            return true;
        }
        if (needed > limit) {
            return false;
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(limit, Math.max(needed, 2L * bytes.length)));
        return true;
    }
}
