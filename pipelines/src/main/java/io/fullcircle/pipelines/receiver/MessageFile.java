package io.fullcircle.pipelines.receiver;

import io.fullcircle.connector.base.EnvironmentException;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What arrived, one message a line, on disk: memory stays the same however many there are. A file of its own is gone
 * when the process ends, however it ends, where the system allows it.
 *
 * <p>One thread at a time appends, flushes and clears; any number read meanwhile and see the lines flushed before they
 * began. A reader that is under way when everything is forgotten ends early.
 */
final class MessageFile implements Closeable {
    private static final int LONGEST_LINE = 64 * 1024; // a message of 32 KB, its line end, an opening
    private final FileChannel channel;
    private final ByteBuffer pending = ByteBuffer.allocateDirect(4 * LONGEST_LINE);
    private volatile long length;
    private volatile int generation;

    private MessageFile(FileChannel channel) {
        this.channel = channel;
    }

    /** @param out a file to overwrite and to keep; empty for one of our own that is deleted in the end */
    static MessageFile open(Optional<Path> out) {
        try {
            return new MessageFile(out.isPresent() ? named(out.get()) : own());
        } catch (IOException e) {
            throw new EnvironmentException(
                    "messages can't be kept in " + out.map(Path::toString).orElse("the directory for temporary files")
                            + ": " + e,
                    "name another file with --out, or keep nothing with --keep none",
                    e);
        }
    }

    private static FileChannel named(Path out) throws IOException {
        return FileChannel.open(
                out,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
    }

    private static FileChannel own() throws IOException {
        var file = Files.createTempFile("fullcircle-receiver-", ".jsonl");
        return FileChannel.open(
                file, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
    }

    /** Adds {@code opening}, the bytes from {@code from} to before {@code to}, and a line end. */
    void append(byte[] opening, byte[] bytes, int from, int to) throws IOException {
        if (pending.remaining() < opening.length + to - from + 1) {
            flush();
        }
        pending.put(opening).put(bytes, from, to - from).put((byte) '\n');
    }

    /** Makes what was appended visible to readers, and safe from a kill of this process. */
    void flush() throws IOException {
        pending.flip();
        var position = length;
        while (pending.hasRemaining()) {
            position += channel.write(pending, position);
        }
        pending.clear();
        length = position;
    }

    void clear() throws IOException {
        generation++;
        pending.clear();
        length = 0;
        channel.truncate(0);
    }

    /** Writes the first {@code limit} lines that {@code wanted} accepts, as they are. */
    void copy(long limit, Predicate<byte[]> wanted, OutputStream out) throws IOException {
        var lines = new Lines();
        var left = limit;
        for (var line = lines.next(); left > 0 && line != null; line = lines.next()) {
            if (wanted.test(line)) {
                out.write(line);
                left--;
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** The lines, each with its end, up to the length that the file has now. */
    private final class Lines {
        private final int begun = generation;
        private final long until = length;
        private final ByteBuffer chunk = ByteBuffer.allocate(2 * LONGEST_LINE).limit(0);
        private long position;

        /** @return null at the end */
        byte[] next() throws IOException {
            var end = lineEnd();
            if (end < 0 && fill()) {
                end = lineEnd();
            }
            if (end < 0) {
                return null;
            }
            var line = new byte[end + 1 - chunk.position()];
            chunk.get(line);
            return line;
        }

        private int lineEnd() {
            var bytes = chunk.array();
            for (var i = chunk.position(); i < chunk.limit(); i++) {
                if (bytes[i] == '\n') {
                    return i;
                }
            }
            return -1;
        }

        private boolean fill() throws IOException {
            chunk.compact();
            chunk.limit((int) Math.min(chunk.capacity(), chunk.position() + until - position));
            while (chunk.hasRemaining()) {
                var read = channel.read(chunk, position);
                if (read < 0) {
                    break;
                }
                position += read;
            }
            chunk.flip();
            return generation == begun;
        }
    }
}
