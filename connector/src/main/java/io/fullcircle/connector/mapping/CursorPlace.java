package io.fullcircle.connector.mapping;

import com.dynatrace.hash4j.hashing.Hashing;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * A cursor value as a number that can be kept in little room. Of two times or numbers, the later or greater one never has
 * the smaller place; equal places tell nothing. Texts have an order that only the database knows: their place is a hash,
 * of use for equality alone.
 */
public final class CursorPlace {
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger GREATEST = BigInteger.valueOf(Long.MAX_VALUE);

    private CursorPlace() {}

    /** Whether a value of this kind can be a cursor: times with a date, whole and decimal numbers, texts. */
    public static boolean isPossible(Object value) {
        return value instanceof String || isNumber(value) || isTime(value);
    }

    /** Whether a time can be subtracted from it. */
    public static boolean isTime(Object value) {
        return value instanceof LocalDate
                || value instanceof LocalDateTime
                || value instanceof Instant
                || value instanceof OffsetDateTime;
    }

    private static boolean isNumber(Object value) {
        return value instanceof Long || value instanceof BigInteger || value instanceof BigDecimal;
    }

    /** The place: microseconds since 1970 for times, the whole part of numbers, held at the ends of a long. Stored. */
    public static long of(Object value) {
        if (value instanceof Long number) {
            return number;
        }
        if (value instanceof BigInteger number) {
            return held(number);
        }
        if (value instanceof BigDecimal number) {
            return number.precision() - number.scale() > 20
                    ? number.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE
                    : held(number.setScale(0, RoundingMode.FLOOR).toBigInteger());
        }
        if (value instanceof String text) {
            return Hashing.xxh3_64().hashBytesToLong(text.getBytes(StandardCharsets.UTF_8));
        }
        Instant instant = instant(value);
        return held(BigInteger.valueOf(instant.getEpochSecond())
                .multiply(BigInteger.valueOf(1_000_000))
                .add(BigInteger.valueOf(instant.getNano() / 1000)));
    }

    /** Whether a value lies before another of its kind; texts by their code points. */
    static boolean isBefore(Object value, Object other) {
        if (isTime(value) && isTime(other)) {
            return instant(value).isBefore(instant(other));
        }
        if (isNumber(value) && isNumber(other)) {
            return new BigDecimal(value.toString()).compareTo(new BigDecimal(other.toString())) < 0;
        }
        return value instanceof String text && other instanceof String bound && text.compareTo(bound) < 0;
    }

    /** The value as part of a message id: equal for equal instants and numbers, whatever their kind. */
    static String text(Object value) {
        boolean aware = value instanceof OffsetDateTime || value instanceof LocalDateTime;
        String text = ExactText.of(aware ? instant(value) : value);
        return text == null ? value.toString() : text;
    }

    /**
     * A time written as text, without a zone meant in UTC: a {@link LocalDateTime} or an {@link OffsetDateTime}. Empty
     * where it is none.
     */
    public static Optional<Object> time(String text) {
        return Optional.ofNullable(TimeReader.read(text));
    }

    /** The instant of a value that {@link #isTime}; without a zone it is meant in UTC. */
    public static Instant instant(Object time) {
        if (time instanceof Instant instant) {
            return instant;
        }
        if (time instanceof OffsetDateTime there) {
            return there.toInstant();
        }
        return time instanceof LocalDateTime local
                ? local.toInstant(ZoneOffset.UTC)
                : ((LocalDate) time).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    private static long held(BigInteger number) {
        return number.max(LEAST).min(GREATEST).longValue();
    }
}
