package io.fullcircle.pipelines.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PositionTextTest {
    @Test
    void givesEveryKindOfValueBackWithoutLoss() {
        List<Object> values = List.of(
                "Zoë \"李\"",
                Long.MIN_VALUE,
                new BigInteger("170141183460469231731687303715884105727"),
                new BigDecimal("1200.50"),
                true,
                LocalDate.of(2026, 2, 28),
                LocalTime.of(23, 59, 59, 1),
                LocalDateTime.of(2026, 3, 29, 2, 30, 0, 123_456_789),
                Instant.parse("2026-11-21T06:00:00.000000001Z"),
                OffsetDateTime.parse("2026-11-21T06:00:00+05:30"));
        List<String> columns = IntStream.range(0, values.size())
                .mapToObj(number -> "column " + number)
                .toList();
        String text = PositionText.write(columns, values).orElseThrow();
        assertThat(PositionText.read(text, columns)).isEqualTo(values);
    }

    @Test
    void isNoPositionInAnotherOrder() {
        String text = PositionText.write(List.of("a", "b"), List.of(1L, 2L)).orElseThrow();
        assertThat(PositionText.read(text, List.of("b", "a"))).isEmpty();
    }

    @Test
    void refusesWhatCannotBeComparedWithoutLoss() {
        assertThat(PositionText.write(List.of("score"), List.of(0.1))).isEmpty();
    }
}
