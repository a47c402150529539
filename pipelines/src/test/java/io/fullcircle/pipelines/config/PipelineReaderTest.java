package io.fullcircle.pipelines.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.connector.base.Secret;
import io.fullcircle.connector.destination.Outbox.WhenFull;
import io.fullcircle.connector.destination.segment.DeliverySettings;
import io.fullcircle.connector.destination.segment.DeliverySettings.Transport;
import io.fullcircle.connector.destination.segment.QueueSettings;
import io.fullcircle.connector.mapping.TrackMapping.As;
import io.fullcircle.connector.mapping.TrackMapping.Content;
import io.fullcircle.connector.mapping.TrackMapping.Event;
import io.fullcircle.connector.mapping.TrackMapping.Nulls;
import io.fullcircle.connector.mapping.TrackMapping.Properties;
import io.fullcircle.connector.mapping.TrackMapping.Property;
import io.fullcircle.connector.operator.SqlOperator;
import io.fullcircle.connector.source.SourceProvider;
import io.fullcircle.pipelines.config.file.Finding;
import io.fullcircle.pipelines.schedule.CronText;
import io.fullcircle.pipelines.schedule.Schedule;
import io.fullcircle.pipelines.schedule.Schedule.CatchUp;
import io.fullcircle.pipelines.schedule.Schedule.Overlap;
import io.fullcircle.pipelines.schedule.When;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineReaderTest {
    private static final String SOURCE = "source: {type: duckdb}\n";
    private static final String ACTION = """
            action:
              type: segment.track
              write_key: ${KEY}
              event_name: Scored
              properties: [iphone, watch]
              customer_id: id
            """;

    private final Map<String, String> environment = new HashMap<>(Map.of("KEY", "hush-hush-key"));
    private final PipelineReader reader = new PipelineReader(environment::get, FakeSources.providers());

    private ReadResult read(String text) {
        return reader.read(Path.of("scores.yaml"), text.getBytes(UTF_8));
    }

    private Pipeline pipeline(String text) {
        var result = read(text);
        assertThat(result.findings()).filteredOn(Finding::isError).isEmpty();
        return result.pipeline().orElseThrow();
    }

    private List<String> warnings(String text) {
        var result = read(text);
        assertThat(result.pipeline()).isPresent();
        return result.findings().stream()
                .map(finding ->
                        finding.line() + ":" + finding.column() + " " + finding.path() + " " + finding.problem())
                .toList();
    }

    private static Property column(String name) {
        return new Property(List.of(name), new Content.FromColumn(name, Optional.empty()));
    }

    @Test
    void readsAFileWithTheFiveInputsAndASource() {
        var pipeline = pipeline(SOURCE + ACTION);

        assertThat(pipeline.name()).isEqualTo("scores");
        assertThat(pipeline.origin().type()).isEqualTo("duckdb");
        assertThat(pipeline.operators()).isEmpty();
        assertThat(pipeline.table()).isEmpty();
        assertThat(pipeline.writeKey()).isEqualTo(Secret.of("hush-hush-key"));
        assertThat(pipeline.endpoint()).isEqualTo(Endpoint.DEFAULT);
        assertThat(pipeline.mapping().event()).isEqualTo(new Event.Named("Scored"));
        assertThat(pipeline.mapping().customerId()).contains("id");
        assertThat(pipeline.mapping().anonymousId()).isEmpty();
        assertThat(pipeline.mapping().timestamp()).isEmpty();
        assertThat(pipeline.mapping().properties())
                .isEqualTo(new Properties.Listed(List.of(column("iphone"), column("watch"))));
        assertThat(pipeline.mapping().nulls()).isEqualTo(Nulls.SEND);
        assertThat(pipeline.mapping().context()).isEmpty();
        assertThat(pipeline.mapping().maxMessageBytes()).isEqualTo(32 * 1024);
        assertThat(pipeline.queue()).isEqualTo(QueueSettings.defaults());
        assertThat(pipeline.delivery())
                .isEqualTo(new DeliverySettings(OptionalInt.of(1000), 10, Duration.ofMinutes(15), false));
        assertThat(pipeline.sync()).isEqualTo(Sync.full(List.of(), List.of()));
        assertThat(pipeline.namespace()).isEmpty();
        assertThat(pipeline.schedule()).isEmpty();
    }

    @Test
    void readsEverySettingThatIsWritten() {
        var pipeline = pipeline("""
                pipeline: sales-forecast
                source: {type: duckdb, path: data/scores.db, read_only: true}
                operators:
                  - {name: a, sql: select * from scores}
                  - name: b
                    sql: |
                      select * from a;
                action:
                  type: segment.track
                  write_key: ${KEY}
                  endpoint: https://events.eu1.segmentapis.com/
                  event_name: {column: event}
                  customer_id: id
                  anonymous_id: visitor
                  timestamp: scored_at
                  properties: '*'
                  nulls: omit
                queue:
                  flush_at: 7
                  flush_interval: 250ms
                  max_batch: 100KB
                  max_message: 10000
                  capacity: 70
                  when_full: block
                  spool: {max: 10MB, when_full: drop}
                delivery: {rate_limit: 50/s, retries: 3, retry_for: 90s, gzip: true, transport: analytics-java}
                sync: {key: id, order_by: [scored_at, id]}
                namespace: staging
                schedule: "0 6 * * *"
                notify: {webhook: http://127.0.0.1:9/hook, rejects_above: 0.5%}
                """);

        assertThat(pipeline.name()).isEqualTo("sales-forecast");
        assertThat(pipeline.origin().settings().path("path"))
                .contains(Path.of("data/scores.db").toAbsolutePath());
        assertThat(pipeline.origin().settings().flag("read_only")).contains(true);
        assertThat(pipeline.operators())
                .containsExactly(new SqlOperator("a", "select * from scores"), new SqlOperator("b", "select * from a"));
        assertThat(pipeline.table()).contains("b");
        assertThat(pipeline.endpoint().text()).isEqualTo("https://events.eu1.segmentapis.com");
        assertThat(pipeline.mapping().event()).isEqualTo(new Event.FromColumn("event"));
        assertThat(pipeline.mapping().anonymousId()).contains("visitor");
        assertThat(pipeline.mapping().timestamp()).contains("scored_at");
        assertThat(pipeline.mapping().properties()).isEqualTo(new Properties.Rest());
        assertThat(pipeline.mapping().nulls()).isEqualTo(Nulls.OMIT);
        assertThat(pipeline.mapping().key()).containsExactly("id");
        assertThat(pipeline.mapping().maxMessageBytes()).isEqualTo(10_000);
        assertThat(pipeline.queue())
                .isEqualTo(new QueueSettings(7, Duration.ofMillis(250), 100 * 1024, 70, WhenFull.WAIT, 10 << 20));
        assertThat(pipeline.delivery())
                .isEqualTo(new DeliverySettings(
                        OptionalInt.of(50), 3, Duration.ofSeconds(90), true, Transport.ANALYTICS_JAVA));
        assertThat(pipeline.sync()).isEqualTo(Sync.full(List.of("id"), List.of("scored_at", "id")));
        assertThat(pipeline.namespace()).contains("staging");
        assertThat(pipeline.schedule()).contains(new Schedule(CronText.read("0 6 * * *"), CatchUp.ONCE, Overlap.SKIP));
        assertThat(pipeline.notices())
                .contains(new NotifySettings(Secret.of("http://127.0.0.1:9/hook"), new BigDecimal("0.005")));
    }

    @Test
    void readsEveryKindOfSchedule() {
        assertThat(schedule("{cron: 30 2 * * *, zone: Europe/Berlin, catch_up: none, overlap: queue}"))
                .isEqualTo(new Schedule(
                        CronText.read("30 2 * * *", ZoneId.of("Europe/Berlin")), CatchUp.NONE, Overlap.QUEUE));
        assertThat(schedule("{every: 15m}"))
                .isEqualTo(new Schedule(new When.Every(Duration.ofMinutes(15)), CatchUp.ONCE, Overlap.SKIP));
        assertThat(schedule("{after: features}"))
                .isEqualTo(new Schedule(new When.After("features"), CatchUp.ONCE, Overlap.QUEUE));
        assertThat(schedule("{after: features, overlap: skip}").overlap()).isEqualTo(Overlap.SKIP);
    }

    private Schedule schedule(String text) {
        return pipeline(SOURCE + ACTION + "schedule: " + text + "\n").schedule().orElseThrow();
    }

    @Test
    void tellsOfRejectsAboveOnePercentUnlessAsked() {
        assertThat(pipeline(SOURCE + ACTION + "notify: {webhook: 'https://hooks.example.com/a?b=c'}\n")
                        .notices())
                .contains(new NotifySettings(Secret.of("https://hooks.example.com/a?b=c"), new BigDecimal("0.01")));
    }

    @Test
    void readsPropertiesWithCastsConstantsAndNests() {
        var pipeline = pipeline(SOURCE + ACTION.replace("[iphone, watch]", """
                        {iphone: IPHONE_SCORE, scores.watch: {column: W, as: number}, model: {value: v7},
                            nothing: {value: null}, exact: {value: 1.10}, large: {value: 123456789012345678901}}\
                        """));

        assertThat(pipeline.mapping().properties())
                .isEqualTo(new Properties.Listed(List.of(
                        new Property(List.of("iphone"), new Content.FromColumn("IPHONE_SCORE", Optional.empty())),
                        new Property(List.of("scores", "watch"), new Content.FromColumn("W", Optional.of(As.NUMBER))),
                        new Property(List.of("model"), new Content.Constant("v7")),
                        new Property(List.of("nothing"), new Content.Constant(null)),
                        new Property(List.of("exact"), new Content.Constant(new BigDecimal("1.10"))),
                        new Property(
                                List.of("large"), new Content.Constant(new BigInteger("123456789012345678901"))))));
    }

    @Test
    void readsANestedContext() {
        var pipeline = pipeline(SOURCE + ACTION + """
                  context:
                    app: {name: full-circle, build: 7}
                    campaign: {name: {column: campaign, as: string}, raw: {value: {column: x}}}
                    tags: [a, null, true]
                    none: {}
                    left_out: null
                """);

        assertThat(pipeline.mapping().context())
                .containsExactly(
                        new Property(List.of("app", "name"), new Content.Constant("full-circle")),
                        new Property(List.of("app", "build"), new Content.Constant(7L)),
                        new Property(
                                List.of("campaign", "name"),
                                new Content.FromColumn("campaign", Optional.of(As.STRING))),
                        new Property(List.of("campaign", "raw"), new Content.Constant(Map.of("column", "x"))),
                        new Property(List.of("tags"), new Content.Constant(Arrays.asList("a", null, true))),
                        new Property(List.of("none"), new Content.Constant(Map.of())),
                        new Property(List.of("left_out"), new Content.Constant(null)));
    }

    @Test
    void typesWhatIsFilledInAsTheSettingNeeds() {
        environment.putAll(Map.of("N", "50", "YES", "true", "TEXT", "007"));
        var pipeline = pipeline(SOURCE.replace("}", ", read_only: \"${YES}\"}")
                + ACTION.replace("Scored", "${TEXT}").replace("[iphone, watch]", "{version: {value: \"${TEXT}\"}}")
                + "queue: {capacity: \"${N}0\", max_batch: \"${N}KB\", flush_at: \"${M:-20}\"}\n");

        assertThat(pipeline.queue().capacity()).isEqualTo(500);
        assertThat(pipeline.queue().maxBatchBytes()).isEqualTo(50 * 1024);
        assertThat(pipeline.queue().flushAt()).isEqualTo(20);
        assertThat(pipeline.origin().settings().flag("read_only")).contains(true);
        assertThat(pipeline.mapping().event()).isEqualTo(new Event.Named("007"));
        assertThat(pipeline.mapping().properties())
                .isEqualTo(
                        new Properties.Listed(List.of(new Property(List.of("version"), new Content.Constant("007")))));
    }

    @Test
    void countsPathsFromTheFile(@TempDir Path directory) throws IOException {
        Files.createDirectories(directory.resolve("sub"));
        Files.writeString(directory.resolve("sub/key"), "from-a-file\n");
        var file = Files.writeString(
                directory.resolve("sub/scores.yml"),
                "source: {type: duckdb, path: ../a.db}\n" + ACTION.replace("${KEY}", "${file:key}"));

        var pipeline = reader.read(file).pipeline().orElseThrow();

        assertThat(pipeline.origin().settings().path("path")).contains(directory.resolve("a.db"));
        assertThat(pipeline.writeKey().reveal()).isEqualTo("from-a-file");
        assertThat(pipeline.name()).isEqualTo("scores");
        assertThat(pipeline.file()).isEqualTo(file);
    }

    @ParameterizedTest
    @CsvSource({"https://api.segment.io, 1000", "http://localhost:8089, 0", "local, 0"})
    void limitsTheRateUnlessTheEndpointIsOnThisMachine(String endpoint, int rate) {
        var delivery =
                pipeline(SOURCE + ACTION + "  endpoint: " + endpoint + "\n").delivery();

        assertThat(delivery.messagesPerSecond().orElse(0)).isEqualTo(rate);
    }

    @Test
    void needsAFileNameThatCanNameAPipeline() {
        var result = reader.read(Path.of("my scores.yaml"), (SOURCE + ACTION).getBytes(UTF_8));

        assertThat(result.findings()).extracting(Finding::path).containsExactly("pipeline");
        assertThat(reader.read(Path.of("my scores.yaml"), ("pipeline: x\n" + SOURCE + ACTION).getBytes(UTF_8))
                        .pipeline())
                .isPresent();
    }

    @Test
    void anotherFileHasAnotherDigest() {
        assertThat(pipeline(SOURCE + ACTION).digest())
                .hasSize(64)
                .isEqualTo(pipeline(SOURCE + ACTION).digest())
                .isNotEqualTo(pipeline(SOURCE + ACTION + "# a comment\n").digest());
    }

    @Test
    void neverPrintsASecretOrWhatWasFilledIn() {
        environment.putAll(Map.of("HUSH", "hush value", "URL", "postgres://hush:hush@hush/hush"));
        var result = read("""
                pipeline: ${HUSH}
                source: {type: postgres, url: "${URL}", password: 5}
                operators: [{name: "${HUSH}", sql: "select '${HUSH}'"}]
                action:
                  type: ${HUSH}
                  write_key: ${HUSH}
                  endpoint: ${URL}
                  event_name: ${HUSH}
                  nulls: ${HUSH}
                  customer_id: ${HUSH}
                  properties: ["${HUSH}", "${HUSH}"]
                queue: {capacity: "${HUSH}", max_batch: "${HUSH}", flush_interval: "${HUSH}"}
                delivery: {gzip: "${HUSH}", rate_limit: "${HUSH}"}
                """);

        assertThat(result.findings()).hasSizeGreaterThan(12);
        assertThat(result.findings())
                .allSatisfy(finding -> assertThat(finding.text()).doesNotContain("hush"));
    }

    @Test
    void saysNothingOfASecretInThePlain() {
        var result = read(SOURCE + ACTION.replace("${KEY}", "hush hush"));

        assertThat(result.findings())
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.text()).doesNotContain("hush"));
    }

    @Test
    void warnsOfAWriteKeyInTheFile() {
        var plain = SOURCE + ACTION.replace("${KEY}", "plain");

        assertThat(warnings(plain)).singleElement().asString().startsWith("4:14 action.write_key stands in the file");
        assertThat(warnings(plain + "  endpoint: local\n")).isEmpty();
        assertThat(warnings(plain + "  endpoint: http://127.0.0.1:1\n")).isEmpty();
    }

    @Test
    void warnsOfWhatDiffersAtEveryRun() {
        var operators = """
                operators:
                  - name: a
                    sql: |
                      select id, now() as t, iphone, watch
                      from scores
                      where x > random() and y < random()
                """;

        assertThat(warnings(SOURCE + operators + ACTION))
                .containsExactly(
                        "5:18 operators[0].sql now differs at every run: what holds it gets another message id each"
                                + " time",
                        "7:17 operators[0].sql random chooses other rows at every run");
    }

    @Test
    void warnsOfAScheduleWithoutATimestamp() {
        var scheduled = SOURCE + ACTION + "schedule: 0 6 * * *\n";

        assertThat(warnings(scheduled))
                .singleElement()
                .asString()
                .startsWith("8:11 schedule every run sends every row");
        assertThat(warnings(scheduled.replace("schedule", "  timestamp: t\nschedule")))
                .isEmpty();
    }

    @Test
    void warnsOfAnOperatorThatReadsFromItself() {
        assertThat(warnings(SOURCE + "operators: [{name: scores, sql: select * from scores}]\n" + ACTION))
                .singleElement()
                .asString()
                .startsWith("2:47 operators[0].sql `scores` reads from itself");
        assertThat(warnings(SOURCE + "operators: [{name: scores, sql: select * from main.scores}]\n" + ACTION))
                .isEmpty();
    }

    @Test
    void warnsOfATableThatIsNearlyAnOperator() {
        var operators = "operators: [{name: forecast, sql: select 1}]\n";

        assertThat(warnings(SOURCE + operators + ACTION + "  table: forcast\n")).hasSize(1);
        assertThat(warnings(SOURCE + operators + ACTION + "  table: FORECAST\n"))
                .isEmpty();
        assertThat(warnings(SOURCE + operators + ACTION + "  table: customers\n"))
                .isEmpty();
    }

    @Test
    void warnsOfAContextThatIsNearlyAColumn() {
        assertThat(warnings(SOURCE + ACTION + "  context: {a: {colum: x}}\n")).hasSize(1);
        assertThat(warnings(SOURCE + ACTION + "  context: {a: {column: x, default: y}}\n"))
                .hasSize(1);
    }

    @Test
    void warnsOfAQueueThatNeverFillsABatch() {
        assertThat(warnings(SOURCE + ACTION + "queue: {capacity: 99}\n")).hasSize(1);
        assertThat(warnings(SOURCE + ACTION + "queue: {capacity: 99, flush_at: 99}\n"))
                .isEmpty();
    }

    @Test
    void findsTheNearestSettingForWhatTurnsOutLater() {
        var result = read(SOURCE + "operators: [{name: a, sql: select 1}]\n" + ACTION);

        assertThat(result.finding("action.write_key", "was refused", "check it").text())
                .isEqualTo("scores.yaml:5:14  action.write_key: was refused\n-> check it");
        assertThat(result.finding("action.table", "is missing", "add it").line())
                .isEqualTo(3);
        assertThat(result.finding("operators[0].sql", "is wrong", "correct it").column())
                .isEqualTo(28);
        assertThat(result.finding("ledger.url", "is wrong", "correct it").line())
                .isEqualTo(1);
    }

    @Test
    void findsTheProvidersOnTheClassPath(@TempDir Path directory) throws IOException {
        var services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(services.resolve(SourceProvider.class.getName()), NoticedProvider.class.getName());
        var path = new URL[] {directory.toUri().toURL()};

        try (var loader = new URLClassLoader(path, getClass().getClassLoader())) {
            assertThat(PipelineReader.providers(loader))
                    .extracting(SourceProvider::type)
                    .contains("noticed");
        }
    }
}
