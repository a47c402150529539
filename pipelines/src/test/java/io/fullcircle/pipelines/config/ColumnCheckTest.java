package io.fullcircle.pipelines.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.connector.source.Column;
import io.fullcircle.pipelines.config.file.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ColumnCheckTest {
    private static final String FILE = """
            source: {type: duckdb}
            action:
              type: segment.track
              write_key: ${KEY}
              event_name: {column: event}
              customer_id: id
              timestamp: scored_at
              properties:
                iphone: IPHONE
                watch: {column: watch, as: number}
                model: {value: none}
              context:
                campaign: {name: {column: "${CAMPAIGN}"}}
            sync: {key: [id, product], order_by: scored_at}
            """;

    private final ReadResult result = new PipelineReader(
                    Map.of("KEY", "k", "CAMPAIGN", "hush")::get, FakeSources.providers())
            .read(Path.of("x.yaml"), FILE.getBytes(UTF_8));

    private List<String> check(String... columns) {
        return ColumnCheck.check(
                        result,
                        Stream.of(columns).map(name -> new Column(name, "text")).toList())
                .stream()
                .map(Finding::text)
                .toList();
    }

    @Test
    void findsNothingWhenAllColumnsAreThere() {
        assertThat(check("event", "id", "scored_at", "IPHONE", "watch", "hush", "product"))
                .isEmpty();
    }

    @Test
    void takesColumnsOfAnotherCaseWhereThatIsUnambiguous() {
        assertThat(check("EVENT", "ID", "SCORED_AT", "iphone", "Watch", "Hush", "PRODUCT"))
                .isEmpty();
        assertThat(check("event", "id", "scored_at", "iphone", "Iphone", "watch", "hush", "product"))
                .containsExactly("x.yaml:9:13  action.properties.iphone: `IPHONE` could be any of iphone, Iphone\n"
                        + "-> write it exactly as one of them");
        assertThat(check("event", "id", "scored_at", "iphone", "IPHONE", "watch", "hush", "product"))
                .isEmpty();
    }

    @Test
    void asksForTheNearestColumnAtEveryPlace() {
        assertThat(check("event", "id", "scored", "IPHONE", "wacth", "product"))
                .containsExactly(
                        "x.yaml:7:14  action.timestamp: there is no column `scored_at`\n-> did you mean scored?",
                        "x.yaml:10:21  action.properties.watch.column: there is no column `watch`\n"
                                + "-> did you mean wacth?",
                        "x.yaml:13:31  action.context.campaign.name.column: there is no column what `${CAMPAIGN}`"
                                + " stands for\n-> the columns are event, id, scored, IPHONE, wacth, product",
                        "x.yaml:14:38  sync.order_by: there is no column `scored_at`\n-> did you mean scored?");
    }
}
