package io.fullcircle.pipelines.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fullcircle.connector.source.snowflake.standin.StandIn;
import io.fullcircle.connector.source.snowflake.standin.StandInOptions;
import io.fullcircle.connector.source.snowflake.standin.User;
import io.fullcircle.pipelines.cli.RunsProgram;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The accounting of a run, in the database that its rows came from. */
class AuditTest extends RunsProgram {
    private static final int ROWS = 3_000;
    private static final String AUDIT = "audit: {schema: fullcircle}\n";
    private static final String SELECT =
            "select 'c' || i as customer_id, i as number, case when i = 7 then repeat('x', 40000) else 'x' end as filling"
                    + " from ";

    private void pipeline(String source, String more) {
        program.write("p.yaml", "source: {" + source + "}\n" + """
                action:
                  type: segment.track
                  write_key: test
                  endpoint: %s
                  table: scores
                  event_name: Scored
                  customer_id: customer_id
                  properties: [number, filling]
                """.formatted(receiver.uri()) + more);
    }

    private String file() {
        return "jdbc:duckdb:" + folder.resolve("scores.duckdb");
    }

    private void duckDb() throws SQLException {
        execute(DriverManager.getConnection(file()), "create table scores as " + SELECT + "range(" + ROWS + ") t(i)");
        pipeline("type: duckdb, path: scores.duckdb", AUDIT);
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (connection;
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private JsonNode run(int exit) {
        var result = program.run("run", "p.yaml", "--report", "r.json");
        assertThat(result.exit()).as(result.toString()).isEqualTo(exit);
        return program.json("r.json");
    }

    /** Each row as one text. */
    private static List<String> rows(Connection connection, String sql) throws SQLException {
        try (connection;
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                var values = new ArrayList<String>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    values.add(rows.getString(i));
                }
                found.add(String.join(" ", values));
            }
            return found;
        }
    }

    private static final String RUNS =
            "select run, pipeline, state, started_by, rows_read, delivered, rejected, invalid, rows_left"
                    + " from fullcircle.fullcircle_runs order by started_at";

    private static final String BUCKETS = "select bucket, count(*), count(message_id), count(key), count(reason)"
            + " from fullcircle.fullcircle_receipts group by bucket order by bucket";

    /** One run over all rows, of which one is invalid and one is refused. */
    private void isWritten(JsonNode report, Connection first, Connection second, Connection third) throws SQLException {
        assertThat(report.get("audit").get("runs").asInt()).isEqualTo(1);
        assertThat(report.get("audit").get("receipts").asInt()).isEqualTo(ROWS);
        assertThat(rows(first, RUNS))
                .containsExactly(report.get("run").asString() + " p completed_with_rejects manual 3000 2998 1 1 0");
        assertThat(rows(second, BUCKETS))
                .containsExactly("delivered 2998 2998 0 0", "invalid 1 0 1 1", "rejected 1 1 1 1");
        assertThat(
                        rows(
                                third,
                                "select key, ordinal, status, run from fullcircle.fullcircle_receipts where bucket = 'rejected'"))
                .containsExactly("c9 9 400 " + report.get("run").asString());
    }

    @Test
    void liesBesideTheRowsInADuckDbFile() throws Exception {
        duckDb();
        receiver.fail("bad:id=c9");
        JsonNode report = run(4);
        isWritten(
                report,
                DriverManager.getConnection(file()),
                DriverManager.getConnection(file()),
                DriverManager.getConnection(file()));
        assertThat(rows(
                        DriverManager.getConnection(file()),
                        "select count(*) from fullcircle.fullcircle_runs where ended_at between started_at and"
                                + " started_at + interval 1 minute and started_at between now() - interval 5 minute and"
                                + " now()"))
                .containsExactly("1");

        receiver.fail();
        var retried = program.run("dead-letters", "retry", "p");
        assertThat(retried.exit()).as(retried.toString()).isZero();
        assertThat(retried.out())
                .anyMatch(line -> line.contains("accounting of 1 run written to the schema fullcircle"));
        assertThat(rows(DriverManager.getConnection(file()), RUNS))
                .hasSize(2)
                .last()
                .asString()
                .contains(" retry 1 1 ");
    }

    @Test
    void liesInPostgresForAUserWhoMayOnlyAdd() throws Exception {
        try (var postgres = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofSeconds(60))
                .start()) {
            execute(
                    postgres.getPostgresDatabase().getConnection(),
                    "create table scores as " + SELECT + "generate_series(0, " + (ROWS - 1) + ") i",
                    "create role reader login",
                    "grant select on scores to reader",
                    "create role owner_of_audit login",
                    "create schema fullcircle authorization owner_of_audit");
            pipeline(
                    "type: postgres, user: reader, url: '"
                            + postgres.getJdbcUrl("postgres", "postgres").replaceFirst("\\?.*", "") + "'",
                    AUDIT);
            var refused = program.run("run", "p.yaml", "--report", "r.json");
            assertThat(refused.exit()).as(refused.toString()).isEqualTo(4);
            assertThat(refused.err()).contains("permission denied for ", "the next run writes what is missing");
            assertThat(program.json("r.json").get("audit").get("problem").asString())
                    .contains("can't write into the schema fullcircle of ");
            assertThat(refused.out())
                    .anyMatch(line -> line.contains("the accounting is not in the schema fullcircle yet"));

            execute(
                    postgres.getPostgresDatabase().getConnection(),
                    "create table fullcircle.fullcircle_runs (run text, pipeline text, state text, started_by text,"
                            + " resumes text, started_at timestamptz, ended_at timestamptz, rows_read bigint,"
                            + " delivered bigint, rejected bigint, invalid bigint, filtered bigint, unchanged bigint,"
                            + " held bigint, dropped bigint, in_doubt bigint, resumed bigint, rows_left bigint, why text)",
                    "create table fullcircle.fullcircle_receipts (run text, ordinal bigint, bucket text,"
                            + " settled_at timestamptz, message_id text, key text, status bigint, reason text,"
                            + " detail text)",
                    "grant usage on schema fullcircle to reader",
                    "grant select, insert on all tables in schema fullcircle to reader");
            JsonNode report = run(4);
            assertThat(report.get("audit").get("runs").asInt()).isEqualTo(2);
            assertThat(report.get("audit").get("receipts").asInt()).isEqualTo(2 * ROWS);
            assertThat(rows(postgres.getPostgresDatabase().getConnection(), RUNS))
                    .hasSize(2);
        }
    }

    @Test
    void isMadeInPostgresWhereItIsMissing() throws Exception {
        try (var postgres = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofSeconds(60))
                .start()) {
            var database = postgres.getPostgresDatabase();
            execute(
                    database.getConnection(),
                    "create table scores as " + SELECT + "generate_series(0, " + (ROWS - 1) + ") i");
            pipeline(
                    "type: postgres, url: '" + postgres.getJdbcUrl("postgres", "postgres") + "', user: postgres",
                    AUDIT);
            receiver.fail("bad:id=c9");
            isWritten(run(4), database.getConnection(), database.getConnection(), database.getConnection());
        }
    }

    @Test
    void liesInSnowflake() throws Exception {
        try (var snowflake = StandIn.start(StandInOptions.defaults()
                .withUser(User.named("reader").withPassword("secret-enough"))
                .withInit("create table scores as " + SELECT + "(select seq4() as i from table(generator(rowcount => "
                        + ROWS + "))) t"))) {
            pipeline(
                    "type: snowflake, account: test, url: '" + snowflake.address()
                            + "', user: reader, password: secret-enough, database: DEMO",
                    AUDIT);
            receiver.fail("bad:id=c9");
            JsonNode report = run(4);
            isWritten(report, connect(snowflake), connect(snowflake), connect(snowflake));
        }
    }

    private static Connection connect(StandIn snowflake) throws SQLException {
        Properties properties = snowflake.properties("reader");
        properties.setProperty("password", "secret-enough");
        return DriverManager.getConnection(snowflake.jdbcUrl(), properties);
    }

    @Test
    void comesLaterWhereTheFileIsTaken() throws Exception {
        duckDb();
        receiver.fail("slow:50ms");
        var process = program.start("run", "p.yaml", "--report", "r.json");
        await().pollInterval(Duration.ofMillis(5))
                .until(() -> receiver.stats().messages().unique() > 100);
        // Another process that reads the file keeps one that would write to it out.
        Properties readOnly = new Properties();
        readOnly.setProperty("duckdb.read_only", "true");
        try (var other = DriverManager.getConnection(file(), readOnly)) {
            assertThat(other.isValid(1)).isTrue();
            receiver.fail();
            var result = program.finish(process);
            assertThat(result.exit()).as(result.toString()).isEqualTo(4);
            assertThat(result.err()).contains("the accounting is not in the schema fullcircle yet", "WARN");
            assertThat(program.json("r.json").get("state").asString()).isEqualTo("completed_with_rejects");
        }
        assertThat(run(4).get("audit").get("runs").asInt()).isEqualTo(2);
        assertThat(rows(DriverManager.getConnection(file()), RUNS)).hasSize(2);
    }

    @Test
    void hasTheRunsOfProcessesThatDied() throws Exception {
        duckDb();
        receiver.fail("slow:50ms");
        var process = program.start("run", "p.yaml");
        await().pollInterval(Duration.ofMillis(5))
                .until(() -> receiver.stats().messages().unique() > 1500);
        process.destroyForcibly().waitFor();
        receiver.fail();
        var result = program.run("run", "p.yaml", "--report", "r.json");
        JsonNode report = program.json("r.json");
        // The invalid row counts for the run whose receipt of it is in the ledger: which one, the moment decides.
        assertThat(result.exit()).as(result.toString()).isIn(0, 4);
        assertThat(report.get("audit").get("runs").asInt()).isEqualTo(2);
        var runs = rows(
                DriverManager.getConnection(file()),
                "select state, why, delivered, rows_read from fullcircle.fullcircle_runs order by started_at");
        assertThat(runs.get(0)).startsWith("failed interrupted ");
        assertThat(runs.get(1)).startsWith(report.get("state").asString() + " null ");
        assertThat(rows(
                        DriverManager.getConnection(file()),
                        "select count(*), count(distinct message_id) from fullcircle.fullcircle_receipts where bucket ="
                                + " 'delivered'"))
                .containsExactly((ROWS - 1) + " " + (ROWS - 1));
    }
}
