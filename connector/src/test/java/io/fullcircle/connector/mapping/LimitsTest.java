package io.fullcircle.connector.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.connector.source.Json;
import io.fullcircle.connector.source.RowsCursor;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {
    private static final int WITHOUT_TEXT =
            OneRow.of("c1").property("text", "").message().json().length;

    @Test
    void sendsACallOfExactlyTheLimitAndNoByteMore() {
        var fits = "x".repeat(32_768 - WITHOUT_TEXT);

        assertThat(OneRow.of("c1").property("text", fits).message().json()).hasSize(32_768);
        assertThat(OneRow.of("c1").property("text", fits + "x").mapped())
                .isEqualTo(new Invalid(
                        0,
                        "c1",
                        "the call is larger than 32768 bytes",
                        "32769 bytes, %d of them in properties.text".formatted(fits.length() + 3)));
    }

    @Test
    void countsBytesNotCharacters() {
        int room = 32_768 - WITHOUT_TEXT;

        assertThat(OneRow.of("c1")
                        .property("text", "é".repeat(room / 2))
                        .message()
                        .json()
                        .length)
                .isBetween(32_767, 32_768);
        assertThat(OneRow.of("c1").property("text", "é".repeat(room / 2 + 1)).mapped())
                .isInstanceOf(Invalid.class);
        assertThat(OneRow.of("c1").property("text", "\n".repeat(room / 2 + 1)).mapped())
                .isInstanceOf(Invalid.class);
    }

    @Test
    void namesTheLargestPropertyOfACallThatIsTooLarge() {
        var row = OneRow.of("c1")
                .property("small", "x".repeat(100))
                .column("notes", "y".repeat(900))
                .listed(OneRow.fromColumn("notes", null, "crm", "notes"))
                .property("number", 1.5)
                .atMost(1_000);

        assertThat(row.invalid().reason()).isEqualTo("the call is larger than 1000 bytes");
        assertThat(row.invalid().detail()).matches("11[0-9][0-9] bytes, 902 of them in properties.crm.notes");
    }

    @Test
    void tellsTheSizeOfACallWithoutProperties() {
        assertThat(OneRow.of("c1")
                        .event("e".repeat(2_000))
                        .atMost(1_000)
                        .invalid()
                        .detail())
                .isEqualTo("2104 bytes");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 999, 1_000, 1_001, 40_000, 1_000_000})
    void tellsTheTrueSizeHoweverLargeTheTextIs(int characters) {
        var random = new Random(characters);
        var text = random.ints(characters, 0, 6)
                .mapToObj(i -> List.of("a", "\"", "\u0001", "é", "日", "😀").get(i))
                .reduce(new StringBuilder(), StringBuilder::append, StringBuilder::append)
                .toString();
        int json = OneRow.of("c1")
                .property("v", text)
                .atMost(100_000_000)
                .message()
                .json()
                .length;
        int embedded = OneRow.of("c1")
                .property("v", new Json('"' + text.replace("\"", "").replace("\u0001", "") + '"', 0))
                .atMost(100_000_000)
                .message()
                .json()
                .length;

        assertThat(OneRow.of("c1").property("v", text).atMost(100).invalid().detail())
                .startsWith(json + " bytes");
        assertThat(OneRow.of("c1")
                        .property("v", new Json('"' + text.replace("\"", "").replace("\u0001", "") + '"', 0))
                        .atMost(100)
                        .invalid()
                        .detail())
                .startsWith(embedded + " bytes");
    }

    @Test
    void goesOnAfterARowThatIsTooLarge() {
        var columns = List.of("customer_id", "v");
        var cursor = RowsCursor.of(
                columns,
                RowsCursor.row("c1", "x"),
                RowsCursor.row("c1", "x".repeat(50_000_000)),
                RowsCursor.row("c1", "😀\uD83D".repeat(20_000)),
                RowsCursor.row("c1", new BigDecimal("1E-40000")),
                RowsCursor.row("c1", "x"));
        var mapper = OneRow.of("c1").property("v", null).bind();

        cursor.next();
        var first = (Message) mapper.map(0, cursor);
        for (int i = 1; i < 4; i++) {
            cursor.next();
            assertThat(mapper.map(i, cursor)).isInstanceOf(Invalid.class);
        }
        cursor.next();

        assertThat(((Message) mapper.map(4, cursor)).json()).isEqualTo(first.json());
    }

    @Test
    void keepsNoMoreRoomThanACallMayHave() {
        var buffer = new CallBuffer(2_000);
        var chunk = "0123456789".getBytes(StandardCharsets.US_ASCII);

        for (int i = 0; i < 1_000_000; i++) {
            buffer.write(chunk, 0, chunk.length);
        }

        assertThat(buffer.size()).isEqualTo(10_000_000);
        assertThat(buffer.bytes()).hasSize(2_000);
    }
}
