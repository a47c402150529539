package io.fullcircle.pipelines.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A source that goes away in the middle of its rows: exit code 3, and the next run has the rest. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SourceFaultTest {
    private static final int ROWS = 10_000;

    /** While the table {@code stuck} has a row, the statement waits at one of its rows: it is met there for sure. */
    private static final String OPERATOR = """
            operators:
              - name: scores
                sql: |
                  select customer_id, number,
                    case when number = 5000 and exists (select 1 from stuck) then pg_sleep(300) end as waited
                  from model
            """;

    private static final String STUCK = "from pg_stat_activity where wait_event = 'PgSleep'";

    @TempDir
    static Path data;

    private static EmbeddedPostgres postgres;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws IOException, SQLException {
        postgres = started(0);
        execute("create table model as select 'c' || i as customer_id, i as number from generate_series(1, " + ROWS
                + ") i; create table stuck (since int)");
    }

    private static EmbeddedPostgres started(int port) throws IOException {
        var builder = EmbeddedPostgres.builder()
                .setDataDirectory(data.resolve("postgres"))
                .setCleanDataDirectory(false)
                .setPGStartupWait(Duration.ofSeconds(60));
        if (port > 0) {
            builder.setPort(port);
        }
        return builder.start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static boolean isStuck() throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var stuck = statement.executeQuery("select 1 " + STUCK)) {
            return stuck.next();
        }
    }

    private interface Fault {
        void strike() throws Exception;
    }

    private void failsAndTheNextRunIsRight(Fault fault, Fault mended, String words) throws Exception {
        try (var bench = new Workbench(folder)) {
            bench.pipeline(
                    "source: {type: postgres, url: '" + postgres.getJdbcUrl("postgres", "postgres")
                            + "', user: postgres}\n" + OPERATOR,
                    "");
            execute("insert into stuck values (1)");
            var process = bench.start();
            bench.awaitArrived(1_000);
            await().atMost(Duration.ofSeconds(60)).until(SourceFaultTest::isStuck);
            fault.strike();
            var failed = bench.program.finish(process);
            assertThat(failed.exit()).as(failed.toString()).isEqualTo(3);
            assertThat(failed.err()).contains(words, "-> ").doesNotContain("\tat ", "defect");
            assertThat(bench.report().get("state").asString()).isEqualTo("failed");
            assertThat(bench.rows("read")).isLessThan(ROWS);
            // What was read before is delivered, and stays so.
            assertThat(bench.rows("delivered")).isEqualTo(bench.rows("read"));

            long delivered = bench.rows("delivered");
            mended.strike();
            execute("delete from stuck");
            var next = bench.run();
            assertThat(next.exit()).as(next.toString()).isZero();
            assertThat(bench.rows("resumed")).isEqualTo(delivered);
            assertThat(bench.rows("delivered")).isEqualTo(ROWS - delivered);
            assertThat(bench.arrived().accepted()).isEqualTo(ROWS);
            assertThat(bench.arrived().unique()).isEqualTo(ROWS);
        }
    }

    private static String others(String function) {
        return "select " + function + "(pid) " + STUCK;
    }

    @Test
    @Order(1)
    void itsConnectionIsEnded() throws Exception {
        failsAndTheNextRunIsRight(() -> execute(others("pg_terminate_backend")), () -> {}, "gave up: ");
    }

    @Test
    @Order(2)
    void itsStatementIsCancelled() throws Exception {
        failsAndTheNextRunIsRight(() -> execute(others("pg_cancel_backend")), () -> {}, "canceling statement due to ");
    }

    @Test
    @Order(3)
    void itsServerIsStopped() throws Exception {
        int port = postgres.getPort();
        failsAndTheNextRunIsRight(() -> postgres.close(), () -> postgres = started(port), "gave up: ");
    }
}
