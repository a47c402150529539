package io.fullcircle.benchmark;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The rows of a benchmark as bytes that cost next to nothing to read: {@code customer_id}, the properties, {@code
 * scored_at} in milliseconds. A long and a double are eight bytes, a text is its UTF-8 behind its length.
 *
 * <p>Batches may be taken by several threads.
 */
final class Rows implements AutoCloseable {
    /** What a property is. */
    enum Kind {
        NUMBER,
        TEXT
    }

    /** @param name as the property is called */
    record Property(String name, Kind kind) {}

    private final DataInputStream in;
    private final List<Property> properties;
    private long number;

    private Rows(DataInputStream in) throws IOException {
        this.in = in;
        var found = new Property[in.readInt()];
        for (int i = 0; i < found.length; i++) {
            found[i] = new Property(in.readUTF(), Kind.valueOf(in.readUTF()));
        }
        this.properties = List.of(found);
    }

    static Rows open(Path file) throws IOException {
        return new Rows(new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16)));
    }

    List<Property> properties() {
        return properties;
    }

    /** Some rows that follow each other. Owned by one thread and filled again and again. */
    static final class Batch {
        private byte[] bytes = new byte[1 << 16];
        private int length;
        private long first;
        private int size;

        /** The number of its first row, from 0. */
        long first() {
            return first;
        }

        int size() {
            return size;
        }

        /** The rows' bytes, the highest first. */
        ByteBuffer bytes() {
            return ByteBuffer.wrap(bytes, 0, length);
        }

        private void room(int more) {
            if (length + more > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
            }
        }
    }

    /** Fills the batch with the next rows, as many as this; false when there are none left. */
    synchronized boolean next(Batch batch, int most) throws IOException {
        batch.length = 0;
        batch.size = 0;
        batch.first = number;
        try {
            while (batch.size < most) {
                int bytes = in.readInt();
                batch.room(bytes);
                in.readFully(batch.bytes, batch.length, bytes);
                batch.length += bytes;
                batch.size++;
            }
        } catch (EOFException e) {
            // The last batch may be a smaller one.
        }
        number += batch.size;
        return batch.size > 0;
    }

    /** A text, where the batch's bytes have come to one. */
    static String text(ByteBuffer bytes) {
        int length = bytes.getInt();
        String text = new String(bytes.array(), bytes.position(), length, java.nio.charset.StandardCharsets.UTF_8);
        bytes.position(bytes.position() + length);
        return text;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
