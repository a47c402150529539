package io.fullcircle.connector.mapping;

import static io.fullcircle.connector.mapping.OneRow.constant;
import static io.fullcircle.connector.mapping.OneRow.fromColumn;
import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.connector.source.Json;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrackCallTest {
    @Test
    void writesTheWholeCallInOneOrder() {
        var row = OneRow.of(162_514_333L)
                .anonymousId("a-1")
                .timestamp(LocalDateTime.of(2026, 11, 22, 6, 0))
                .property("iphone", 0.75)
                .property("tier", "gold")
                .context(constant("model-7", "app", "name"), fromColumn("region", null, "location", "region"))
                .column("region", "eu");

        assertThat(row.json())
                .isEqualTo("{\"messageId\":\"" + row.message().id() + "\",\"type\":\"track\","
                        + "\"timestamp\":\"2026-11-22T06:00:00Z\",\"userId\":\"162514333\",\"anonymousId\":\"a-1\","
                        + "\"event\":\"Sales Forecast\",\"properties\":{\"iphone\":0.75,\"tier\":\"gold\"},"
                        + "\"context\":{\"app\":{\"name\":\"model-7\"},\"location\":{\"region\":\"eu\"}}}");
    }

    @Test
    void leavesOutWhatHasNoValueButForProperties() {
        var row = OneRow.of("c1").anonymousId(null).timestamp(null);

        assertThat(row.json())
                .endsWith("\",\"type\":\"track\",\"userId\":\"c1\",\"event\":\"Sales Forecast\",\"properties\":{}}");
    }

    @Test
    void sendsAnAnonymousCallWithoutCustomerId() {
        var row = OneRow.of(null).anonymousId("a-1");

        assertThat(row.json()).contains("\"type\":\"track\",\"anonymousId\":\"a-1\",\"event\"");
        assertThat(row.message().key()).isEqualTo("a-1");
    }

    @Test
    void takesTheEventFromAColumn() {
        assertThat(OneRow.of("c1").eventColumn("Churn \"Risk\"").json()).contains("\"event\":\"Churn \\\"Risk\\\"\"");
    }

    @Test
    void findsTheMessageIdAtAFixedPlace() {
        var message = OneRow.of("c1").property("name", "Zoë").message();

        assertThat(OneRow.json(message)).startsWith("{\"messageId\":\"" + message.id() + "\",");
        assertThat(message.id()).matches("[0-9a-f]{32}");
    }

    @Test
    void nestsPathsThatBeginAlikeInOneObject() {
        var row = OneRow.of("c1")
                .column("i", 1L)
                .column("w", 2L)
                .listed(
                        fromColumn("i", null, "scores", "iphone"),
                        constant("v7", "model"),
                        fromColumn("w", null, "scores", "watch"));

        assertThat(row.properties()).isEqualTo("{\"scores\":{\"iphone\":1,\"watch\":2},\"model\":\"v7\"}");
    }

    @Test
    void writesConstantsOfEveryShape() {
        var nested = Map.of("list", List.of(1L, new BigDecimal("1E+3"), "é\n", false));

        assertThat(OneRow.of("c1")
                        .listed(constant(nested, "a"), constant(null, "b"))
                        .properties())
                .isEqualTo("{\"a\":{\"list\":[1,1000,\"é\\n\",false]},\"b\":null}");
    }

    @Test
    void sendsNullsUnlessToldOtherwise() {
        assertThat(OneRow.of("c1")
                        .property("a", null)
                        .property("b", new Json("null", 0))
                        .properties())
                .isEqualTo("{\"a\":null,\"b\":null}");
    }

    @Test
    void omitsNullsAndTheObjectsTheyLeaveEmpty() {
        var row = OneRow.of("c1")
                .omittingNulls()
                .property("a", null)
                .property("b", 1L)
                .column("c", null)
                .column("d", Double.NaN)
                .listed(
                        fromColumn("c", null, "deep", "deeper", "c"),
                        fromColumn("d", null, "deep", "d"),
                        constant(null, "n"))
                .context(fromColumn("c", null, "ip"));

        assertThat(row.properties()).isEqualTo("{\"b\":1}");
    }

    @Test
    void sendsAContextOfNullsWhereNullsAreSent() {
        assertThat(OneRow.of("c1")
                        .column("c", null)
                        .context(fromColumn("c", null, "ip"))
                        .json())
                .endsWith(",\"context\":{\"ip\":null}}");
    }

    @Test
    void makesEveryColumnAPropertyThatIsNotUsedElsewhere() {
        var row = OneRow.of("c1")
                .rest()
                .column("Zebra", 1L)
                .anonymousId("a")
                .eventColumn("E")
                .timestamp(null)
                .column("ip", "::1")
                .context(fromColumn("ip", null, "ip"))
                .column("region.name", "eu")
                .column("apple", 2L)
                .key("Zebra");

        assertThat(row.json())
                .contains(
                        "\"properties\":{\"Zebra\":1,\"region.name\":\"eu\",\"apple\":2},\"context\":{\"ip\":\"::1\"}");
    }

    @Test
    void namesPropertiesAsTheFileWritesThemThoughColumnsMatchInAnyCase() {
        assertThat(OneRow.of("c1")
                        .column("IPHONE_SCORE", 1L)
                        .listed(fromColumn("iphone_score", null, "iPhone"))
                        .properties())
                .isEqualTo("{\"iPhone\":1}");
    }

    @Test
    void readsAColumnOnceHoweverOftenItIsUsed() {
        var row = OneRow.of("c1")
                .property("a", 1L)
                .listed(fromColumn("a", null, "b"))
                .key("a", "customer_id");

        assertThat(row.properties()).isEqualTo("{\"a\":1,\"b\":1}");
        assertThat(row.message().key()).isEqualTo("1,c1");
    }

    @Test
    void readsNoColumnThatItDoesNotNeed() {
        var row = OneRow.of("c1").column("unused", 1L).property("a", 1L);
        var cursor = row.cursor();

        row.bind().map(0, cursor);

        assertThat(cursor.valuesRead()).isEqualTo(2);
    }

    @Test
    void keepsTheOrdinalOfARow() {
        var row = OneRow.of("c1");

        assertThat(row.bind().map(Long.MAX_VALUE, row.cursor()).ordinal()).isEqualTo(Long.MAX_VALUE);
    }
}
