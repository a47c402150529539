package io.fullcircle.connector.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.dynatrace.hash4j.hashing.Hashing;
import io.fullcircle.connector.source.Json;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessageIdTest {
    @Test
    void hashesAsTheReferenceDoes() {
        var every = new byte[512];
        for (int i = 0; i < every.length; i++) {
            every[i] = (byte) i;
        }

        assertThat(xxh3(new byte[0])).isEqualTo("99aa06d3014798d86001c324468d497f");
        assertThat(xxh3("abc".getBytes(StandardCharsets.US_ASCII))).isEqualTo("06b05ab6733a618578af5f94892f3950");
        assertThat(xxh3(every)).isEqualTo("111d5771df64cbcb1059105ad19bfa09");
    }

    /** These ids are out in the world: another one for the same row makes Segment take the row as new. */
    @Test
    void givesTheIdsItAlwaysGave() {
        assertThat(OneRow.of("c1").message().id()).isEqualTo("7ed4095f2b56c312001a111011fd2f4c");
        assertThat(everyKind().message().id()).isEqualTo("e83994b94b3d1ae6d9b30732e30a8729");
    }

    @Test
    void hashesNamespacePipelineKeyEditionAndTheCallWithoutItsId() {
        var row = OneRow.of("ç1").identity("n", "pipe", "e");
        var content = "{" + row.json().substring("{\"messageId\":\"\",".length() + 32);

        assertThat(row.message().id()).isEqualTo(xxh3(joined("n", "pipe", "ç1", "e", content)));
    }

    @Test
    void givesEqualRowsEqualIdsOnWhateverMapperAndOrdinal() {
        var row = everyKind();
        var mapper = row.bind();

        var first = (Message) mapper.map(0, row.cursor());
        mapper.map(1, OneRow.of("c2").cursorLike(row));
        var again = (Message) mapper.map(2, row.cursor());

        assertThat(again.id())
                .isEqualTo(first.id())
                .isEqualTo(everyKind().message().id());
        assertThat(again.json()).isEqualTo(first.json()).isNotSameAs(first.json());
    }

    @Test
    void givesAnotherIdToAnyDifference() {
        var rows = Stream.of(
                base(),
                base().customerId("c2"),
                base().anonymousId("a"),
                base().event("Another"),
                base().column("score", 0.8),
                base().column("score", "0.7"),
                base().property("more", null),
                base().context(OneRow.constant(true, "active")),
                base().timestamp("2026-11-22T06:00:01"),
                base().timestamp(null),
                base().key("score"),
                base().identity("workspacf", "sales-forecast", "2026-11-22"),
                base().identity("workspace", "sales-forecasu", "2026-11-22"),
                base().identity("workspace", "sales-forecast", "2026-11-23"));

        assertThat(rows.map(row -> row.message().id())).doesNotHaveDuplicates();
    }

    @Test
    void keepsTheBordersBetweenTheParts() {
        var ids = Stream.of(
                OneRow.of("k").identity("a", "bc", "d"),
                OneRow.of("k").identity("ab", "c", "d"),
                OneRow.of("k").identity("", "abc", "d"),
                OneRow.of("k").identity("a", "bcd", ""));

        assertThat(ids.map(row -> row.message().id())).doesNotHaveDuplicates();
    }

    private static OneRow base() {
        return OneRow.of("c1").timestamp("2026-11-22T06:00:00").property("score", 0.7);
    }

    private static OneRow everyKind() {
        return OneRow.of(162_514_333L)
                .anonymousId("a-1")
                .timestamp(LocalDateTime.of(2026, 11, 22, 6, 0, 0, 120_000_000))
                .property("long", Long.MIN_VALUE)
                .property("big", new BigInteger("123456789012345678901234567890"))
                .property("decimal", new BigDecimal("42.00"))
                .property("double", 0.1 + 0.2)
                .property("large", 1.62514333E8)
                .property("float", 0.1f)
                .property("nan", Double.NaN)
                .property("text", "Zoë \"😀\"\n</a>")
                .property("flag", true)
                .property("date", LocalDate.of(2024, 2, 29))
                .property("time", LocalTime.of(1, 2, 3))
                .property("instant", Instant.ofEpochSecond(1, 1_000))
                .property("offset", OffsetDateTime.parse("2026-11-22T06:00:00+05:30"))
                .property("json", new Json("{\"a\": [1, null]}", 0))
                .context(OneRow.constant("v7", "app", "version"));
    }

    private static byte[] joined(String namespace, String pipeline, String key, String edition, String content) {
        var bytes = new ByteArrayOutputStream();
        Stream.of(namespace, pipeline, key, edition)
                .map(part -> part.getBytes(StandardCharsets.UTF_8))
                .forEach(part -> {
                    bytes.writeBytes(ByteBuffer.allocate(4).putInt(part.length).array());
                    bytes.writeBytes(part);
                });
        bytes.writeBytes(content.getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    private static String xxh3(byte[] bytes) {
        var hash = Hashing.xxh3_128().hashBytesTo128Bits(bytes);
        return "%016x%016x".formatted(hash.getMostSignificantBits(), hash.getLeastSignificantBits());
    }
}
