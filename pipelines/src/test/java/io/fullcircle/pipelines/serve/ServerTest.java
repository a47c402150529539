package io.fullcircle.pipelines.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.fullcircle.pipelines.ledger.Run;
import io.fullcircle.pipelines.ledger.RunState;
import io.fullcircle.pipelines.ledger.Trigger;
import io.fullcircle.pipelines.receiver.Receiver;
import io.fullcircle.pipelines.receiver.ReceiverSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.hawkular.agent.prometheus.PrometheusDataFormat;
import org.hawkular.agent.prometheus.PrometheusScraper;
import org.hawkular.agent.prometheus.types.Counter;
import org.hawkular.agent.prometheus.types.Gauge;
import org.hawkular.agent.prometheus.types.Histogram;
import org.hawkular.agent.prometheus.types.MetricFamily;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole server of this process, over real files, a real ledger, and real HTTP. */
class ServerTest {
    private static final String EACH_SECOND = "schedule: {every: 1s}\n";

    @TempDir
    Path home;

    private final Receiver receiver = Receiver.start(ReceiverSettings.defaults());
    private Served served;

    @BeforeEach
    void begin() throws IOException {
        served = new Served(home);
    }

    @AfterEach
    void end() {
        served.close();
        receiver.close();
    }

    private static void until(Callable<Boolean> moment) {
        await().pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(60))
                .until(moment);
    }

    private long completed(String pipeline) {
        return served.runs(pipeline).stream()
                .filter(run -> run.state() == RunState.COMPLETED)
                .count();
    }

    @Test
    void aDeadDestinationDelaysNoOtherPipeline() {
        // Nobody listens there: each request is repeated for about a minute.
        var dead = URI.create("http://127.0.0.1:1");
        served.write("dead.yaml", Served.pipeline(10, dead, EACH_SECOND));
        served.write("well.yaml", Served.pipeline(10, receiver.uri(), EACH_SECOND));
        served.start();
        until(() -> !served.runs("dead").isEmpty());
        Instant since = served.runs("dead").get(0).started();
        until(() -> served.runs("well").stream()
                        .filter(run -> run.started().isAfter(since))
                        .count()
                >= 5);

        assertThat(served.runs("dead"))
                .singleElement()
                .satisfies(run -> assertThat(run.state()).isEqualTo(RunState.RUNNING));
        assertThat(served.runs("well").stream().filter(run -> run.started().isAfter(since)))
                .allSatisfy(run -> assertThat(Duration.between(run.start().due().orElseThrow(), run.started()))
                        .as("delay of " + run.id())
                        .isLessThan(Duration.ofSeconds(3)));
        assertThat(served.runs("well")).extracting(run -> run.start().due()).doesNotHaveDuplicates();
        assertThat(served.runs("well")).allSatisfy(run -> {
            assertThat(run.start().trigger()).isEqualTo(Trigger.SCHEDULE);
            assertThat(run.start().edition())
                    .isEqualTo(run.start().due().orElseThrow().toString());
        });
    }

    @Test
    void aBrokenFileKeepsItsLastGoodVersionAndIsReadAgainWhenItIsMended() throws IOException {
        served.write("p.yaml", Served.pipeline(5, receiver.uri(), EACH_SECOND));
        served.start();
        until(() -> completed("p") >= 1);
        served.write("p.yaml", Served.pipeline(7, receiver.uri(), EACH_SECOND).replace("event_name", "event_nam"));
        until(() -> !served.said("has errors").isEmpty());
        long before = completed("p");
        until(() -> completed("p") >= before + 5);
        assertThat(served.said("p.yaml has errors"))
                .singleElement()
                .asString()
                .contains("its last good version is run until it is mended");
        assertThat(served.said("is not a setting of action")).hasSize(1);
        assertThat(served.runs("p"))
                .allSatisfy(run -> assertThat(run.rows().read()).isIn(0L, 5L));

        served.write("p.yaml", Served.pipeline(7, receiver.uri(), EACH_SECOND));
        until(() -> served.runs("p").stream().anyMatch(run -> run.rows().read() == 7));
        assertThat(served.said("p.yaml was read again")).hasSize(1);

        served.write("q.yaml", "what: is this");
        until(() -> !served.said("q.yaml has errors: it isn't run until it is mended")
                .isEmpty());
        served.remove("p.yaml");
        until(() -> !served.said("p.yaml is gone").isEmpty());
        until(() -> served.runs("p").get(0).state() != RunState.RUNNING);
        long last = served.runs("p").size();
        await().during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(10))
                .until(() -> served.runs("p").size() <= last + 1);
        assertThat(served.get("/api/pipelines").body()).isEqualTo("{\"pipelines\":[]}\n");
    }

    @Test
    void aPipelineFollowsAnotherWhoeverRanIt() {
        served.write("a.yaml", Served.pipeline(5, receiver.uri(), ""));
        served.write("b.yaml", Served.pipeline(5, receiver.uri(), "schedule: {after: a}"));
        served.start();
        assertThat(served.post("/api/pipelines/a/run").statusCode()).isEqualTo(202);
        until(() -> completed("b") == 1);
        assertThat(served.post("/api/pipelines/a/run").statusCode()).isEqualTo(202);
        until(() -> completed("b") == 2);
        assertThat(served.runs("b").get(0).start().due())
                .isEqualTo(served.runs("a").get(0).ended());
    }

    @Test
    void metricsAreReadByAParserOfPrometheusFormat() throws IOException {
        served.write("p.yaml", Served.pipeline(250, receiver.uri(), EACH_SECOND));
        served.write("bad.yaml", Served.pipeline(10, receiver.uri(), "delivery: {retries: 0}\nschedule: {every: 1s}"));
        receiver.fail("bad:id=c7");
        served.start();
        until(() -> completed("p") + served.runs("p").size() > 4);
        until(() -> gauge(scrape(), "fullcircle_since_completed_seconds", "p") >= 0);
        List<MetricFamily> all = scrape();
        assertThat(counter(all, "fullcircle_runs_total", "p", "state", "completed_with_rejects"))
                .isGreaterThan(1);
        double delivered = counter(all, "fullcircle_rows_total", "p", "bucket", "delivered");
        double rejected = counter(all, "fullcircle_rows_total", "p", "bucket", "rejected");
        assertThat(rejected * 249).isEqualTo(delivered);
        assertThat(counter(all, "fullcircle_rows_read_total", "p", "pipeline", "p"))
                .isEqualTo(delivered + rejected);
        assertThat(counter(all, "fullcircle_requests_total", "p", "pipeline", "p"))
                .isGreaterThan(2);
        assertThat(counter(all, "fullcircle_requests_retried_total", "p", "pipeline", "p"))
                .isZero();
        assertThat(counter(all, "fullcircle_queue_refused_total", "p", "pipeline", "p"))
                .isZero();
        assertThat(gauge(all, "fullcircle_queue_depth", "p")).isBetween(0.0, 250.0);
        assertThat(gauge(all, "fullcircle_running", "p")).isBetween(0.0, 1.0);
        var times = (Histogram)
                family(all, "fullcircle_request_seconds").getMetrics().get(0);
        assertThat(times.getSampleCount()).isGreaterThan(2);
        assertThat(times.getBuckets()).hasSizeGreaterThan(8);
        String text = served.get("/metrics").body();
        assertThat(Pattern.compile("fullcircle_[a-z_]+")
                        .matcher(Files.readString(Path.of("docs/serve.md")))
                        .results()
                        .map(MatchResult::group))
                .hasSizeGreaterThan(10)
                .allSatisfy(name -> assertThat(text).contains("# TYPE " + name + " "));
        assertThat(served.get("/health").statusCode()).isEqualTo(200);
        assertThat(served.get("/ready").body()).isEqualTo("{\"ready\":true,\"state\":\"ready\"}\n");
    }

    private List<MetricFamily> scrape() throws IOException {
        return new PrometheusScraper(served.uri("/metrics").toURL(), PrometheusDataFormat.TEXT).scrape();
    }

    private static MetricFamily family(List<MetricFamily> all, String name) {
        return all.stream()
                .filter(family -> family.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " isn't among " + all));
    }

    private static double counter(List<MetricFamily> all, String name, String pipeline, String label, String value) {
        return family(all, name).getMetrics().stream()
                .filter(metric -> pipeline.equals(metric.getLabels().get("pipeline")))
                .filter(metric -> value.equals(metric.getLabels().get(label)))
                .mapToDouble(metric -> ((Counter) metric).getValue())
                .findFirst()
                .orElse(0);
    }

    private static double gauge(List<MetricFamily> all, String name, String pipeline) {
        return all.stream()
                .filter(family -> family.getName().equals(name))
                .flatMap(family -> family.getMetrics().stream())
                .filter(metric -> pipeline.equals(metric.getLabels().get("pipeline")))
                .mapToDouble(metric -> ((Gauge) metric).getValue())
                .findFirst()
                .orElse(-1);
    }

    /** Takes what is told; the first call of all it refuses, as a chat does that is being restarted. */
    private static final class Chat implements AutoCloseable {
        private final HttpServer server;
        private final List<JsonNode> told = new CopyOnWriteArrayList<>();
        private final List<String> keys = new CopyOnWriteArrayList<>();
        private volatile boolean refuses = true;

        Chat() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/hook", exchange -> {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                boolean refused = refuses;
                refuses = false;
                if (!refused) {
                    told.add(JsonMapper.shared().readTree(body));
                }
                keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
                exchange.sendResponseHeaders(refused ? 503 : 200, -1);
                exchange.close();
            });
            server.start();
        }

        String settings() {
            return "notify: {webhook: 'http://127.0.0.1:" + server.getAddress().getPort() + "/hook'}\n";
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    @Test
    void aChangeOfStateIsToldOnceHoweverManyRunsFail() throws Exception {
        try (var chat = new Chat()) {
            served.write(
                    "p.yaml",
                    Served.pipeline(10, receiver.uri(), "delivery: {retries: 0}\n" + EACH_SECOND + chat.settings()));
            served.start();
            until(() -> completed("p") >= 2);
            receiver.fail("500");
            until(() -> failed() >= 2);
            until(() -> chat.told.size() == 1);
            // Another server, and the pipeline still fails.
            served.stop();
            long before = failed();
            served.start();
            until(() -> failed() >= before + 2);
            receiver.fail();
            until(() -> chat.told.size() == 2);
            long well = completed("p");
            until(() -> completed("p") >= well + 2);

            assertThat(chat.told)
                    .extracting(notice -> notice.get("event").asString())
                    .containsExactly("failed", "recovered");
            JsonNode failed = chat.told.get(0);
            assertThat(failed.get("before").asString()).isEqualTo("well");
            assertThat(failed.get("pipeline").asString()).isEqualTo("p");
            assertThat(failed.get("state").asString()).isEqualTo("failed");
            assertThat(failed.get("rows").get("left").asLong()).isEqualTo(10);
            assertThat(failed.get("why").get("problem").asString()).contains("500");
            assertThat(failed.get("text").asString()).startsWith("p failed: ");
            assertThat(failed.propertyNames()).containsExactlyElementsOf(shown().propertyNames());
            assertThat(chat.keys.get(1))
                    .as("the call that was refused, repeated")
                    .isEqualTo(chat.keys.get(0));
            assertThat(Set.copyOf(chat.keys)).hasSize(2);
        }
    }

    /** The call as the page shows it. */
    private static JsonNode shown() throws IOException {
        var block = Pattern.compile("(?ms)^```json\\n(.*?)^```$").matcher(Files.readString(Path.of("docs/serve.md")));
        assertThat(block.find()).isTrue();
        return JsonMapper.shared().readTree(block.group(1));
    }

    private long failed() {
        return served.runs("p").stream()
                .filter(run -> run.state() == RunState.FAILED)
                .count();
    }

    @Test
    void whoHasTheTokenBeginsARunAndAsksForItsState() {
        served.write("p.yaml", Served.pipeline(10, receiver.uri(), ""));
        served.write("slow.yaml", Served.pipeline(3000, receiver.uri(), "delivery: {rate_limit: 1000/s}"));
        served.start();
        var begun = served.post("/api/pipelines/p/run");
        assertThat(begun.statusCode()).isEqualTo(202);
        JsonNode run = JsonMapper.shared().readTree(begun.body());
        String see = run.get("see").asString();
        assertThat(begun.headers().firstValue("Location")).contains(see);
        until(() -> served.get(see).body().contains("\"state\":\"completed\""));
        JsonNode state = JsonMapper.shared().readTree(served.get(see).body());
        assertThat(state.get("run")).isEqualTo(run.get("run"));
        assertThat(state.get("trigger").asString()).isEqualTo("api");
        assertThat(state.get("rows").get("delivered").asLong()).isEqualTo(10);

        assertThat(served.post("/api/pipelines/slow/run").statusCode()).isEqualTo(202);
        var again = served.post("/api/pipelines/slow/run");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("slow is being carried out by run ");
        assertThat(served.post("/api/pipelines/slow2/run").statusCode()).isEqualTo(404);
        assertThat(served.post("/api/pipelines/slow2/run").body()).contains("did you mean slow?");
        assertThat(served.get("/api/runs/20000101T000000Z-0000").statusCode()).isEqualTo(404);
        assertThat(served.get("/api/pipelines/p/run").statusCode()).isEqualTo(405);
        assertThat(served.runs("p")).as("a GET begins nothing").hasSize(1);
    }

    @Test
    void withoutTheTokenNothingIsBegunAndNothingTold() {
        served.write("p.yaml", Served.pipeline(10, receiver.uri(), ""));
        served.start();
        for (String shown : List.of("", "Bearer", "Bearer wrong", "Basic " + Served.TOKEN, Served.TOKEN)) {
            var request =
                    HttpRequest.newBuilder(served.uri("/api/pipelines/p/run")).POST(BodyPublishers.noBody());
            if (!shown.isEmpty()) {
                request.header("Authorization", shown);
            }
            assertThat(served.ask(request).statusCode()).as(shown).isEqualTo(401);
        }
        assertThat(served.ask(HttpRequest.newBuilder(served.uri("/api/runs/x"))).statusCode())
                .isEqualTo(401);
        assertThat(served.runs("p")).isEmpty();
    }

    @Test
    void aServerWithoutATokenIsNotCalled() {
        served.write("p.yaml", Served.pipeline(10, receiver.uri(), ""));
        served.start(4, Optional.empty());
        var answer = served.post("/api/pipelines/p/run");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("FULLCIRCLE_API_TOKEN");
        assertThat(served.runs("p")).isEmpty();
    }

    @Test
    void aServerThatStopsLetsItsRunsEndAndBeginsNone() throws InterruptedException {
        served.write("p.yaml", Served.pipeline(2000, receiver.uri(), "delivery: {rate_limit: 1000/s}\n" + EACH_SECOND));
        served.start();
        until(() -> receiver.stats().messages().unique() > 200);
        assertThat(served.stop()).isTrue();
        List<Run> runs = served.runs("p");
        assertThat(runs).singleElement().satisfies(run -> {
            assertThat(run.state()).isEqualTo(RunState.COMPLETED);
            assertThat(run.rows().addUp()).isTrue();
            assertThat(run.rows().delivered()).isEqualTo(2000);
        });
    }
}
