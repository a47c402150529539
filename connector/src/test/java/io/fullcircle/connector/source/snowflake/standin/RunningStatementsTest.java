package io.fullcircle.connector.source.snowflake.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.fullcircle.connector.source.snowflake.standin.LoggedStatement.State;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import net.snowflake.client.api.connection.SnowflakeConnection;
import net.snowflake.client.api.statement.SnowflakeStatement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RunningStatementsTest {
    private static StandIn standIn;

    @BeforeAll
    static void start() {
        standIn = StandIn.start(StandInOptions.defaults()
                .withUser(User.named("tester").withPassword("secret"))
                .withPoll(Duration.ofMillis(100))
                .withInit(
                        "create table t (id number(38,0), ts timestamp_ntz, tz timestamp_tz, bin binary, s varchar)"));
    }

    @AfterAll
    static void stop() {
        standIn.close();
    }

    @AfterEach
    void clear() {
        standIn.faults().clear();
    }

    @Test
    void answersASlowStatementThroughPolling() throws Exception {
        standIn.faults().add(Fault.querySlow("'slow one'", Duration.ofMillis(350)));
        try (var client = Client.of(standIn)) {
            assertThat(client.value("select 'slow one'")).isEqualTo("slow one");
            assertThat(client.value("select system$wait(0.15)")).startsWith("waited");
        }
    }

    @Test
    void runsAStatementAsynchronously() throws Exception {
        standIn.faults().add(Fault.querySlow("'async'", Duration.ofMillis(200)));
        try (var client = Client.of(standIn);
                var statement = client.connection.createStatement();
                var result = statement.unwrap(SnowflakeStatement.class).executeAsyncQuery("select 'async' as a")) {
            var queryId = client.queryId(result);
            var connection = client.connection.unwrap(SnowflakeConnection.class);
            assertThat(result.next()).isTrue();
            assertThat(result.getString("A")).isEqualTo("async");
            try (var again = connection.createResultSet(queryId)) {
                assertThat(again.next()).isTrue();
            }
            assertThat(standIn.statements().executed("select 'async'"))
                    .singleElement()
                    .matches(LoggedStatement::async);
        }
    }

    @Test
    void abortsARunningStatement() throws Exception {
        try (var client = Client.of(standIn);
                var statement = client.connection.createStatement()) {
            var running = CompletableFuture.supplyAsync(() -> catchThrowableOfType(
                    SQLException.class, () -> statement.executeQuery("select system$wait(30) as aborted")));
            await().until(() -> !standIn.statements().executed("as aborted").isEmpty());
            await().pollInterval(Duration.ofMillis(20)).until(() -> {
                statement.cancel();
                return running.isDone();
            });
            assertThat(running.join().getErrorCode()).isEqualTo(604);
            assertThat(running.join().getSQLState()).isEqualTo("57014");
            assertThat(standIn.statements().aborts()).isNotEmpty();
            assertThat(standIn.statements().executed("as aborted"))
                    .extracting(LoggedStatement::state)
                    .containsExactly(State.ABORTED);
        }
    }

    @Test
    void abortsWhatDuckDBIsComputing() throws Exception {
        var endless = "select sum(hash(a.range * b.range)) as computing from range(1000000) a, range(1000000) b";
        try (var client = Client.of(standIn);
                var statement = client.connection.createStatement()) {
            statement.setQueryTimeout(1);
            var failure = catchThrowableOfType(SQLException.class, () -> statement.executeQuery(endless));
            assertThat(failure.getErrorCode()).isIn(604, 200_006);
            await().until(() ->
                    standIn.statements().executed("as computing").get(0).state() == State.ABORTED);
        }
    }

    @Test
    void endsAStatementAtItsTimeout() throws Exception {
        try (var client = Client.of(standIn, "STATEMENT_TIMEOUT_IN_SECONDS", "1")) {
            var failure = client.failure("select system$wait(30)");
            assertThat(failure.getErrorCode()).isEqualTo(630);
            assertThat(failure.getSQLState()).isEqualTo("57014");
            assertThat(failure.getMessage()).contains("timeout of 1 second");
        }
    }

    @Test
    void runsAStatementOnceThoughItsConnectionBreaks() throws Exception {
        standIn.faults().add(Fault.queryCut("'cut before'", 1));
        standIn.faults().add(Fault.replyCut("insert into t", 1));
        try (var client = Client.of(standIn)) {
            assertThat(client.value("select 'cut before'")).isEqualTo("cut before");
            client.run("insert into t (id, s) values (1, 'cut after')");
            assertThat(client.value("select count(*) from t where s = 'cut after'"))
                    .isEqualTo("1");
        }
        assertThat(standIn.statements().executed("insert into t (id, s)")).hasSize(1);
        assertThat(standIn.faults().left()).isEmpty();
    }

    @Test
    void failsAsOftenAsAsked() throws Exception {
        standIn.faults().add(Fault.queryError("'unlucky'", 630, "57014", "Statement reached its timeout", 1));
        try (var client = Client.of(standIn)) {
            assertThat(client.failure("select 'unlucky'").getErrorCode()).isEqualTo(630);
            assertThat(client.value("select 'unlucky'")).isEqualTo("unlucky");
        }
    }
}
