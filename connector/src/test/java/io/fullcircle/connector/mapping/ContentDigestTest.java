package io.fullcircle.connector.mapping;

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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What counts as changed. The numbers in here are stored in ledgers: they never change. */
class ContentDigestTest {
    private static final SyncMode.Changed CHANGED = SyncMode.Changed.DEFAULT;

    private static Mark mark(OneRow row) {
        var watch = new TrackMapper.Watch(List.of(), List.of(), CHANGED, Accepted.NOTHING);
        var mapper = TrackMapper.bind(
                row.mapping(),
                new Identity("workspace", "sales-forecast", ""),
                row.cursor().columns(),
                watch);
        return ((Message) mapper.map(0, row.cursor())).mark();
    }

    private static long digest(OneRow row) {
        return mark(row).value();
    }

    private static long digest(Object value) {
        return digest(OneRow.of("c1").property("v", value));
    }

    private static void areOne(Object... values) {
        assertThat(Stream.of(values).map(ContentDigestTest::digest).distinct()).hasSize(1);
    }

    private static void differ(Object... values) {
        assertThat(Stream.of(values).map(ContentDigestTest::digest)).doesNotHaveDuplicates();
    }

    @Test
    void takesNumbersForWhatTheyAreWhateverTheirType() {
        areOne(1L, 1.0, 1f, new BigDecimal("1"), new BigDecimal("1.000"), BigInteger.ONE, new Json("1e0", 0));
        areOne(0.7, new BigDecimal("0.7"), new BigDecimal("0.70000"), new Json("7e-1", 0), 0.7f);
        areOne(0.0, -0.0, 0L, new BigDecimal("0.00"));
        areOne(1e20, new BigInteger("100000000000000000000"), new BigDecimal("1E20"), new Json("1e20", 0));
        areOne(123456789.123456789, new BigDecimal("123456789.12345679"));
        areOne(Long.MAX_VALUE, new BigInteger("9223372036854775807"), new BigDecimal("9223372036854775807.0"));
        differ(0.1 + 0.2, 0.3, new BigDecimal("0.3000000000000000000001"), 3L, -0.3, 0.30000001);
        differ(new BigInteger("9223372036854775808"), Long.MIN_VALUE, Long.MAX_VALUE);
        differ(new BigDecimal("1e-400"), 0L, new BigDecimal("1e400"), new BigDecimal("-1e-400"));
    }

    @Test
    void takesTimesForInstants() {
        areOne(
                LocalDateTime.parse("2026-11-22T06:00:00"),
                Instant.parse("2026-11-22T06:00:00Z"),
                OffsetDateTime.parse("2026-11-22T08:00:00+02:00"));
        differ(
                LocalDate.parse("2026-11-22"),
                LocalDateTime.parse("2026-11-22T00:00:00"),
                LocalDateTime.parse("2026-11-22T00:00:00.000001"),
                LocalTime.MIDNIGHT);
    }

    @Test
    void keepsNullEmptyTextsAndTextsOfNumbersApart() {
        differ(null, "", " ", "0", 0L, false, "false", "null", new Json("[]", 0), new Json("{}", 0));
        areOne(null, new Json("null", 0), Double.NaN);
        areOne("x", new Json("\"x\"", 0));
        areOne(true, new Json("true", 0));
    }

    @Test
    void readsJsonInAnyOrderOfMembers() {
        areOne(new Json("{\"a\":1,\"b\":[1,2.0]}", 0), new Json("{ \"b\" : [1.0, 2],\n\"a\" : 1e0 }", 0));
        differ(
                new Json("{\"a\":[1,2]}", 0),
                new Json("{\"a\":[2,1]}", 0),
                new Json("{\"a\":[1],\"b\":2}", 0),
                new Json("[{\"a\":[1,2]}]", 0));
    }

    @Test
    void doesNotMindTheOrderOfColumnsAndUnmappedOnes() {
        var one = OneRow.of("c1").property("a", 1L).property("b", 2L);
        var other = OneRow.of("c1").property("b", 2L).column("noise", "x").property("a", 1L);
        assertThat(digest(one)).isEqualTo(digest(other));
        var swapped = OneRow.of("c1").property("a", 2L).property("b", 1L);
        assertThat(digest(one)).isNotEqualTo(digest(swapped));
    }

    @Test
    void comparesIdsEventConstantsAndTheResultsOfCasts() {
        var digests = Stream.of(
                        OneRow.of("c1").property("v", 1L),
                        OneRow.of("c2").property("v", 1L),
                        OneRow.of("c1").anonymousId("a").property("v", 1L),
                        OneRow.of("c1").event("Other").property("v", 1L),
                        OneRow.of("c1").property("w", 1L),
                        OneRow.of("c1").property("v", 1L).listed(OneRow.constant("m7", "model")),
                        OneRow.of("c1").property("v", 1L).listed(OneRow.constant("m8", "model")))
                .map(ContentDigestTest::digest);
        assertThat(digests).doesNotHaveDuplicates();
        assertThat(digest(OneRow.of("c1").property("v", "1.50", As.NUMBER))).isEqualTo(digest(1.5));
        assertThat(digest(OneRow.of("c1").property("v", 1.5, As.STRING))).isEqualTo(digest("1.5"));
        assertThat(digest(OneRow.of("c1").eventColumn("Sales Forecast").property("v", 1L)))
                .isEqualTo(digest(1L));
    }

    @Test
    void leavesOutWhenItHappenedUnlessThatIsAPropertyToo() {
        var today =
                OneRow.of("c1").timestamp(Instant.parse("2026-11-22T06:00:00Z")).property("v", 1L);
        var tomorrow =
                OneRow.of("c1").timestamp(Instant.parse("2026-11-23T06:00:00Z")).property("v", 1L);
        assertThat(digest(today)).isEqualTo(digest(tomorrow)).isEqualTo(digest(1L));
        today.listed(OneRow.fromColumn("scored_at", null, "at"));
        tomorrow.listed(OneRow.fromColumn("scored_at", null, "at"));
        assertThat(digest(today)).isNotEqualTo(digest(tomorrow));
    }

    @Test
    void neverChanges() {
        assertThat(mark(OneRow.of("customer-7")
                        .property("score", 0.7)
                        .property("rank", 3L)
                        .property("name", "Zoë")
                        .property("at", Instant.parse("2026-11-22T06:00:00.5Z"))
                        .property("none", null)
                        .property("json", new Json("{\"b\":[true,\"x\"],\"a\":1.5}", 0))
                        .property("big", new BigDecimal("12345678901234567890.123456789"))
                        .listed(OneRow.constant("v7", "model"))))
                .isEqualTo(new Mark(Kind.ADDED, 547766031978695617L, 978842898748534051L, -7682067433614668546L, 1));
    }

    @Test
    void sendsAnEventNameOfItsOwnForAKindWithoutCallingThatAChange() {
        var row = OneRow.of("c1").property("v", 1L);
        var named = new SyncMode.Changed(java.util.Map.of(Kind.ADDED, Optional.of("Score Added")));
        var mapper = TrackMapper.bind(
                row.mapping(),
                new Identity("workspace", "sales-forecast", ""),
                row.cursor().columns(),
                new TrackMapper.Watch(List.of(), List.of(), named, Accepted.NOTHING));
        var message = (Message) mapper.map(0, row.cursor());
        assertThat(OneRow.json(message)).contains("\"event\":\"Score Added\"");
        assertThat(message.mark().value()).isEqualTo(digest(1L));
    }
}
