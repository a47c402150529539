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
    static final int LONGEST_EDITION = 1024;

    private static final byte[] HEAD = "{\"messageId\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BEHIND_ID = "\",".getBytes(StandardCharsets.US_ASCII);
    static final int CONTENT_AT = HEAD.length + ID_LENGTH + BEHIND_ID.length;
    private static final short[] HEX_PAIRS = hexPairs();
    private static final Hasher128 HASHER = Hashing.xxh3_128();

    private final CallBuffer buffer;
    private final byte[] namespace;
    private final byte[] pipeline;
    private final byte[] usualEdition;
    private long start;

    /** @param most the most bytes of a call, and the most characters of a key */
    Envelope(Identity identity, int most) {
        this.namespace = utf8(identity.namespace());
        this.pipeline = utf8(identity.pipeline());
        this.usualEdition = utf8(identity.edition());
        // A call, and in front of it what else is hashed: four lengths, and a key's characters at three bytes each.
        long room = 16L + namespace.length + pipeline.length + usualEdition.length + LONGEST_EDITION + 3L * most + most;
        this.buffer = new CallBuffer((int) Math.min(room, Integer.MAX_VALUE - 8));
    }

    /** Where the call has to be written, an object without its id, between {@link #begin} and {@link #seal}. */
    CallBuffer buffer() {
        return buffer;
    }

    /** Begins a call of the run's edition. */
    void begin(String key) {
        begin(key, usualEdition);
    }

    /** Begins a call of an edition of its own, {@value #LONGEST_EDITION} bytes at most. */
    void begin(String key, byte[] edition) {
        buffer.clear();
        buffer.writeCounted(namespace);
        buffer.writeCounted(pipeline);
        buffer.writeCounted(key);
        buffer.writeCounted(edition);
        start = buffer.size();
    }

    /** How many bytes the sealed call has: its opening brace is in the head already. */
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

    private static void hex(long bits, byte[] to, int at) {
        for (int i = 0; i < ID_LENGTH / 2; i += 2) {
            short pair = HEX_PAIRS[(int) (bits >>> (56 - 4 * i)) & 0xFF];
            to[at + i] = (byte) (pair >>> 8);
            to[at + i + 1] = (byte) pair;
        }
    }

    private static short[] hexPairs() {
        var pairs = new short[256];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = (short) (Character.forDigit(i >>> 4, 16) << 8 | Character.forDigit(i & 0xF, 16));
        }
        return pairs;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
