package io.fullcircle.pipelines.receiver;

import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.Arrays;

/**
 * The messages of one request as ranges of its body, with the hashes that tell them apart. One is used again and again
 * by the thread that owns it, so that a request costs no garbage but two strings a message.
 */
final class Batch implements Parsed {
    private static final Hasher128 IDS = Hashing.xxh3_128();
    private static final Hasher64 CONTENTS = Hashing.xxh3_64();
    private static final byte[] NOTHING = {};

    private byte[] body = NOTHING;
    private byte[] opening = NOTHING;
    private int total;
    private int size;
    private final long[] ignored = new long[Ignored.values().length];
    private final int[] positions = new int[Limits.BATCH_MESSAGES];
    private final int[] starts = new int[Limits.BATCH_MESSAGES];
    private final int[] ends = new int[Limits.BATCH_MESSAGES];
    private final long[] highs = new long[Limits.BATCH_MESSAGES];
    private final long[] lows = new long[Limits.BATCH_MESSAGES];
    private final long[] contents = new long[Limits.BATCH_MESSAGES];
    private final String[] ids = new String[Limits.BATCH_MESSAGES];
    private final String[] users = new String[Limits.BATCH_MESSAGES];

    /** Forgets the former request. The body isn't copied: it stays as it is until this batch is done with. */
    void begin(byte[] body) {
        this.body = body;
        opening = NOTHING;
        total = 0;
        size = 0;
        Arrays.fill(ignored, 0);
    }

    /** What every message is to begin with instead of its brace, when it is kept. */
    void openWith(byte[] opening) {
        this.opening = opening;
    }

    void ignore(Ignored why) {
        total++;
        ignored[why.ordinal()]++;
    }

    /**
     * A message worth taking: the body's bytes from {@code start} to before {@code end}. What is between {@code
     * cutFrom} and {@code cutTo} doesn't count as content.
     */
    void add(int start, int end, int cutFrom, int cutTo, String id, String user) {
        total++;
        if (size == Limits.BATCH_MESSAGES) {
            return;
        }
        var hash = IDS.hashCharsTo128Bits(id);
        positions[size] = total - 1;
        starts[size] = start;
        ends[size] = end;
        highs[size] = hash.getMostSignificantBits();
        lows[size] = hash.getLeastSignificantBits();
        contents[size] = CONTENTS.hashBytesToLong(body, start, cutFrom - start)
                + 31 * CONTENTS.hashBytesToLong(body, cutTo, end - cutTo);
        ids[size] = id;
        users[size] = user;
        size++;
    }

    /** To be called after the last message: a batch with too many has none. */
    void end() {
        if (total <= Limits.BATCH_MESSAGES) {
            return;
        }
        size = 0;
        Arrays.fill(ignored, 0);
        ignored[Ignored.LARGE_BATCH.ordinal()] = total;
    }

    /** Messages in the request, ignored ones too. */
    int total() {
        return total;
    }

    /** Messages worth taking; the indexes below count these from 0. */
    int size() {
        return size;
    }

    long ignored(Ignored why) {
        return ignored[why.ordinal()];
    }

    byte[] body() {
        return body;
    }

    byte[] opening() {
        return opening;
    }

    /** Where in the request's batch the message stands, from 0. */
    int position(int index) {
        return positions[index];
    }

    int start(int index) {
        return starts[index];
    }

    int end(int index) {
        return ends[index];
    }

    long idHigh(int index) {
        return highs[index];
    }

    long idLow(int index) {
        return lows[index];
    }

    long content(int index) {
        return contents[index];
    }

    String id(int index) {
        return ids[index];
    }

    /** The user id, or an empty text. */
    String user(int index) {
        return users[index];
    }
}
