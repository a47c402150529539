package io.fullcircle.pipelines.ledger;

import com.dynatrace.hash4j.hashing.Hashing;
import io.fullcircle.connector.mapping.Invalid;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * What a compact receipt knows of key and id: 64 bits of XXH3 each. In a run of 10 million rows that resumes one of 10
 * million, two keys are taken for one with a chance of 5 in a million.
 */
public final class KeyHash {
    /** Stands for no key, and for one that was forgotten. It is never found. */
    static final long NONE = 0;

    private KeyHash() {}

    /** XXH3-64 of the key in UTF-8. Stored: it never changes. */
    public static long of(String key) {
        long hash = Hashing.xxh3_64().hashBytesToLong(key.getBytes(StandardCharsets.UTF_8));
        return hash == NONE ? 1 : hash;
    }

    /** Tells an invalid row, which has no message id, from others: by its key and what was wrong with it. */
    static long ofFault(Invalid row) {
        return row.key() == null ? NONE : of(row.key() + '\0' + row.reason() + '\0' + row.detail());
    }

    /** @param messageId 32 hexadecimal digits */
    static long high(String messageId) {
        return HexFormat.fromHexDigitsToLong(messageId, 0, 16);
    }

    /** @param messageId 32 hexadecimal digits */
    static long low(String messageId) {
        return HexFormat.fromHexDigitsToLong(messageId, 16, 32);
    }

    static String messageId(long high, long low) {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
}
