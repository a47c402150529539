package io.fullcircle.connector.source.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.connector.operator.Query;
import io.fullcircle.connector.source.Cursor;
import io.fullcircle.connector.source.Source;
import io.fullcircle.connector.source.snowflake.standin.Chunks;
import io.fullcircle.connector.source.snowflake.standin.Fault;
import io.fullcircle.connector.source.snowflake.standin.LoggedStatement;
import io.fullcircle.connector.source.snowflake.standin.StandInOptions;
import io.fullcircle.connector.source.sql.Rows;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes wrong on the way: the right rows arrive, or a failure is told. */
class SnowflakeFaultsTest {
    private static final int ROWS = 20_000;

    private SnowflakeFixture snowflake;
    private Source source;

    @BeforeEach
    void start() {
        snowflake = new SnowflakeFixture(StandInOptions.defaults()
                .withSizes(new StandInOptions.Sizes(100, 4096, true))
                .withPoll(Duration.ofMillis(100)));
        source = snowflake.source();
    }

    @AfterEach
    void stop() {
        source.close();
        snowflake.close();
    }

    private Query numbers() {
        return Rows.query(snowflake.numbers(ROWS));
    }

    private long sum() {
        long sum = 0;
        for (List<Object> row : Rows.all(source, numbers())) {
            sum += (Long) row.get(0);
        }
        return sum;
    }

    private static final long SUM = ROWS * (ROWS + 1L) / 2;

    @Test
    void fetchesAgainAChunkThatFailsTwice() {
        snowflake.server.faults().add(Fault.chunkStatus(1, 503, 2));

        assertThat(sum()).isEqualTo(SUM);
        assertThat(snowflake.server.chunks().fetches())
                .extracting(Chunks.Fetch::status)
                .contains(503, 503, 200);
    }

    @Test
    void fetchesAgainAChunkThatIsCutShort() {
        snowflake.server.faults().add(Fault.chunkCut(2, 1));

        assertThat(sum()).isEqualTo(SUM);
        assertThat(snowflake.server.chunks().fetches()).anyMatch(fetch -> !fetch.complete());
    }

    @Test
    void saysThatAChunkCantBeHad() {
        source.close();
        source = snowflake.sourceWith("session", Map.of("maxHttpRetries", "1"));
        snowflake.server.faults().add(Fault.chunkStatus(1, 403, 100));

        EnvironmentException e = catchThrowableOfType(EnvironmentException.class, this::sum);

        assertThat(e).hasMessageContaining("chunk#1").hasMessageContaining("403");
        assertThat(e.getMessage()).doesNotContain(" at net.");
        assertThat(e.remedy()).contains("six hours");
    }

    @Test
    void endsSoonWhenCancelledWhileAChunkIsAwaited() {
        snowflake.server.faults().add(Fault.chunkLate(0, Duration.ofSeconds(60)));
        Cursor cursor = source.open(numbers());
        var rows = new AtomicLong();
        CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> {
            while (cursor.next()) {
                rows.incrementAndGet();
            }
        });
        await().until(() -> rows.get() == 100);
        long start = System.nanoTime();

        cursor.cancel();

        assertThatThrownBy(reading::join).cause().isInstanceOf(EnvironmentException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        assertThat(Thread.interrupted()).isFalse();
        cursor.close();
    }

    @Test
    void noticesAServerThatLiesAboutItsRows() {
        for (int lie : new int[] {1, -1}) {
            snowflake.server.faults().add(Fault.chunkRows(1, lie));

            assertThatThrownBy(this::sum)
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessageContaining("announced " + (ROWS + lie) + " rows and sent " + ROWS);
        }
        snowflake.server.faults().add(Fault.totalRows(5));
        assertThat(sum()).isEqualTo(SUM);
    }

    @Test
    void readsOnWhenTheSessionsTokenExpiresInTheMiddle() {
        try (Cursor cursor = source.open(numbers())) {
            long sum = 0;
            while (cursor.next()) {
                sum += (Long) cursor.value(0);
                if (sum == 3) {
                    snowflake.server.sessions().expireAll();
                    snowflake.server.clock().advance(Duration.ofMinutes(90));
                }
            }
            assertThat(sum).isEqualTo(SUM);
        }
        assertThat(sum()).isEqualTo(SUM);
    }

    @Test
    void asksAgainInANewSessionWhenTheOldOneIsDead() {
        assertThat(sum()).isEqualTo(SUM);
        snowflake.server.sessions().expireMasters();

        assertThat(sum()).isEqualTo(SUM);

        assertThat(snowflake.server.sessions().logins()).isEqualTo(2);
    }

    @Test
    void asksAgainWhenTheSessionDiesBetweenDescribingAndRunning() {
        try (Cursor cursor = source.open(numbers())) {
            snowflake.server.sessions().expireMasters();

            assertThat(cursor.next()).isTrue();
        }
        assertThat(snowflake.server.sessions().logins()).isEqualTo(2);
    }

    @Test
    void runsAStatementOnceThoughItsAnswerIsLost() {
        snowflake.server.faults().add(Fault.replyCut("seq4", 1));

        assertThat(sum()).isEqualTo(SUM);
        assertThat(snowflake.server.statements().executed("seq4")).hasSize(1);
    }

    @Test
    void neverRepeatsWhatTheSqlOrAnAdministratorEnded() {
        for (int code : new int[] {1003, 904, 2003, 630, 604}) {
            String state = code == 630 || code == 604 ? "57014" : "42000";
            snowflake.server.faults().add(Fault.queryError("seq4", code, state, "no " + code, 1));

            assertThatThrownBy(this::sum).hasMessageContaining("no " + code);
        }
        assertThat(snowflake.server.statements().executed("seq4"))
                .hasSize(5)
                .extracting(LoggedStatement::code)
                .containsExactly(1003, 904, 2003, 630, 604);
        assertThat(sum()).isEqualTo(SUM);
        assertThat(snowflake.server.sessions().logins())
                .as("no connection was thrown away")
                .isLessThanOrEqualTo(3);
    }

    @Test
    void endsAStatementThatRunsTooLong() {
        source.close();
        source = snowflake.sourceWith("statement_timeout", Duration.ofSeconds(1));

        EnvironmentException e = catchThrowableOfType(
                EnvironmentException.class, () -> Rows.count(source, Rows.query(snowflake.endless())));

        assertThat(e).hasMessageContaining("000630");
        assertThat(e.remedy()).contains("source.statement_timeout");
    }

    @Test
    void saysThatTheWarehouseIsBusy() {
        snowflake
                .server
                .faults()
                .add(Fault.queryError(
                        "seq4",
                        631,
                        "57014",
                        "Statement reached its queued timeout of 600 second(s) and was canceled.",
                        1));

        EnvironmentException e = catchThrowableOfType(EnvironmentException.class, this::sum);

        assertThat(e.remedy()).contains("source.queue_timeout");
    }

    @Test
    void refusesALargerResultThanAllowedBeforeItsFirstRow() {
        source.close();
        source = snowflake.sourceWith("max_rows", (long) ROWS - 1);

        try (Cursor cursor = source.open(numbers())) {
            assertThatThrownBy(cursor::next)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage("the result has 20000 rows, and source.max_rows allows 19999");
        }
        assertThat(Rows.count(source, Rows.query(snowflake.numbers(ROWS - 1)))).isEqualTo(ROWS - 1);
    }
}
