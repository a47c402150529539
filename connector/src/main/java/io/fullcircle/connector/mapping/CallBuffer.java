package io.fullcircle.connector.mapping;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
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

    /** Writes bytes behind their number. */
    void writeCounted(byte[] source) {
        writeCount(source.length);
        write(source, 0, source.length);
    }

    /** Writes a text as UTF-8 behind the number of its bytes; a text of ASCII alone makes no array on the way. */
    void writeCounted(String text) {
        if (!isAscii(text) || !fits(Integer.BYTES + text.length())) {
            writeCounted(text.getBytes(StandardCharsets.UTF_8));
            return;
        }
        writeCount(text.length());
        int at = (int) size;
        for (int i = 0; i < text.length(); i++) {
            bytes[at + i] = (byte) text.charAt(i);
        }
        size += text.length();
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7F) {
                return false;
            }
        }
        return true;
    }

    /** Eight bytes, the highest first. */
    void writeLong(long number) {
        writeCount((int) (number >>> 32));
        writeCount((int) number);
    }

    /** Four bytes, the highest first. */
    private void writeCount(int count) {
        write(count >>> 24);
        write(count >>> 16);
        write(count >>> 8);
        write(count);
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
