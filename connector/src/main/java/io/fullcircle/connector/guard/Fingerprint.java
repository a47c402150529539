package io.fullcircle.connector.guard;

import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import io.fullcircle.connector.mapping.Message;
import java.util.HexFormat;

/**
 * What a run's calls are, in 32 hexadecimal digits: equal for equal sets of calls, in whatever order they are read and on
 * whatever day. It is the sum of one hash a call, over key and content without the message id, since the id holds the
 * edition. Sources without an order give the same rows in another one at every reading. Confined to one thread.
 */
final class Fingerprint {
    private static final Hasher128 HASHER = Hashing.xxh3_128();

    private long high;
    private long low;
    private long calls;

    void add(Message message) {
        var key = HASHER.hashCharsTo128Bits(message.key());
        var content = HASHER.hashBytesTo128Bits(
                message.json(), Message.CONTENT_AT, message.json().length - Message.CONTENT_AT);
        // Mixed before they are summed: else two rows that swap their contents would make the same sum.
        var row = HASHER.hashStream()
                .putLong(key.getMostSignificantBits())
                .putLong(key.getLeastSignificantBits())
                .putLong(content.getMostSignificantBits())
                .putLong(content.getLeastSignificantBits())
                .get();
        long before = low;
        low += row.getLeastSignificantBits();
        boolean carry = Long.compareUnsigned(low, before) < 0;
        high += row.getMostSignificantBits() + (carry ? 1 : 0);
        calls++;
    }

    /** Of the calls so far. */
    String digest() {
        var all = HASHER.hashStream().putLong(high).putLong(low).putLong(calls).get();
        var hex = HexFormat.of();
        return hex.toHexDigits(all.getMostSignificantBits()) + hex.toHexDigits(all.getLeastSignificantBits());
    }
}
