package io.fullcircle.pipelines.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.connector.guard.Rules;
import io.fullcircle.connector.guard.Then;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class GuardPartTest {
    private static final String FILE = """
            source: {type: duckdb}
            action:
              type: segment.track
              write_key: ${KEY}
              event_name: Scored
              properties: [rows, score]
              customer_id: id
            """;

    private final PipelineReader reader =
            new PipelineReader(Map.of("KEY", "hush-hush-key")::get, FakeSources.providers());

    private Rules rules(String text) {
        var result = reader.read(Path.of("scores.yaml"), (FILE + text).getBytes(UTF_8));
        assertThat(result.findings()).isEmpty();
        return result.pipeline().orElseThrow().guard();
    }

    @Test
    void hasNoRulesUnlessWritten() {
        assertThat(rules("").isEmpty()).isTrue();
    }

    @Test
    void readsEveryRule() {
        var rules = rules("""
                guard:
                  rows: {min: 1, max_change: 50%, then: warn}
                  score: {between: [0, 1], nulls: 1%, shift: {warn: 0.1, hold: 0.25}}
                  properties:
                    rows: {nulls: 0, then: fail}
                """);
        assertThat(rules.rows())
                .contains(new Rules.RowCount(
                        OptionalLong.of(1), OptionalLong.empty(), OptionalDouble.of(0.5), Then.WARN));
        assertThat(rules.properties().keySet()).containsExactly("score", "rows");
        assertThat(rules.properties().get("score"))
                .isEqualTo(new Rules.Property(
                        Optional.of(new Rules.Range(0, 1)),
                        OptionalDouble.of(0.01),
                        Optional.of(new Rules.Shift(OptionalDouble.of(0.1), OptionalDouble.of(0.25))),
                        Then.HOLD));
        assertThat(rules.properties().get("rows").then()).isEqualTo(Then.FAIL);
    }
}
