package io.fullcircle.connector.mapping;

import static io.fullcircle.connector.mapping.OneRow.cast;
import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.connector.mapping.TrackMapping.As;
import io.fullcircle.connector.source.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CastsTest {
    @ParameterizedTest
    @CsvSource({
        "12345678901234567890.10, 12345678901234567890.10",
        "' 5 ', 5",
        "-0.5e-7, -0.5e-7",
        "+5, 5",
        "007, 7",
        "-000, -0",
        ".5, 0.5",
        "5., 5",
        "-01.50E+3, -1.50E+3",
    })
    void readsNumbersInTextsWithAllTheirDigits(String text, String json) {
        assertThat(cast(text, As.NUMBER)).isEqualTo(json);
    }

    @Test
    void keepsNumbersThatAreNumbers() {
        assertThat(cast(42L, As.NUMBER)).isEqualTo("42");
        assertThat(cast(0.1f, As.NUMBER)).isEqualTo("0.1");
        assertThat(cast(new BigDecimal("1.50"), As.NUMBER)).isEqualTo("1.50");
        assertThat(cast(new Json("1.50", 0), As.NUMBER)).isEqualTo("1.50");
        assertThat(cast(new Json("\"1.50\"", 0), As.NUMBER)).isEqualTo("1.50");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-infinity", " inf "})
    void countsTextsOfNumbersThatJsonHasNotAsNulled(String text) {
        var row = OneRow.of("c1").property("v", text, As.NUMBER);
        var mapper = row.bind();

        assertThat(OneRow.json((Message) mapper.map(0, row.cursor()))).endsWith("{\"v\":null}}");
        assertThat(mapper.nulled()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "+", "e5", "1,5", "1_000", "0x10", "12a", "--1", "1e", "٣", "five"})
    void refusesTextsThatAreNoNumber(String text) {
        assertThat(refusal(text, As.NUMBER).reason()).isEqualTo("properties.v can't be cast to number");
        assertThat(refusal(text, As.NUMBER).detail()).isEqualTo(text);
    }

    @Test
    void refusesWhatIsANumberOnlyByGuessing() {
        refusal(true, As.NUMBER);
        refusal(LocalDate.EPOCH, As.NUMBER);
        refusal(Instant.EPOCH, As.NUMBER);
        refusal(new Json("true", 0), As.NUMBER);
        refusal(new Json("[1]", 0), As.NUMBER);
    }

    @Test
    void writesEveryKindAsText() {
        assertThat(cast(" as it is ", As.STRING)).isEqualTo("\" as it is \"");
        assertThat(cast("", As.STRING)).isEqualTo("\"\"");
        assertThat(cast(162_514_333L, As.STRING)).isEqualTo("\"162514333\"");
        assertThat(cast(new BigInteger("99999999999999999999"), As.STRING)).isEqualTo("\"99999999999999999999\"");
        assertThat(cast(new BigDecimal("42.00"), As.STRING)).isEqualTo("\"42.00\"");
        assertThat(cast(1.62514333E8, As.STRING)).isEqualTo("\"162514333\"");
        assertThat(cast(1.0E-7, As.STRING)).isEqualTo("\"0.0000001\"");
        assertThat(cast(0.1f, As.STRING)).isEqualTo("\"0.1\"");
        assertThat(cast(true, As.STRING)).isEqualTo("\"true\"");
        assertThat(cast(LocalDate.EPOCH, As.STRING)).isEqualTo("\"1970-01-01\"");
        assertThat(cast(LocalTime.NOON, As.STRING)).isEqualTo("\"12:00:00\"");
        assertThat(cast(Instant.EPOCH, As.STRING)).isEqualTo("\"1970-01-01T00:00:00Z\"");
        assertThat(cast(new Json("{\"a\": 1}", 0), As.STRING)).isEqualTo("\"{\\\"a\\\": 1}\"");
        assertThat(cast(new Json("\"caf\\u00e9\"", 0), As.STRING)).isEqualTo("\"café\"");
        assertThat(cast(new Json(" 1.50 ", 0), As.STRING)).isEqualTo("\"1.50\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "TRUE", " t ", "yes", "1"})
    void readsTextsThatSayYes(String text) {
        assertThat(cast(text, As.BOOLEAN)).isEqualTo("true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "False", "f", "NO", "0"})
    void readsTextsThatSayNo(String text) {
        assertThat(cast(text, As.BOOLEAN)).isEqualTo("false");
    }

    @Test
    void readsOneAndZeroOfAnyKindAsBooleans() {
        assertThat(cast(true, As.BOOLEAN)).isEqualTo("true");
        assertThat(cast(1L, As.BOOLEAN)).isEqualTo("true");
        assertThat(cast(0.0, As.BOOLEAN)).isEqualTo("false");
        assertThat(cast(-0.0f, As.BOOLEAN)).isEqualTo("false");
        assertThat(cast(new BigDecimal("1.00"), As.BOOLEAN)).isEqualTo("true");
        assertThat(cast(BigInteger.ZERO, As.BOOLEAN)).isEqualTo("false");
        assertThat(cast(new Json("false", 0), As.BOOLEAN)).isEqualTo("false");
    }

    @Test
    void refusesWhatIsNoBoolean() {
        refusal("", As.BOOLEAN);
        refusal("maybe", As.BOOLEAN);
        refusal("x".repeat(1_000), As.BOOLEAN);
        refusal(2L, As.BOOLEAN);
        refusal(0.5, As.BOOLEAN);
        refusal(new BigDecimal("1E-999999999"), As.BOOLEAN);
        refusal(LocalDate.EPOCH, As.BOOLEAN);
        refusal(new Json("[]", 0), As.BOOLEAN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":[1,{\"b\":null}]}", "[]", "\"text\"", "1.50", "true", "-0"})
    void embedsTextsThatAreJson(String text) {
        assertThat(cast(text, As.JSON)).isEqualTo(text);
        assertThat(cast(" " + text + "\n", As.JSON)).isEqualTo(text);
    }

    @Test
    void leavesValuesThatAreNoTextsWhatTheyAreInJson() {
        assertThat(cast(1L, As.JSON)).isEqualTo("1");
        assertThat(cast(LocalDate.EPOCH, As.JSON)).isEqualTo("\"1970-01-01\"");
        assertThat(cast(new Json("{}", 0), As.JSON)).isEqualTo("{}");
    }

    @Test
    void takesTheTextNullForNoValue() {
        var row = OneRow.of("c1").omittingNulls().property("v", "null", As.JSON);

        assertThat(row.properties()).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "{",
                "{}}",
                "1 2",
                "[1,]",
                "{\"a\":1",
                "NaN",
                "01",
                "'a'",
                "\"a",
                "\"\\x\"",
                "{a:1}",
                "1//c"
            })
    void refusesTextsThatAreNotOneJsonValue(String text) {
        refusal(text, As.JSON);
    }

    @Test
    void refusesJsonNestedBeyondReasonInsteadOfOverflowing() {
        refusal("[".repeat(100_000) + "]".repeat(100_000), As.JSON);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22, 2026-11-22T00:00:00Z",
        "2026-11-22T06:00, 2026-11-22T06:00:00Z",
        "2026-11-22T06:00:07, 2026-11-22T06:00:07Z",
        "2026-11-22t06:00:07.120z, 2026-11-22T06:00:07.12Z",
        "2026-11-22 06:00:07.123456789+02, 2026-11-22T06:00:07.123456789+02:00",
        "2026-11-22 06:00:07-0330, 2026-11-22T06:00:07-03:30",
        "2026-11-22 06:00:07+05:30, 2026-11-22T06:00:07+05:30",
        "2026-11-22 06:00:07.000 +0100, 2026-11-22T06:00:07+01:00",
        "2026-11-22 06:00:07 UTC, 2026-11-22T06:00:07Z",
        "1900-01-01 00:00:00+00:09:21, 1899-12-31T23:50:39Z",
        "' 2024-02-29 00:00:00 ', 2024-02-29T00:00:00Z",
    })
    void readsTimestampsAsPeopleAndDatabasesWriteThem(String text, String timestamp) {
        assertThat(cast(text, As.TIMESTAMP)).isEqualTo('"' + timestamp + '"');
        assertThat(OneRow.of("c1").timestamp(text).json()).contains("\"timestamp\":\"" + timestamp + "\",");
    }

    @Test
    void takesDatesAndTimestampsAsTimestamps() {
        var local = LocalDateTime.of(2026, 11, 22, 6, 0);

        assertThat(cast(LocalDate.EPOCH, As.TIMESTAMP)).isEqualTo("\"1970-01-01T00:00:00Z\"");
        assertThat(cast(local, As.TIMESTAMP)).isEqualTo("\"2026-11-22T06:00:00Z\"");
        assertThat(cast(Instant.EPOCH, As.TIMESTAMP)).isEqualTo("\"1970-01-01T00:00:00Z\"");
        assertThat(cast(OffsetDateTime.parse("2026-11-22T06:00:00+01:00"), As.TIMESTAMP))
                .isEqualTo("\"2026-11-22T06:00:00+01:00\"");
        assertThat(cast(new Json("\"2026-11-22\"", 0), As.TIMESTAMP)).isEqualTo("\"2026-11-22T00:00:00Z\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2023-02-29",
                "2026-13-01",
                "2026-1-1",
                "20261122",
                "22.11.2026",
                "2026-11-22T",
                "2026-11-22T24:00",
                "2026-11-22 06:00:60",
                "2026-11-22 06:00:00.",
                "2026-11-22 06:00:00.1234567890",
                "2026-11-22 06:00:00+19",
                "2026-11-22 06:00:00+01:75",
                "2026-11-22 06:00:00+1",
                "2026-11-22T06:00:00Z and more",
                "2026-11-22T06:00:00[Europe/Paris]",
                "1732255200",
            })
    void refusesTextsThatAreNoTimestamp(String text) {
        refusal(text, As.TIMESTAMP);
    }

    @Test
    void refusesNumbersAsTimestampsSinceNothingTellsTheirUnit() {
        refusal(1_732_255_200L, As.TIMESTAMP);
        refusal(1.7322552E9, As.TIMESTAMP);
        refusal(new Json("1732255200", 0), As.TIMESTAMP);
        refusal(LocalTime.NOON, As.TIMESTAMP);
        refusal(true, As.TIMESTAMP);
    }

    @ParameterizedTest
    @EnumSource(As.class)
    void castsNullToNull(As as) {
        assertThat(cast(null, as)).isEqualTo("null");
        assertThat(cast(new Json("null", 0), as)).isEqualTo("null");
        assertThat(cast(Double.NaN, as)).isEqualTo("null");
    }

    @Test
    void namesTheNestedPropertyAndCutsTheValueItRefuses() {
        var invalid = OneRow.of("c1")
                .column("n", "😀".repeat(80))
                .listed(OneRow.fromColumn("n", As.NUMBER, "scores", "iphone"))
                .invalid();

        assertThat(invalid.reason()).isEqualTo("properties.scores.iphone can't be cast to number");
        assertThat(invalid.detail()).isEqualTo("😀".repeat(50) + "…");
        assertThat(OneRow.of("c1")
                        .column("n", "x" + "😀".repeat(80))
                        .context(OneRow.fromColumn("n", As.BOOLEAN, "n"))
                        .invalid())
                .isEqualTo(new Invalid(0, "c1", "context.n can't be cast to boolean", "x" + "😀".repeat(49) + "…"));
    }

    private static Invalid refusal(Object value, As as) {
        return OneRow.of("c1").property("v", value, as).invalid();
    }
}
