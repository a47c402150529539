package io.fullcircle.connector.mapping;

import static io.fullcircle.connector.mapping.OneRow.constant;
import static io.fullcircle.connector.mapping.OneRow.fromColumn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fullcircle.connector.base.ConfigurationException;
import org.junit.jupiter.api.Test;

class BindingTest {
    @Test
    void namesEveryMissingColumnAtOnceWithWhatMayBeMeant() {
        var row = OneRow.of("c1")
                .timestamp(null)
                .column("IPHONE_SCORE", 1L)
                .listed(fromColumn("iphone_scor", null, "scores", "iphone"), fromColumn("wealth", null, "wealth"))
                .context(fromColumn("wealth", null, "wealth"))
                .key("custmer_id");

        assertThat(refusal(row))
                .isEqualTo("The mapping doesn't fit the rows: "
                        + "context.wealth: there is no column \"wealth\"; "
                        + "properties.scores.iphone: there is no column \"iphone_scor\" (did you mean \"IPHONE_SCORE\"?); "
                        + "properties.wealth: there is no column \"wealth\"; "
                        + "sync.key: there is no column \"custmer_id\" (did you mean \"customer_id\"?). "
                        + "The columns are: customer_id, scored_at, IPHONE_SCORE.");
    }

    @Test
    void prefersTheColumnOfExactlyTheNameWritten() {
        var row = OneRow.of("c1").column("Score", 1L).column("score", 2L).listed(fromColumn("score", null, "s"));

        assertThat(row.properties()).isEqualTo("{\"s\":2}");
    }

    @Test
    void refusesANameThatMayMeanTwoColumns() {
        var row = OneRow.of("c1").column("Score", 1L).column("score", 2L).listed(fromColumn("SCORE", null, "s"));

        assertThat(refusal(row)).contains("properties.s: \"SCORE\" may mean any of the columns \"Score\", \"score\"");
    }

    @Test
    void refusesPropertiesThatAreInEachOthersWay() {
        assertThat(refusal(OneRow.of("c1").listed(constant(1L, "scores"), constant(1L, "scores", "iphone"))))
                .contains("properties.scores is a value, it can't hold properties.scores.iphone too");
        assertThat(refusal(OneRow.of("c1").listed(constant(1L, "scores", "iphone"), constant(1L, "scores"))))
                .contains("properties.scores holds properties.scores.iphone, it can't be a value too");
        assertThat(refusal(OneRow.of("c1").listed(constant(1L, "a", "b"), constant(2L, "a", "b"))))
                .contains("properties.a.b is there twice");
        assertThat(refusal(OneRow.of("c1").context(constant(1L, "ip"), constant(2L, "ip"))))
                .contains("context.ip is there twice");
        assertThat(OneRow.of("c1").listed(constant(1L, "a"), constant(2L, "A")).properties())
                .isEqualTo("{\"a\":1,\"A\":2}");
    }

    @Test
    void refusesAMappingWithoutAnyId() {
        assertThat(refusal(new OneRow())).contains("customer_id and anonymous_id are both missing");
    }

    @Test
    void refusesABlankEventName() {
        assertThat(refusal(OneRow.of("c1").event(" "))).contains("event_name is blank");
    }

    @Test
    void suggestsOnlyWhatIsNear() {
        assertThat(refusal(OneRow.of("c1").listed(fromColumn("zip", null, "zip"))))
                .doesNotContain("did you mean");
    }

    private static String refusal(OneRow row) {
        return catchThrowableOfType(ConfigurationException.class, row::bind).getMessage();
    }
}
