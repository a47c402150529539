package io.fullcircle.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fullcircle.connector.source.snowflake.standin.Chunks;
import io.fullcircle.connector.source.snowflake.standin.Fault;
import io.fullcircle.connector.source.snowflake.standin.LoggedStatement;
import io.fullcircle.connector.source.snowflake.standin.StandIn;
import io.fullcircle.connector.source.snowflake.standin.StandInOptions;
import io.fullcircle.connector.source.snowflake.standin.User;
import io.fullcircle.pipelines.receiver.Receiver;
import io.fullcircle.pipelines.receiver.ReceiverSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From a pipeline file through Snowflake's own driver to the receiver; a stand-in is at the other end of the driver. */
class SnowflakeRunTest {
    private static final Path EXAMPLE =
            Path.of("../config/snowflake-sales-forecast.yaml").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    private StandIn snowflake;
    private Program program;

    @BeforeEach
    void start() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        var keys = generator.generateKeyPair();
        var key = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.getPrivate().getEncoded());
        Files.writeString(
                folder.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n");
        snowflake = StandIn.start(StandInOptions.defaults()
                .withUser(User.named("pipeline").withKey(keys.getPublic()))
                .withPoll(Duration.ofMillis(200))
                .withSizes(new StandInOptions.Sizes(500, 1000, true))
                .withInit(Files.readString(EXAMPLE.resolveSibling("data/snowflake_sales_forecast.sql"))));
        program = new Program(folder)
                .with("SNOWFLAKE_ACCOUNT", "test")
                .with("SNOWFLAKE_URL", snowflake.address())
                .with("SNOWFLAKE_USER", "pipeline")
                .with("SNOWFLAKE_PRIVATE_KEY_FILE", folder.resolve("key.pem").toString());
    }

    @AfterEach
    void stop() {
        snowflake.close();
    }

    private static final String SOURCE = """
            pipeline: scores
            source:
              type: snowflake
              account: test
              url: ${SNOWFLAKE_URL}
              user: pipeline
              private_key_file: key.pem
              database: DEMO
            """;

    private static String action(String endpoint, String table) {
        return """
            action:
              type: segment.track
              write_key: test
              endpoint: %s
              table: %s
              event_name: Scored
              customer_id: ID
              properties: '*'
            """.formatted(endpoint, table);
    }

    private static List<JsonNode> messages(Path file) throws Exception {
        return Files.readAllLines(file).stream()
                .map(JsonMapper.shared()::readTree)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "America/New_York", "Asia/Tokyo"})
    void carriesTheExampleExactlyWhereverTheMachineIs(String zone) throws Exception {
        Path kept = folder.resolve("received.jsonl");
        try (var receiver = Receiver.start(ReceiverSettings.defaults().withOut(kept))) {
            var result = program.with("TZ", zone)
                    .with("SEGMENT_ENDPOINT", receiver.uri().toString())
                    .run("run", EXAMPLE.toString(), "--report", "report.json");

            assertThat(result.exit()).as(result.toString()).isZero();
            assertThat(result.err()).doesNotContain("net.snowflake", "WARN", "ERROR");
        }
        var message = messages(kept).stream()
                .filter(m -> m.get("userId").asString().equals("160003678"))
                .findFirst()
                .orElseThrow();
        assertThat(message.get("timestamp").asString()).startsWith("2026-11-16T02:00:06");
        assertThat(message.get("properties").toString())
                .isEqualTo("{\"iphone\":0.7514,\"apple_watch\":0.8374,\"revenue\":7982.54,"
                        + "\"details\":{\"model\":\"sales-v7\",\"region\":\"EMEA\"}}");
        var statement = snowflake.statements().executed("from sales_forecast").stream()
                .reduce((first, second) -> second)
                .orElseThrow();
        var report = program.json("report.json");
        assertThat(report.at("/source/query_id").asString()).isEqualTo(statement.queryId());
        assertThat(statement.tag())
                .isEqualTo("{\"app\":\"full-circle\",\"pipeline\":\"snowflake-sales-forecast\",\"run\":\""
                        + report.get("run").asString() + "\",\"operator\":\"forecast\"}");
        assertThat(statement.text()).startsWith("WITH newest AS (\n");
    }

    @Test
    void refusesAStartWithoutWhatTheDriverNeeds() {
        var zone = program.javaOption("-Duser.timezone=America/New_York").run("run", EXAMPLE.toString());
        assertThat(zone.exit()).as(zone.toString()).isEqualTo(2);
        assertThat(zone.err()).contains("America/New_York", "-> Start Java with", "-Duser.timezone=UTC");
        var closed = program.withoutJavaOptions().run("run", EXAMPLE.toString());
        assertThat(closed.exit()).as(closed.toString()).isEqualTo(2);
        assertThat(closed.err()).contains("java.nio isn't open", "--add-opens=java.base/java.nio=ALL-UNNAMED");
    }

    @Test
    void drainsTheResultAtOnceWhenTheDestinationIsSlow() throws Exception {
        try (var receiver = Receiver.start(ReceiverSettings.defaults())) {
            program.write("p.yaml", SOURCE + action(receiver.uri().toString(), "numbers") + """
                    operators:
                      - name: numbers
                        sql: select seq4() as id from table(generator(rowcount => 8000))
                    queue: {capacity: 200, flush_interval: 0.1s}
                    delivery: {rate_limit: 2000/s}
                    """);
            var run = program.start("run", "p.yaml");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> snowflake.chunks().fetches().stream().anyMatch(Chunks.Fetch::last));
            await().pollInterval(Duration.ofMillis(20))
                    .until(() -> snowflake.sessions().all().stream().findAny().isPresent());
            long delivered = receiver.stats().messages().unique();

            var result = program.finish(run);
            assertThat(result.exit()).as(result.toString()).isZero();
            assertThat(result.sum()).startsWith("read 8000 = delivered 8000 + ");
            assertThat(delivered)
                    .as("delivered when the last chunk was fetched")
                    .isLessThan(4000);
        }
    }

    @Test
    void abortsTheStatementAtTheServerOnCtrlC() throws Exception {
        program.write("p.yaml", SOURCE + action("local", "slow") + """
                operators:
                  - name: slow
                    sql: select system$wait(300) as id
                """);
        var run = program.start("run", "p.yaml", "--report", "report.json");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !snowflake.statements().executed("system$wait").isEmpty());

        new ProcessBuilder("kill", "-INT", String.valueOf(run.pid())).start().waitFor();

        assertThat(program.finish(run).exit()).isEqualTo(130);
        assertThat(snowflake.statements().executed("system$wait"))
                .extracting(LoggedStatement::state)
                .containsExactly(LoggedStatement.State.ABORTED);
        assertThat(snowflake.statements().aborts()).isNotEmpty();
        assertThat(program.json("report.json").get("state").asString()).isEqualTo("cancelled");
    }

    @Test
    void readsTheSameResultAgainAfterAKillAndPaysForNoSecondQuery() throws Exception {
        try (var receiver = Receiver.start(ReceiverSettings.defaults())) {
            program.write("p.yaml", SOURCE + action(receiver.uri().toString(), "numbers") + """
                    operators:
                      - name: numbers
                        sql: select seq4() as id from table(generator(rowcount => 6000))
                    delivery: {rate_limit: 1000/s}
                    """);
            var killed = program.start("run", "p.yaml");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> receiver.stats().messages().unique() > 1000);
            killed.destroyForcibly().waitFor();

            var resumed = program.run("run", "p.yaml", "--report", "report.json");

            assertThat(resumed.exit()).as(resumed.toString()).isZero();
            assertThat(receiver.stats().messages().unique()).isEqualTo(6000);
            var report = program.json("report.json");
            assertThat(report.at("/rows/read").asLong()).isEqualTo(6000);
            assertThat(report.at("/rows/resumed").asLong()).isPositive();
        }
        assertThat(snowflake.statements().executed("generator")).hasSize(1);
        assertThat(snowflake.statements().executed("result_scan")).hasSize(1);
    }

    @Test
    void deliversTheRightRowsOrFailsClearly() {
        String numbers = """
                operators:
                  - name: numbers
                    sql: select seq4() as id from table(generator(rowcount => 8000))
                """;
        program.write("p.yaml", SOURCE + action("local", "numbers") + numbers);
        snowflake.faults().add(Fault.chunkStatus(1, 503, 2));
        snowflake.faults().add(Fault.chunkCut(3, 1));
        snowflake.faults().add(Fault.sessionExpires(3));
        var right = program.run("run", "p.yaml");
        assertThat(right.exit()).as(right.toString()).isZero();
        assertThat(right.sum()).startsWith("read 8000 = delivered 8000 + ");
        assertThat(snowflake.faults().left()).isEmpty();

        snowflake.faults().add(Fault.chunkRows(2, -1));
        var wrong = program.run("run", "p.yaml");
        assertThat(wrong.exit()).isEqualTo(3);
        assertThat(wrong.err()).contains("announced 7999 rows and sent 8000");
    }

    @Test
    void materializesAnOperatorAndCleansUp() {
        snowflake.load("create schema scratch");
        program.write("p.yaml", SOURCE + "  scratch_schema: scratch\n" + action("local", "pairs") + """
                operators:
                  - name: best
                    materialize: true
                    sql: select customer_id as id from sales_forecast where iphone > 0.9
                  - name: pairs
                    sql: select a.id from best a join best b on a.id = b.id
                """);
        var result = program.run("run", "p.yaml", "--report", "report.json");

        assertThat(result.exit()).as(result.toString()).isZero();
        String run = program.json("report.json").get("run").asString();
        assertThat(snowflake.statements().executed("create transient table scratch.\"fc$scores$" + run + "$"))
                .hasSize(1);
        assertThat(snowflake.statements().executed("from sales_forecast")).hasSize(1);
        assertThat(snowflake.statements().executed("drop table if exists scratch.\"fc$scores$" + run + "$"))
                .hasSize(1);
    }

    @Test
    void refusesToMaterializeWhereThereIsNoPlaceForIt() {
        String operators = """
                operators:
                  - name: best
                    materialize: true
                    sql: select 1 as "ID"
                """;
        program.write("p.yaml", SOURCE + action("local", "best") + operators);
        program.write("d.yaml", "source: {type: duckdb}\n" + action("local", "best") + operators);

        var result = program.run("validate", "p.yaml", "d.yaml");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(String.join("\n", result.out()))
                .contains("operators[0].materialize: there is no source.scratch_schema to materialize it in")
                .contains("operators[0].materialize: a source of type duckdb materializes no operators");
    }

    @Test
    void validatesAndListsWithoutRunningAnything() {
        var valid = program.run("validate", "--connect", EXAMPLE.toString());
        assertThat(valid.exit()).as(valid.toString()).isZero();
        var tables = program.run("tables", EXAMPLE.toString());
        assertThat(tables.exit()).as(tables.toString()).isZero();
        assertThat(tables.out()).contains("SALES_FORECAST  (table)");

        assertThat(snowflake.statements().all())
                .allMatch(statement -> statement.described() || statement.text().startsWith("show "));
    }

    @Test
    void saysWhatSnowflakeRefusedAndWhoseTurnItIs() {
        program.write("p.yaml", SOURCE + "  role: emperor\n" + action("local", "sales_forecast"));
        var role = program.run("run", "p.yaml");
        assertThat(role.exit()).isEqualTo(2);
        assertThat(role.err()).contains("Snowflake 390189", "-> Check source.role");
        assertThat(role.err()).doesNotContain("\tat ");

        program.with("SNOWFLAKE_ACCOUNT", "elsewhere");
        var account = program.run("run", EXAMPLE.toString());
        assertThat(account.exit()).isEqualTo(3);
        assertThat(account.err()).contains("can't connect to Snowflake account elsewhere", "-> ");
    }
}
