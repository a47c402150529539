package io.fullcircle.connector.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.connector.source.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsTest {
    @Test
    void writesNumbersAsTheTextThatPeopleKnowThemBy() {
        assertThat(userId(162_514_333L)).isEqualTo("162514333");
        assertThat(userId(1.62514333E8)).isEqualTo("162514333");
        assertThat(userId(16_777_216f)).isEqualTo("16777216");
        assertThat(userId(new BigDecimal("42.00"))).isEqualTo("42");
        assertThat(userId(new BigDecimal("4.2E+3"))).isEqualTo("4200");
        assertThat(userId(new BigDecimal("0.00"))).isEqualTo("0");
        assertThat(userId(new BigDecimal("12345678901234567890123456789012345678")))
                .isEqualTo("12345678901234567890123456789012345678");
        assertThat(userId(new BigInteger("170141183460469231731687303715884105727")))
                .isEqualTo("170141183460469231731687303715884105727");
        assertThat(userId(-0.0)).isEqualTo("0");
    }

    @Test
    void writesNumbersThatAreNotWholeWithoutExponent() {
        assertThat(userId(1.5E-7)).isEqualTo("0.00000015");
        assertThat(userId(0.1f)).isEqualTo("0.1");
        assertThat(userId(12_345_678.9)).isEqualTo("12345678.9");
        assertThat(userId(new BigDecimal("1.50"))).isEqualTo("1.5");
    }

    @Test
    void writesWholeDoublesOfAnySizeExactly() {
        assertThat(userId(9.007199254740993E15)).isEqualTo("9007199254740992");
        assertThat(userId(1.2345678901234567E18)).isEqualTo("1234567890123456768");
        assertThat(userId(1.0E22)).isEqualTo("10000000000000000000000");
    }

    @Test
    void neverWritesAnExponent() {
        var random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            double any = Double.longBitsToDouble(random.nextLong());
            float small = Float.intBitsToFloat(random.nextInt());
            if (Double.isFinite(any) && Float.isFinite(small)) {
                assertThat(ExactText.of(any)).matches("-?[0-9]+(\\.[0-9]+)?");
                assertThat(Double.parseDouble(ExactText.of(any))).isEqualTo(any + 0.0);
                assertThat(Float.parseFloat(ExactText.of(small))).isEqualTo(small + 0.0f);
            }
        }
    }

    @Test
    void takesOtherKindsAsTheirText() {
        var uuid = UUID.randomUUID();

        assertThat(userId(" c 1 ")).isEqualTo(" c 1 ");
        assertThat(userId(uuid)).isEqualTo(uuid.toString());
        assertThat(userId(7)).isEqualTo("7");
        assertThat(userId(true)).isEqualTo("true");
        assertThat(userId(LocalDate.EPOCH)).isEqualTo("1970-01-01");
        assertThat(userId(LocalDateTime.of(2026, 11, 22, 6, 0))).isEqualTo("2026-11-22T06:00:00Z");
    }

    @Test
    void callsARowWithoutAnIdInvalid() {
        for (var none : new Object[] {null, "", " \t", Double.NaN, new Json("null", 0)}) {
            assertThat(OneRow.of(none).mapped()).isEqualTo(new Invalid(0, null, "no customer id", null));
            assertThat(OneRow.of(none).anonymousId(none).invalid().reason()).isEqualTo("no customer id");
            assertThat(new OneRow().anonymousId(none).invalid().reason()).isEqualTo("no anonymous id");
        }
        assertThat(OneRow.of(null).column("order", 7L).key("order").mapped())
                .isEqualTo(new Invalid(0, "7", "no customer id", null));
    }

    @Test
    void callsARowWithJsonForAnIdInvalid() {
        assertThat(OneRow.of(new Json("{\"id\":1}", 0)).anonymousId("a").mapped())
                .isEqualTo(new Invalid(0, "a", "the customer id is JSON", "{\"id\":1}"));
        assertThat(OneRow.of("c1").anonymousId(new Json("[]", 0)).mapped())
                .isEqualTo(new Invalid(0, "c1", "the anonymous id is JSON", "[]"));
        assertThat(OneRow.of("c1").column("k", new Json("[]", 0)).key("k").mapped())
                .isEqualTo(new Invalid(0, null, "a column of the key is JSON", "[]"));
    }

    @Test
    void callsANumberBeyondReasonInvalidInsteadOfWritingItOut() {
        var huge = new BigDecimal("1E+999999999");

        assertThat(OneRow.of(huge).mapped())
                .isEqualTo(new Invalid(0, null, "the customer id has too many digits", "1E+999999999"));
        assertThat(OneRow.of("c1").property("n", huge).invalid())
                .isEqualTo(new Invalid(
                        0,
                        "c1",
                        "the call is larger than 32768 bytes",
                        "1000000122 bytes, 1000000000 of them in properties.n"));
        assertThat(OneRow.of("c1")
                        .property("n", huge, TrackMapping.As.STRING)
                        .invalid()
                        .reason())
                .isEqualTo("properties.n can't be cast to string");
    }

    @Test
    void callsARowWithoutAnEventNameInvalid() {
        for (var none : new Object[] {null, "", "  "}) {
            assertThat(OneRow.of("c1").eventColumn(none).mapped())
                    .isEqualTo(new Invalid(0, "c1", "no event name", null));
        }
        assertThat(OneRow.of("c1").eventColumn(new Json("[1]", 0)).mapped())
                .isEqualTo(new Invalid(0, "c1", "the event name is no text", "[1]"));
        assertThat(OneRow.of("c1").eventColumn(7L).json()).contains("\"event\":\"7\"");
    }

    @Test
    void callsARowWithAnotherTimestampInvalid() {
        for (var wrong : new Object[] {"yesterday", 1L, true, new Json("[]", 0)}) {
            assertThat(OneRow.of("c1").timestamp(wrong).invalid().reason())
                    .isEqualTo("the timestamp is no date and no time");
        }
        for (var far : new Object[] {LocalDate.of(10_000, 1, 1), LocalDateTime.MIN, Instant.MAX}) {
            assertThat(OneRow.of("c1").timestamp(far).invalid().reason())
                    .isEqualTo("the timestamp is not within the years 0 to 9999");
        }
        assertThat(OneRow.of("c1")
                        .timestamp(Instant.parse("9999-12-31T23:59:59Z"))
                        .json())
                .contains("\"9999-12-31T23:59:59Z\"");
    }

    @Test
    void takesTheIdForTheKeyUnlessToldOtherwise() {
        assertThat(OneRow.of(42L).anonymousId("a").message().key()).isEqualTo("42");
        assertThat(OneRow.of(null).anonymousId("a").message().key()).isEqualTo("a");
        assertThat(OneRow.of("a,\"b\"").message().key()).isEqualTo("a,\"b\"");
    }

    @Test
    void joinsTheColumnsOfAKeyInTheOrderWritten() {
        var row = OneRow.of(42L).column("week", LocalDate.EPOCH).column("n", new BigDecimal("1.0"));

        assertThat(row.key("week", "customer_id", "n").message().key()).isEqualTo("1970-01-01,42,1");
        assertThat(row.key("n").message().key()).isEqualTo("1");
    }

    @Test
    void quotesThePartsOfAKeyThatWouldReadAsOthers() {
        assertThat(key("a,b", "c")).isEqualTo("\"a,b\",c");
        assertThat(key("a", "b,c")).isEqualTo("a,\"b,c\"");
        assertThat(key("a\"", "b")).isEqualTo("\"a\"\"\",b");
        assertThat(key("a\nb", "")).isEqualTo("\"a\nb\",\"\"");
    }

    @Test
    void callsARowWithoutAKeyInvalid() {
        assertThat(OneRow.of("c1").column("k", null).key("k", "customer_id").mapped())
                .isEqualTo(new Invalid(0, null, "no key", null));
        assertThat(OneRow.of("c1").column("k", " ").key("k").invalid().reason()).isEqualTo("no key");
        assertThat(OneRow.of("c1")
                        .column("k", "")
                        .column("l", "")
                        .key("k", "l")
                        .invalid()
                        .reason())
                .isEqualTo("no key");
    }

    @Test
    void callsARowWithAKeyLongerThanACallInvalid() {
        assertThat(OneRow.of("c1")
                        .column("k", "k".repeat(1_001))
                        .key("k")
                        .atMost(1_000)
                        .mapped())
                .isEqualTo(new Invalid(0, null, "the key is longer than 1000 characters", null));
        assertThat(OneRow.of("c1")
                        .column("k", "é".repeat(1_000))
                        .key("k")
                        .atMost(1_000)
                        .message()
                        .id())
                .isNotEqualTo(OneRow.of("c1")
                        .column("k", "é".repeat(999) + "e")
                        .key("k")
                        .atMost(1_000)
                        .message()
                        .id());
    }

    @Test
    void givesOneLaneToACustomerAndManyToMany() {
        assertThat(OneRow.of(42L).property("n", 1L).message().lane())
                .isEqualTo(OneRow.of("42").message().lane());
        assertThat(OneRow.of(null).anonymousId("42").message().lane())
                .isEqualTo(OneRow.of("42").message().lane());
        var lanes = new HashSet<Integer>();
        int[] perSender = new int[8];
        for (long id = 0; id < 8_000; id++) {
            int lane = OneRow.of(id).message().lane();
            lanes.add(lane);
            perSender[Math.floorMod(lane, perSender.length)]++;
        }
        assertThat(lanes).hasSizeGreaterThan(7_990);
        assertThat(Arrays.stream(perSender).boxed()).allMatch(count -> count > 850 && count < 1_150);
    }

    private static String key(String one, String other) {
        return OneRow.of("c")
                .column("one", one)
                .column("other", other)
                .key("one", "other")
                .message()
                .key();
    }

    private static String userId(Object value) {
        var json = OneRow.of(value).json();
        var from = json.indexOf("\"userId\":\"") + 10;
        return json.substring(from, json.indexOf("\",\"event\"", from));
    }
}
