package io.fullcircle.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.connector.base.Secret;
import io.fullcircle.connector.destination.segment.RuleServer;
import io.fullcircle.connector.destination.segment.RuleServer.Answer;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ActionStepTest {
    private static ActionStep step(RuleServer server, String table) {
        return new ActionStep(Secret.of("key"), table, "Scored", List.of("number"), "customer_id")
                .withEndpoint(server.uri());
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:duckdb:", "jdbc:h2:mem:"})
    void sendsATableOverAConnectionThatStaysAsItWas(String url) throws IOException, SQLException {
        try (var server = new RuleServer(request -> Answer.OK);
                Connection connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute("create table scores (customer_id varchar(9), number int)");
            statement.execute("insert into scores values ('a', 1), ('b', 2), (null, 3)");
            boolean autoCommit = connection.getAutoCommit();
            var ending = step(server, "scores").run(connection, Observer.NONE);
            assertThat(ending.why()).isEmpty();
            assertThat(ending.rows().read()).isEqualTo(3);
            assertThat(ending.rows().delivered()).isEqualTo(2);
            assertThat(ending.rows().invalid()).isEqualTo(1);
            assertThat(server.acceptedNumbers()).containsExactlyInAnyOrder(1, 2);
            assertThat(connection.isClosed()).isFalse();
            assertThat(connection.getAutoCommit()).isEqualTo(autoCommit);
            statement.execute("insert into scores values ('c', 4)");
        }
    }

    @Test
    void sendsRowsThatAProgramHas() throws IOException {
        try (var server = new RuleServer(request -> Answer.OK)) {
            var rows = Stream.of(
                    new Object[] {7, 1, new BigDecimal("0.25")}, new Object[] {8L, 2, LocalDate.of(2026, 11, 21)});
            var step = new ActionStep(Secret.of("key"), "scores", "Scored", List.of("number", "more"), "customer_id")
                    .withEndpoint(server.uri());
            var ending = step.run(List.of("customer_id", "number", "more"), rows.iterator(), Observer.NONE);
            assertThat(ending.state()).isEqualTo(Ending.State.COMPLETED);
            var more = server.requests().stream()
                    .flatMap(request -> request.body().get("batch").valueStream())
                    .map(message -> message.get("properties").get("more"))
                    .map(JsonNode::toString);
            assertThat(more).containsExactlyInAnyOrder("0.25", "\"2026-11-21\"");
        }
    }

    @Test
    void tellsOfAMissingColumnInItsEnding() throws IOException {
        try (var server = new RuleServer(request -> Answer.OK)) {
            var ending = step(server, "scores")
                    .run(List.of("customer", "number"), List.<Object[]>of().iterator(), Observer.NONE);
            assertThat(ending.state()).isEqualTo(Ending.State.FAILED);
            assertThat(ending.why().orElseThrow()).hasMessageContaining("customer_id");
        }
    }
}
