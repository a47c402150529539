package io.fullcircle.connector.destination;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.connector.base.PrivateFile;
import io.fullcircle.connector.mapping.Kind;
import io.fullcircle.connector.mapping.Mapped;
import io.fullcircle.connector.mapping.Mark;
import io.fullcircle.connector.mapping.Message;
import io.fullcircle.connector.mapping.Noted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;

/**
 * A queue of messages and of rows that are only noted on disk, first in first out, of bounded size and constant memory. It is scratch: what a killed
 * process leaves in it is cleared by the next one, since its rows are unsettled and read again.
 *
 * <p>The file consists of slots of {@value #BLOCK} bytes that are used again once read. Two blocks are in memory, the
 * one being written and the one being read, so a short queue never touches the disk. Confined to one thread. Calls
 * throw {@link EnvironmentException} when the disk doesn't do its part.
 */
public final class Spool implements AutoCloseable {
    /** Large enough that writes are sequential for any disk, small enough to hold two of them. */
    static final int BLOCK = 1 << 20;

    private static final int HEADER = 6 * Integer.BYTES + 4 * Long.BYTES;
    private static final int NOTED = 1 << 8;
    private static final Kind[] KINDS = Kind.values();

    /** A block on disk that waits to be read. */
    private record Block(int slot, int length) {}

    private final Path file;
    private final long capacity;
    private final ArrayDeque<Block> onDisk = new ArrayDeque<>();
    private final ArrayDeque<Integer> freeSlots = new ArrayDeque<>();
    private int slots;
    private FileChannel channel;

    private ByteBuffer tail = ByteBuffer.allocate(BLOCK);
    private ByteBuffer head = ByteBuffer.allocate(BLOCK).limit(0);
    private Mapped first;
    private long bytes;
    private long count;

    /**
     * @param file where it lies; made when two blocks don't hold the queue, removed by {@link #close()}
     * @param capacity bytes of waiting messages, at most
     */
    public Spool(Path file, long capacity) {
        this.file = file;
        this.capacity = capacity;
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw unusable("cleared", e);
        }
    }

    /** How many messages and noted rows wait. */
    public long size() {
        return count;
    }

    /** Bytes of waiting messages, at most. */
    long capacity() {
        return capacity;
    }

    /** The bytes that a message takes. */
    static int length(Message message) {
        return HEADER + message.key().getBytes(UTF_8).length + message.id().length() + message.json().length;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /**
     * Adds a message or a noted row at the end; false, and nothing has changed, when there is no room for it.
     *
     * @param row a {@link Message} or a {@link Noted}
     */
    public boolean append(Mapped row) {
        boolean noted = row instanceof Noted;
        Message message = row instanceof Noted note ? note.message() : (Message) row;
        byte[] key = message.key().getBytes(UTF_8);
        byte[] id = message.id().getBytes(UTF_8);
        int length = HEADER + key.length + id.length + message.json().length;
        if (bytes + length > capacity) {
            return false;
        }
        if (length > tail.remaining()) {
            tailToDisk(length);
        }
        Mark mark = message.mark();
        tail.putLong(message.ordinal()).putInt(message.lane());
        tail.putInt(mark.kind().ordinal() | (noted ? NOTED : 0)).putInt(mark.versions());
        tail.putLong(mark.high()).putLong(mark.low()).putLong(mark.value());
        tail.putInt(key.length).putInt(id.length).putInt(message.json().length);
        tail.put(key).put(id).put(message.json());
        bytes += length;
        count++;
        return true;
    }

    /** The message or noted row that waits longest, left where it is; null when none waits. */
    public Mapped first() {
        if (first == null && count > 0) {
            first = read();
        }
        return first;
    }

    /** Takes away what {@link #first()} gave. */
    public void removeFirst() {
        if (first() == null) {
            throw new IllegalStateException("an empty spool has no first message");
        }
        first = null;
        count--;
    }

    private Mapped read() {
        if (!head.hasRemaining()) {
            nextHead();
        }
        int start = head.position();
        long ordinal = head.getLong();
        int lane = head.getInt();
        int kind = head.getInt();
        int versions = head.getInt();
        var mark = new Mark(KINDS[kind & (NOTED - 1)], head.getLong(), head.getLong(), head.getLong(), versions);
        byte[] key = new byte[head.getInt()];
        byte[] id = new byte[head.getInt()];
        byte[] json = new byte[head.getInt()];
        head.get(key).get(id).get(json);
        bytes -= head.position() - start;
        var message = new Message(
                ordinal, new String(key, UTF_8), lane, new String(id, UTF_8), json, mark.isKept() ? mark : Mark.NONE);
        return (kind & NOTED) == 0 ? message : new Noted(message);
    }

    /** The next block to read: from disk, or the one being written when none is there. */
    private void nextHead() {
        Block block = onDisk.poll();
        if (block == null) {
            ByteBuffer emptied = head;
            head = tail.flip();
            tail = emptied.clear();
            return;
        }
        try {
            long start = (long) block.slot() * BLOCK;
            head.clear().limit(block.length());
            while (head.hasRemaining()) {
                if (channel.read(head, start + head.position()) < 0) {
                    throw new IOException("the file ends early");
                }
            }
            head.flip();
        } catch (IOException e) {
            throw unusable("read", e);
        }
        freeSlots.push(block.slot());
    }

    private void tailToDisk(int length) {
        if (length > BLOCK) {
            throw new IllegalArgumentException("a message of " + length + " bytes is larger than a block of the spool");
        }
        int slot = freeSlots.isEmpty() ? slots++ : freeSlots.pop();
        // A view: when the disk fails, the tail still holds its messages, and they can be read.
        ByteBuffer full = tail.duplicate().flip();
        try {
            if (channel == null) {
                channel = PrivateFile.create(file);
            }
            long start = (long) slot * BLOCK;
            while (full.hasRemaining()) {
                channel.write(full, start + full.position());
            }
        } catch (IOException e) {
            freeSlots.push(slot);
            throw unusable("written", e);
        }
        onDisk.add(new Block(slot, full.limit()));
        tail.clear();
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw unusable("removed", e);
        }
    }

    private EnvironmentException unusable(String verb, IOException e) {
        return new EnvironmentException(
                "the spool " + file + " can't be " + verb + ": " + e,
                "free disk space, or set FULLCIRCLE_HOME to a folder that can be written",
                e);
    }
}
