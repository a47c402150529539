package io.fullcircle.connector.mapping;

import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.charset.StandardCharsets;

/**
 * Puts the message id into a call. The id is XXH3-128 over namespace, pipeline, key and edition, each as UTF-8 behind its
 * length in four bytes, and the call as it is without its id. Which hash over which bytes is settled for ever: another
 * one would make every row a new one to Segment. Confined to one thread.
 */
final class Envelope {
    static final int ID_LENGTH = 32;

    private static final byte[] HEAD = "{\"messageId\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BEHIND_ID = "\",".getBytes(StandardCharsets.US_ASCII);
    private static final int CONTENT_AT = HEAD.length + ID_LENGTH + BEHIND_ID.length;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final Hasher128 HASHER = Hashing.xxh3_128();

    private final CallBuffer buffer;
    private final byte[] namespace;
    private final byte[] pipeline;
    private final byte[] edition;
    private long start;

    /** @param most the most bytes of a call, and the most characters of a key */
    Envelope(Identity identity, int most) {
        this.namespace = utf8(identity.namespace());
        this.pipeline = utf8(identity.pipeline());
        this.edition = utf8(identity.edition());
        long room = 16L + namespace.length + pipeline.length + edition.length + 3L * most + most;
        this.buffer = new CallBuffer((int) Math.min(room, Integer.MAX_VALUE - 8));
    }

    /** Where the call has to be written, an object without its id, between {@link #begin} and {@link #seal}. */
    CallBuffer buffer() {
        return buffer;
    }

    void begin(String key) {
        buffer.clear();
        put(namespace);
        put(pipeline);
        putKey(key);
        put(edition);
        start = buffer.size();
    }

    /** How many bytes the sealed call has. */
    long size() {
        return CONTENT_AT + buffer.size() - start - 1;
    }

    /** The whole call, in an array of its own. */
    byte[] seal() {
        int from = (int) start;
        int end = (int) buffer.size();
        var hash = HASHER.hashBytesTo128Bits(buffer.bytes(), 0, end);
        byte[] call = new byte[(int) size()];
        System.arraycopy(HEAD, 0, call, 0, HEAD.length);
        hex(hash.getMostSignificantBits(), call, HEAD.length);
        hex(hash.getLeastSignificantBits(), call, HEAD.length + ID_LENGTH / 2);
        System.arraycopy(BEHIND_ID, 0, call, HEAD.length + ID_LENGTH, BEHIND_ID.length);
        System.arraycopy(buffer.bytes(), from + 1, call, CONTENT_AT, end - from - 1);
        return call;
    }

    /** The id of a sealed call. */
    static String id(byte[] call) {
        return new String(call, HEAD.length, ID_LENGTH, StandardCharsets.ISO_8859_1);
    }

    private void put(byte[] part) {
        buffer.writeLength(part.length);
        buffer.write(part, 0, part.length);
    }

    /** As {@link #put}, but a key of ASCII alone makes no array. */
    private void putKey(String key) {
        for (int i = 0; i < key.length(); i++) {
            if (key.charAt(i) > 0x7F) {
                put(utf8(key));
                return;
            }
        }
        buffer.writeLength(key.length());
        for (int i = 0; i < key.length(); i++) {
            buffer.write(key.charAt(i));
        }
    }

    private static void hex(long bits, byte[] to, int at) {
        for (int i = 0; i < ID_LENGTH / 2; i++) {
            to[at + i] = HEX[(int) (bits >>> (60 - 4 * i)) & 0xF];
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
