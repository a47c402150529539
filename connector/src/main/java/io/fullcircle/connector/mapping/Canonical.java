package io.fullcircle.connector.mapping;

import io.fullcircle.connector.source.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.io.NumberOutput;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes values so that equal ones have equal bytes, whatever SQL type they come from: a tag, then what follows from it.
 * Numbers are equal when their decimal values are ({@code 1}, {@code 1.0}, {@code 1e0}; of floating-point numbers the
 * shortest decimal), times when they are the same instant, JSON when it says the same in any order of members. NULL is no
 * empty text. Settled for ever, like {@link ContentDigest}. Confined to one thread.
 */
final class Canonical {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final double LONGS = 0x1p63;

    /** A decimal of so many digits is had back from the double next to it, and powers of ten up to 10^22 are exact. */
    private static final int DIGITS_OF_A_DOUBLE = 15;

    private static final double[] TENS = new double[23];

    static {
        for (int i = 0; i < TENS.length; i++) {
            TENS[i] = Double.parseDouble("1e" + i);
        }
    }

    private static final int NULL = 0;
    private static final int FALSE = 1;
    private static final int TRUE = 2;
    private static final int WHOLE = 3;
    private static final int FRACTION = 4;
    private static final int DECIMAL = 5;
    private static final int TEXT = 6;
    private static final int INSTANT = 7;
    private static final int DATE = 8;
    private static final int TIME = 9;
    private static final int ARRAY = 10;
    private static final int OBJECT = 11;
    private static final int END = 12;
    private static final int NO_JSON = 13;

    private final CallBuffer out;

    Canonical(CallBuffer out) {
        this.out = out;
    }

    /** @param value null, or of one of the cursor's kinds; numbers are finite */
    void value(Object value) {
        if (value instanceof Double number) {
            number(number);
        } else if (value instanceof String text) {
            text(text);
        } else if (value instanceof Long number) {
            whole(number);
        } else if (value == null) {
            out.write(NULL);
        } else if (value instanceof BigDecimal decimal) {
            number(decimal);
        } else if (value instanceof Boolean truth) {
            out.write(truth ? TRUE : FALSE);
        } else if (value instanceof Float number) {
            number(Double.parseDouble(NumberOutput.toString(number, true)));
        } else if (value instanceof BigInteger number) {
            number(new BigDecimal(number));
        } else if (value instanceof Json json) {
            json(json.text());
        } else {
            time(value);
        }
    }

    private void text(String text) {
        out.write(TEXT);
        out.writeCounted(text);
    }

    private void whole(long number) {
        out.write(WHOLE);
        out.writeLong(number);
    }

    private void number(double number) {
        if (number != Math.rint(number)) {
            out.write(FRACTION);
            out.writeLong(Double.doubleToLongBits(number));
        } else if (Math.abs(number) < LONGS) {
            whole((long) number);
        } else {
            decimal(new BigDecimal(number).stripTrailingZeros());
        }
    }

    private void number(BigDecimal decimal) {
        if (decimal.precision() <= DIGITS_OF_A_DOUBLE && decimal.scale() >= 0 && decimal.scale() < TENS.length) {
            number(decimal.unscaledValue().longValue() / TENS[decimal.scale()]);
            return;
        }
        BigDecimal stripped = decimal.stripTrailingZeros();
        if (stripped.scale() <= 0) {
            boolean small = stripped.precision() - (long) stripped.scale() <= 19;
            BigInteger exact = small ? stripped.toBigInteger() : null;
            if (exact != null && exact.bitLength() < Long.SIZE) {
                whole(exact.longValue());
                return;
            }
        } else {
            double near = stripped.doubleValue();
            boolean same =
                    Double.isFinite(near) && new BigDecimal(NumberOutput.toString(near, true)).compareTo(stripped) == 0;
            if (same) {
                number(near);
                return;
            }
        }
        decimal(stripped);
    }

    private void decimal(BigDecimal stripped) {
        byte[] unscaled = stripped.unscaledValue().toByteArray();
        out.write(DECIMAL);
        out.writeLong(stripped.scale());
        out.writeCounted(unscaled);
    }

    private void time(Object value) {
        if (value instanceof LocalDate date) {
            out.write(DATE);
            out.writeLong(date.toEpochDay());
        } else if (value instanceof LocalTime time) {
            out.write(TIME);
            out.writeLong(time.toNanoOfDay());
        } else if (value instanceof LocalDateTime local) {
            instant(local.toEpochSecond(ZoneOffset.UTC), local.getNano());
        } else if (value instanceof OffsetDateTime there) {
            instant(there.toEpochSecond(), there.getNano());
        } else {
            var instant = (Instant) value;
            instant(instant.getEpochSecond(), instant.getNano());
        }
    }

    private void instant(long second, int nano) {
        out.write(INSTANT);
        out.writeLong(second);
        out.writeLong(nano);
    }

    private void json(String json) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            json(parser);
        } catch (JacksonException noJson) {
            out.write(NO_JSON);
            out.writeCounted(json);
        }
    }

    private void json(JsonParser parser) {
        JsonToken token = parser.currentToken();
        switch (token) {
            case VALUE_STRING -> text(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(new BigDecimal(parser.getString()));
            case VALUE_TRUE -> out.write(TRUE);
            case VALUE_FALSE -> out.write(FALSE);
            case START_ARRAY -> array(parser);
            case START_OBJECT -> object(parser);
            default -> out.write(NULL);
        }
    }

    private void array(JsonParser parser) {
        out.write(ARRAY);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            json(parser);
        }
        out.write(END);
    }

    private void object(JsonParser parser) {
        var members = new TreeMap<String, byte[]>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            var bytes = new CallBuffer(Integer.MAX_VALUE - 8);
            new Canonical(bytes).json(parser);
            members.put(name, Arrays.copyOf(bytes.bytes(), (int) bytes.size()));
        }
        out.write(OBJECT);
        members.forEach((name, bytes) -> {
            out.writeCounted(name);
            out.write(bytes, 0, bytes.length);
        });
        out.write(END);
    }
}
