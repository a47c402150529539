package io.fullcircle.pipelines.receiver;

import com.sun.net.httpserver.HttpExchange;
import io.fullcircle.pipelines.receiver.Refusal.Why;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A request's body, read into a buffer that is used again. Owned by one thread. */
final class Body {
    /** How much of an overlong body is read and thrown away, so that its sender gets to read the answer. */
    private static final long PATIENCE = 16L << 20;

    private byte[] bytes = new byte[64 * 1024];
    private int length;
    private long received;

    /**
     * Reads it whole, never more than the limit into memory, whatever it decompresses to.
     *
     * @throws IOException when the connection fails
     */
    Optional<Refusal> read(HttpExchange exchange) throws IOException {
        length = 0;
        var raw = new Counted(exchange.getRequestBody());
        try {
            return read(exchange, raw);
        } finally {
            received = raw.count;
        }
    }

    byte[] bytes() {
        return bytes;
    }

    /** After decompression. */
    int length() {
        return length;
    }

    /** Before decompression. */
    long received() {
        return received;
    }

    private Optional<Refusal> read(HttpExchange exchange, Counted raw) throws IOException {
        var type = header(exchange, "Content-Type");
        if (!type.split(";")[0].strip().equals(Answer.JSON_TYPE)) {
            raw.drain();
            return refusal(Why.CONTENT_TYPE, "Content-Type must be application/json, not '" + type + "'");
        }
        var encoding = header(exchange, "Content-Encoding");
        switch (encoding) {
            case "", "identity" -> fill(raw);
            case "gzip", "x-gzip" -> {
                try (var gzip = new GZIPInputStream(raw, 8192)) {
                    fill(gzip);
                } catch (ZipException | EOFException e) {
                    raw.drain();
                    return refusal(Why.CONTENT_ENCODING, "the body is not gzip as announced: " + e.getMessage());
                }
            }
            default -> {
                raw.drain();
                return refusal(Why.CONTENT_ENCODING, "Content-Encoding '" + encoding + "' is not understood, gzip is");
            }
        }
        raw.drain();
        if (length <= Limits.BATCH_BYTES) {
            return Optional.empty();
        }
        length = Limits.BATCH_BYTES;
        return refusal(Why.LARGE_BATCH, "the body has more than " + Limits.BATCH_BYTES + " bytes (500 KB)");
    }

    /** Reads up to one byte more than is allowed. */
    private void fill(InputStream in) throws IOException {
        while (length <= Limits.BATCH_BYTES) {
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(2 * length, Limits.BATCH_BYTES + 1));
            }
            var read = in.read(bytes, length, bytes.length - length);
            if (read < 0) {
                return;
            }
            length += read;
        }
    }

    private static String header(HttpExchange exchange, String name) {
        var value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value.strip().toLowerCase(Locale.ROOT);
    }

    private static Optional<Refusal> refusal(Why why, String message) {
        return Optional.of(new Refusal(why, message));
    }

    private static final class Counted extends FilterInputStream {
        private long count;

        Counted(InputStream in) {
            super(in);
        }

        /** By reading: the server's own {@code skip} runs over the end of the body. */
        void drain() throws IOException {
            var waste = new byte[8192];
            while (count < PATIENCE && read(waste, 0, waste.length) >= 0) {
                continue;
            }
        }

        @Override
        public int read() throws IOException {
            var read = super.read();
            count += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            var read = super.read(bytes, offset, length);
            count += Math.max(read, 0);
            return read;
        }

        /** Nothing: the exchange closes its stream itself, and what isn't read yet has to be. */
        @Override
        public void close() {}
    }
}
