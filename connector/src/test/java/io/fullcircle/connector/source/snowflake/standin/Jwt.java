package io.fullcircle.connector.source.snowflake.standin;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks a key-pair login's token: RS256 by the registered key, issuer {@code ACCOUNT.USER.SHA256:fingerprint}, subject
 * {@code ACCOUNT.USER}, not expired, and valid for an hour at most. Times count in seconds; milliseconds, which one of
 * Snowflake's own drivers sends, are understood. Pure.
 */
final class Jwt {
    private static final JsonMapper JSON = new JsonMapper();
    private static final long MILLIS_FROM = 100_000_000_000L;
    private static final Duration SKEW = Duration.ofMinutes(1);

    private Jwt() {}

    static boolean isValid(String token, String account, User user, Instant now) {
        var parts = token.split("\\.");
        if (parts.length != 3 || user.key() == null) return false;
        try {
            var header = json(parts[0]);
            var claims = json(parts[1]);
            var subject = account.toUpperCase() + "." + user.name();
            var issued = time(claims.path("iat"));
            var ends = time(claims.path("exp"));
            return header.path("alg").asString("").equals("RS256")
                    && isSigned(parts, user.key())
                    && claims.path("sub").asString("").equals(subject)
                    && claims.path("iss").asString("").equals(subject + "." + fingerprint(user.key()))
                    && now.isBefore(ends)
                    && issued.isBefore(now.plus(SKEW))
                    && Duration.between(issued, ends)
                                    .compareTo(Duration.ofHours(1).plus(SKEW))
                            <= 0;
        } catch (GeneralSecurityException | IllegalArgumentException | JacksonException e) {
            return false;
        }
    }

    static String fingerprint(PublicKey key) throws GeneralSecurityException {
        var digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
        return "SHA256:" + Base64.getEncoder().encodeToString(digest);
    }

    private static boolean isSigned(String[] parts, PublicKey key) throws GeneralSecurityException {
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(key);
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    }

    private static JsonNode json(String part) {
        return JSON.readTree(Base64.getUrlDecoder().decode(part));
    }

    private static Instant time(JsonNode claim) {
        long value = claim.asLong(0);
        return value >= MILLIS_FROM ? Instant.ofEpochMilli(value) : Instant.ofEpochSecond(value);
    }
}
