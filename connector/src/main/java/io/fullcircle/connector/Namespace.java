package io.fullcircle.connector;

import io.fullcircle.connector.base.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The namespace of message ids where nobody chose one. */
public final class Namespace {
    private Namespace() {}

    /**
     * A digest from which the write key can't be had back.
     *
     * @param endpoint as it is written
     * @return 32 hexadecimal digits
     */
    public static String of(Secret writeKey, String endpoint) {
        try {
            byte[] both = (writeKey.reveal() + "\n" + endpoint).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(both), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
