package io.fullcircle.connector.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.connector.source.Json;
import io.fullcircle.connector.source.RowsCursor;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RandomRowsTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Random random = new Random(42);

    @Test
    void readsBackAHundredThousandRandomRowsAsTheSameValues() {
        var columns = List.of("customer_id", "a", "b", "c", "d", "e");
        var mapper = OneRow.of("")
                .rest()
                .column("a", 0)
                .column("b", 0)
                .column("c", 0)
                .column("d", 0)
                .column("e", 0)
                .bind();
        var ids = new HashSet<String>();
        var current = new Object[1][];
        var cursor = RowsCursor.of(columns, Stream.generate(() -> current[0] = row()));

        for (int i = 0; i < 100_000; i++) {
            cursor.next();
            var message = (Message) mapper.map(i, cursor);
            var call = JSON.readTree(message.json());

            assertThat(call.get("messageId").asString()).isEqualTo(message.id());
            assertThat(call.get("userId").asString()).isEqualTo(current[0][0]);
            for (int c = 1; c < columns.size(); c++) {
                checkSame(call.get("properties").get(columns.get(c)), current[0][c]);
            }
            ids.add(message.id());
        }
        assertThat(ids).hasSize(100_000);
    }

    private Object[] row() {
        return new Object[] {"c" + random.nextInt(), value(), value(), value(), value(), value()};
    }

    private Object value() {
        return switch (random.nextInt(11)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextLong() >> random.nextInt(64);
            case 3 -> new BigInteger(random.nextInt(200), random);
            case 4 -> new BigDecimal(new BigInteger(random.nextInt(200), random), random.nextInt(-5, 40));
            case 5 -> random.nextGaussian() * Math.pow(10, random.nextInt(-300, 300));
            case 6 -> (float) random.nextGaussian();
            case 7 -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
            case 8 -> LocalDate.ofEpochDay(random.nextInt(100_000));
            case 9 -> new Json("{\"n\":[" + random.nextLong() + ",\"" + random.nextInt() + "\"]}", 0);
            default -> text();
        };
    }

    /** Any characters but lone surrogates, control characters and quotes included. */
    private String text() {
        var text = new StringBuilder();
        random.ints(random.nextInt(40), 0, 0x1_1000)
                .map(c -> random.nextBoolean() ? c % 0x80 : c)
                .filter(c -> c < 0xD800 || c > 0xDFFF)
                .forEach(text::appendCodePoint);
        return text.toString();
    }

    private static void checkSame(JsonNode json, Object value) {
        if (value == null) {
            assertThat(json.isNull()).isTrue();
        } else if (value instanceof Boolean truth) {
            assertThat(json.booleanValue()).isEqualTo(truth);
        } else if (value instanceof Double number) {
            assertThat(Double.doubleToLongBits(json.doubleValue())).isEqualTo(Double.doubleToLongBits(number));
        } else if (value instanceof Float number) {
            assertThat(Float.parseFloat(json.decimalValue().toString())).isEqualTo(number);
        } else if (value instanceof Number number) {
            assertThat(json.decimalValue()).isEqualByComparingTo(new BigDecimal(number.toString()));
        } else if (value instanceof Json embedded) {
            assertThat(json).isEqualTo(JSON.readTree(embedded.text()));
        } else if (value instanceof Instant instant) {
            assertThat(Instant.parse(json.asString())).isEqualTo(instant);
        } else {
            assertThat(json.asString()).isEqualTo(value.toString());
        }
    }
}
