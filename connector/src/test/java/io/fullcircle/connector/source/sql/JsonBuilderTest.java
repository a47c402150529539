package io.fullcircle.connector.source.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.connector.source.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonBuilderTest {
    private static Json json(Object value) throws SQLException {
        JsonBuilder json = new JsonBuilder();
        Values.nested(json, value);
        return json.finish();
    }

    @Test
    void writesEveryKindOfValue() throws SQLException {
        assertThat(json(new Object[] {
                    null,
                    true,
                    1L,
                    new BigInteger("18446744073709551616"),
                    new BigDecimal("1.50"),
                    0.1f,
                    2.5,
                    "a\"\\\n\u0001ä",
                    LocalDate.of(2026, 1, 2),
                    LocalTime.of(3, 0),
                    LocalDateTime.of(2026, 1, 2, 3, 0),
                    Instant.parse("2026-01-02T03:00:00.5Z"),
                    OffsetDateTime.parse("2026-01-02T03:00:00+02:00"),
                    new byte[] {1, 2}
                }))
                .isEqualTo(new Json(
                        "[null,true,1,18446744073709551616,1.50,0.1,2.5,\"a\\\"\\\\\\n\\u0001ä\",\"2026-01-02\","
                                + "\"03:00:00\",\"2026-01-02T03:00:00Z\",\"2026-01-02T03:00:00.500Z\","
                                + "\"2026-01-02T03:00:00+02:00\",\"AQI=\"]",
                        0));
    }

    @Test
    void nestsAndCountsWhatHasNoNumber() throws SQLException {
        Map<String, Object> map = Map.of("a", List.of(Map.of(), List.of(), Arrays.asList(Double.NaN, null, 1.0)));

        assertThat(json(map)).isEqualTo(new Json("{\"a\":[{},[],[null,null,1.0]]}", 1));
    }

    @Test
    void beginsAnewAfterEachValue() {
        JsonBuilder json = new JsonBuilder();
        json.value(Float.POSITIVE_INFINITY);

        assertThat(json.finish()).isEqualTo(new Json("null", 1));
        json.open('[');
        json.value("x");
        json.close(']');
        assertThat(json.finish()).isEqualTo(new Json("[\"x\"]", 0));
    }
}
