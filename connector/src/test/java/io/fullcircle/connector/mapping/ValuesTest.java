package io.fullcircle.connector.mapping;

import static io.fullcircle.connector.mapping.OneRow.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fullcircle.connector.source.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ValuesTest {
    @Test
    void keepsEveryDigitOfAnInteger() {
        assertThat(written(Long.MAX_VALUE)).isEqualTo("9223372036854775807");
        assertThat(written(Long.MIN_VALUE)).isEqualTo("-9223372036854775808");
        assertThat(written(new BigInteger("123456789012345678901234567890123456789")))
                .isEqualTo("123456789012345678901234567890123456789");
    }

    @Test
    void keepsEveryDigitOfADecimalWithoutAnExponent() {
        assertThat(written(new BigDecimal("42.00"))).isEqualTo("42.00");
        assertThat(written(new BigDecimal("1E+3"))).isEqualTo("1000");
        assertThat(written(new BigDecimal("1E-10"))).isEqualTo("0.0000000001");
        assertThat(written(new BigDecimal("-0.1234567890123456789012345678901234567")))
                .hasSize(40);
        assertThat(written(BigDecimal.valueOf(1, 16_383)))
                .hasSize(16_385)
                .startsWith("0.000")
                .endsWith("01");
    }

    @Test
    void writesTheShortestTextThatReadsAsTheSameNumber() {
        assertThat(written(0.1)).isEqualTo("0.1");
        assertThat(written(2.0E-3)).isEqualTo("0.002");
        assertThat(written(1.0E23)).isEqualTo("1.0E23");
        assertThat(written(4.9E-324)).isEqualTo("4.9E-324");
        assertThat(written(-0.0)).isEqualTo("-0.0");
        assertThat(written(0.1f)).isEqualTo("0.1");
        assertThat(written(16_777_216f)).isEqualTo("1.6777216E7");
    }

    @Test
    void makesNullOfNumbersThatJsonHasNotAndCountsThem() {
        var row = OneRow.of("c1")
                .property("a", Double.NaN)
                .property("b", Double.POSITIVE_INFINITY)
                .property("c", Float.NEGATIVE_INFINITY)
                .property("d", Float.NaN)
                .property("e", new Json("[null,1,null]", 2))
                .property("f", 1.5);
        var mapper = row.bind();

        var message = (Message) mapper.map(0, row.cursor());

        assertThat(OneRow.json(message))
                .endsWith("{\"a\":null,\"b\":null,\"c\":null,\"d\":null,\"e\":[null,1,null],\"f\":1.5}}");
        assertThat(mapper.nulled()).isEqualTo(6);
        mapper.map(1, row.cursor());
        assertThat(mapper.nulled()).isEqualTo(12);
    }

    @Test
    void writesBooleans() {
        assertThat(written(true)).isEqualTo("true");
        assertThat(written(false)).isEqualTo("false");
    }

    @Test
    void writesDatesAndTimes() {
        assertThat(written(LocalDate.of(2024, 2, 29))).isEqualTo("\"2024-02-29\"");
        assertThat(written(LocalTime.of(6, 5))).isEqualTo("\"06:05:00\"");
        assertThat(written(LocalTime.of(23, 59, 59, 999_999_999))).isEqualTo("\"23:59:59.999999999\"");
    }

    @Test
    void writesTimestampsWithoutAZoneInUtc() {
        assertThat(written(LocalDateTime.of(2026, 11, 22, 6, 0))).isEqualTo("\"2026-11-22T06:00:00Z\"");
        assertThat(written(LocalDateTime.of(2026, 11, 22, 6, 0, 1, 500_000_000)))
                .isEqualTo("\"2026-11-22T06:00:01.5Z\"");
        assertThat(written(LocalDateTime.of(2026, 11, 22, 6, 0, 1, 1))).isEqualTo("\"2026-11-22T06:00:01.000000001Z\"");
        assertThat(written(LocalDateTime.of(2026, 11, 22, 6, 0, 1, 120_034_000)))
                .isEqualTo("\"2026-11-22T06:00:01.120034Z\"");
    }

    @Test
    void writesInstantsInUtc() {
        assertThat(written(Instant.parse("1969-12-31T23:59:59.25Z"))).isEqualTo("\"1969-12-31T23:59:59.25Z\"");
        assertThat(written(Instant.EPOCH)).isEqualTo("\"1970-01-01T00:00:00Z\"");
    }

    @Test
    void keepsATimestampsOwnOffset() {
        var local = LocalDateTime.of(2026, 11, 22, 6, 0);

        assertThat(written(local.atOffset(ZoneOffset.ofHoursMinutes(-3, -30))))
                .isEqualTo("\"2026-11-22T06:00:00-03:30\"");
        assertThat(written(local.atOffset(ZoneOffset.ofHours(14)))).isEqualTo("\"2026-11-22T06:00:00+14:00\"");
        assertThat(written(local.atOffset(ZoneOffset.UTC))).isEqualTo("\"2026-11-22T06:00:00Z\"");
    }

    @Test
    void turnsAnOffsetWithSecondsIntoUtcSinceFewReadersKnowIt() {
        assertThat(written(LocalDateTime.of(1900, 1, 1, 0, 0).atOffset(ZoneOffset.ofTotalSeconds(561))))
                .isEqualTo("\"1899-12-31T23:50:39Z\"");
    }

    @Test
    void writesYearsBeyondFourDigitsWithASign() {
        assertThat(written(LocalDate.of(0, 1, 1))).isEqualTo("\"0000-01-01\"");
        assertThat(written(LocalDate.of(9999, 1, 1))).isEqualTo("\"9999-01-01\"");
        assertThat(written(LocalDate.of(10_000, 1, 1))).isEqualTo("\"+10000-01-01\"");
        assertThat(written(LocalDate.of(-44, 3, 15))).isEqualTo("\"-0044-03-15\"");
        assertThat(written(LocalDateTime.MAX)).isEqualTo("\"+999999999-12-31T23:59:59.999999999Z\"");
        assertThat(written(Instant.MIN)).isEqualTo("\"-1000000000-01-01T00:00:00Z\"");
        assertThat(written(OffsetDateTime.MIN)).isEqualTo("\"-999999999-01-01T00:00:00+18:00\"");
    }

    @Test
    void writesEveryTimeAsTheLibraryReadsIt() {
        var random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            var instant = Instant.ofEpochSecond(
                    random.nextLong(-62_000_000_000L, 253_000_000_000L), random.nextInt(1_000_000_000));
            var there = instant.atOffset(ZoneOffset.ofTotalSeconds(60 * random.nextInt(-1080, 1080)));

            assertThat(Instant.parse(Times.text(instant))).isEqualTo(instant);
            assertThat(OffsetDateTime.parse(Times.text(there))).isEqualTo(there);
        }
    }

    @Test
    void embedsJsonAsItStandsButOnOneLine() {
        assertThat(written(new Json("{\"a\": [1.50, \"\\n\", 1e400]}", 0)))
                .isEqualTo("{\"a\": [1.50, \"\\n\", 1e400]}");
        assertThat(written(new Json("{\n\t\"a\":\r\n1}", 0))).isEqualTo("{ \t\"a\":  1}");
    }

    @Test
    void escapesOnlyWhatJsonWantsEscaped() {
        assertThat(written("<a href='x'>&amp; \"q\" \\ / =\u2028</a>"))
                .isEqualTo("\"<a href='x'>&amp; \\\"q\\\" \\\\ / =\u2028</a>\"");
        assertThat(written("\u0000\b\t\n\f\r\u001F\u007F")).isEqualTo("\"\\u0000\\b\\t\\n\\f\\r\\u001F\u007F\"");
        assertThat(written("")).isEqualTo("\"\"");
    }

    @Test
    void writesEmojiAsFourBytes() {
        assertThat(written("Zoë 日本 😀")).isEqualTo("\"Zoë 日本 😀\"");
        assertThat(OneRow.of("c1")
                        .column("n", "😀")
                        .listed(OneRow.fromColumn("n", null, "😀"))
                        .properties())
                .isEqualTo("{\"😀\":\"😀\"}");
    }

    @Test
    void keepsEmojiWholeWhereverTheyLieInALongText() {
        for (int lead = 0; lead < 8; lead++) {
            var text = "x".repeat(lead) + "😀".repeat(6_000) + "é".repeat(lead) + "😀";
            assertThat(written(text)).isEqualTo('"' + text + '"');
            assertThat(written(new Json('"' + text + '"', 0))).isEqualTo('"' + text + '"');
        }
    }

    @Test
    void writesATextOfFiveThousandCharacters() {
        var text = "Ünïcode \"quoted\" text, ".repeat(250).substring(0, 5_000);

        assertThat(JsonMapper.shared().readTree(written(text)).asString()).isEqualTo(text);
    }

    @Test
    void replacesHalfASurrogatePair() {
        assertThat(written("a\uD83Db")).isEqualTo("\"a\uFFFDb\"");
        assertThat(written("\uDE00\uD83D")).isEqualTo("\"\uFFFD\uFFFD\"");
        assertThat(written("\uD83D\uD83D\uDE00")).isEqualTo("\"\uFFFD😀\"");
        assertThat(written(new Json("\"\uD83D\"", 0))).isEqualTo("\"\uFFFD\"");
        assertThat(OneRow.of("c\uD83D").json()).contains("\"userId\":\"c\uFFFD\"");
    }

    @Test
    void refusesAKindOfValueThatNoCursorMayGive() {
        assertThatThrownBy(() -> written(new byte[1]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("[B");
    }
}
