package io.fullcircle.pipelines.ledger;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The compact receipts of one batch, and their form in bytes: a version, the count, the buckets (one zero when all were
 * delivered, else a one and a code each), the ordinals (each as its difference to the one before, zigzag and
 * base 128), then 8 bytes of key hash each, then 16 bytes of message id each, or of what was wrong with an
 * invalid row. About 26 bytes a receipt.
 *
 * <p>Filled by {@link #add}, then written; or read, then only read.
 */
final class Block {
    private static final byte VERSION = 1;
    private static final int LONGEST_VARINT = 10;

    private final byte[] buckets;
    private final long[] ordinals;
    private final long[] hashes;
    private final long[] ids;
    private int size;
    private boolean exceptions;

    /** @param capacity how many receipts it will hold, at most */
    Block(int capacity) {
        buckets = new byte[capacity];
        ordinals = new long[capacity];
        hashes = new long[capacity];
        ids = new long[2 * capacity];
    }

    void add(Bucket bucket, long ordinal, long hash, long idHigh, long idLow) {
        buckets[size] = bucket.code();
        ordinals[size] = ordinal;
        hashes[size] = hash;
        ids[2 * size] = idHigh;
        ids[2 * size + 1] = idLow;
        exceptions |= bucket != Bucket.DELIVERED;
        size++;
    }

    int size() {
        return size;
    }

    Bucket bucket(int i) {
        return Bucket.of(buckets[i]);
    }

    long ordinal(int i) {
        return ordinals[i];
    }

    long hash(int i) {
        return hashes[i];
    }

    long idHigh(int i) {
        return ids[2 * i];
    }

    long idLow(int i) {
        return ids[2 * i + 1];
    }

    /** Empties a receipt of what tells whose it is. It still counts. */
    void forget(int i) {
        hashes[i] = KeyHash.NONE;
        ids[2 * i] = 0;
        ids[2 * i + 1] = 0;
    }

    byte[] toBytes() {
        var bytes = ByteBuffer.allocate(2 + LONGEST_VARINT + size * (1 + LONGEST_VARINT + 24));
        bytes.put(VERSION);
        putVarint(bytes, size);
        bytes.put((byte) (exceptions ? 1 : 0));
        if (exceptions) {
            bytes.put(buckets, 0, size);
        }
        long before = 0;
        for (int i = 0; i < size; i++) {
            long step = ordinals[i] - before;
            putVarint(bytes, (step << 1) ^ (step >> 63));
            before = ordinals[i];
        }
        bytes.asLongBuffer().put(hashes, 0, size).put(ids, 0, 2 * size);
        return Arrays.copyOf(bytes.array(), bytes.position() + size * 24);
    }

    static Block of(byte[] stored) {
        var bytes = ByteBuffer.wrap(stored);
        byte version = bytes.get();
        if (version != VERSION) {
            throw new IllegalStateException("a block of receipts has the unknown version " + version);
        }
        int size = (int) varint(bytes);
        var block = new Block(size);
        block.size = size;
        block.exceptions = bytes.get() == 1;
        if (block.exceptions) {
            bytes.get(block.buckets);
        }
        long ordinal = 0;
        for (int i = 0; i < size; i++) {
            long step = varint(bytes);
            ordinal += (step >>> 1) ^ -(step & 1);
            block.ordinals[i] = ordinal;
        }
        bytes.asLongBuffer().get(block.hashes).get(block.ids);
        return block;
    }

    private static void putVarint(ByteBuffer bytes, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        bytes.put((byte) rest);
    }

    private static long varint(ByteBuffer bytes) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes.get();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
