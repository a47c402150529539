package io.fullcircle.connector.destination.segment;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.connector.base.Secret;
import io.fullcircle.connector.destination.Messages;
import io.fullcircle.connector.destination.Outbox;
import io.fullcircle.connector.destination.Receipt;
import io.fullcircle.connector.destination.segment.DeliverySettings.Transport;
import io.fullcircle.connector.destination.segment.RuleServer.Answer;
import io.fullcircle.connector.mapping.Message;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every transport. */
@ParameterizedClass
@EnumSource(Transport.class)
class SegmentDestinationTest {
    private static final DeliverySettings PATIENT =
            new DeliverySettings(OptionalInt.empty(), 10, Duration.ofMinutes(1), false);
    private static final DeliverySettings IMPATIENT =
            new DeliverySettings(OptionalInt.empty(), 1, Duration.ofSeconds(30), false);

    @Parameter
    private Transport transport;

    private final OkHttpClient http = new OkHttpClient();
    private final List<Receipt> receipts = new ArrayList<>();

    private SegmentDestination destination(URI endpoint, QueueSettings queue, DeliverySettings delivery) {
        var settings = new SegmentSettings(Secret.of("key \"quoted\""), endpoint, queue, delivery.through(transport));
        return new SegmentDestination(settings, http, receipts::addAll);
    }

    private SegmentDestination destination(URI endpoint, DeliverySettings delivery) {
        return destination(endpoint, QueueSettings.defaults(), delivery);
    }

    private static QueueSettings queue(int flushAt, int capacity) {
        return new QueueSettings(
                flushAt, Duration.ofMillis(500), 500 * 1024, capacity, Outbox.WhenFull.SPOOL_OR_WAIT, 1 << 20);
    }

    /** How many receipts there are of each kind. */
    private Map<String, Long> kinds() {
        return receipts.stream()
                .collect(Collectors.groupingBy(receipt -> receipt.getClass().getSimpleName(), Collectors.counting()));
    }

    private static List<Integer> numbers(int end) {
        return IntStream.range(0, end).boxed().toList();
    }

    @Test
    void deliversEveryMessageOnceInBatchesOfTheSizeAskedFor() throws IOException {
        try (var server = new RuleServer(request -> Answer.OK);
                var destination = destination(server.uri(), PATIENT)) {
            Messages.range(0, 5_000).forEach(message -> destination.put(message, () -> true));
            destination.drain();
            assertThat(server.acceptedNumbers()).containsExactlyInAnyOrderElementsOf(numbers(5_000));
            assertThat(server.requests())
                    .allSatisfy(request -> assertThat(request.numbers()).hasSizeLessThanOrEqualTo(100));
            assertThat(kinds()).isEqualTo(Map.of("Accepted", 5_000L));
            assertThat(destination.traffic().taken()).isZero();
            assertThat(destination.traffic().requests())
                    .isEqualTo(server.requests().size());
        }
    }

    @Test
    void sendsTheBytesOfTheMappingAndTheMomentOfTheAttempt() throws IOException {
        try (var server = new RuleServer(request -> Answer.OK);
                var destination = destination(server.uri(), PATIENT)) {
            Instant before = Instant.now().minusMillis(1);
            Message message = Messages.of(1, "Zoë 李", "<&> 🎉");
            destination.put(message, () -> true);
            destination.drain();
            var request = server.requests().get(0);
            assertThat(request.body().get("batch").get(0).toString())
                    .isEqualTo(new String(message.json(), java.nio.charset.StandardCharsets.UTF_8));
            assertThat(request.body().get("writeKey").asString()).isEqualTo("key \"quoted\"");
            assertThat(Instant.parse(request.body().get("sentAt").asString())).isBetween(before, Instant.now());
            assertThat(request.headers().get("Content-type")).containsExactly("application/json");
        }
    }

    @Test
    void compressesWhenAskedTo() throws IOException {
        var gzip = new DeliverySettings(OptionalInt.empty(), 1, Duration.ofSeconds(10), true);
        try (var server = new RuleServer(request -> Answer.OK);
                var destination = destination(server.uri(), gzip)) {
            Messages.range(0, 400).forEach(message -> destination.put(message, () -> true));
            destination.drain();
            assertThat(server.acceptedNumbers()).hasSize(400);
            assertThat(server.requests().get(0).headers().get("Content-encoding"))
                    .containsExactly("gzip");
            assertThat(destination.traffic().bytes()).isLessThan(400 * 100);
        }
    }

    @Test
    void keepsEachCustomersOrderAlsoWhenRequestsAreRepeated() throws IOException {
        var count = new AtomicInteger();
        try (var server = new RuleServer(
                        request -> count.incrementAndGet() % 4 == 0 ? Answer.of(500, "now and then") : Answer.OK);
                var destination = destination(server.uri(), queue(10, 10_000), PATIENT)) {
            for (int i = 0; i < 1_000; i++) {
                destination.put(Messages.of(i, "customer-" + i % 17, ""), () -> true);
            }
            destination.drain();
            var last = new HashMap<Integer, Integer>();
            for (int number : server.acceptedNumbers()) {
                assertThat(number).isGreaterThan(last.getOrDefault(number % 17, -1));
                last.put(number % 17, number);
            }
            assertThat(server.acceptedNumbers()).hasSize(1_000);
            assertThat(destination.traffic().retried()).isPositive();
        }
    }

    @Test
    void flushesAPartialBatchAfterTheInterval() throws IOException {
        try (var server = new RuleServer(request -> Answer.OK);
                var destination = destination(server.uri(), PATIENT)) {
            long start = System.nanoTime();
            destination.put(Messages.of(1), () -> true);
            await().atMost(Duration.ofSeconds(5)).until(() -> receipts.size() == 1);
            assertThat(Duration.ofNanos(server.requests().get(0).atNanos() - start))
                    .isLessThan(Duration.ofMillis(1500));
        }
    }

    @Test
    void findsTheOneBadMessageOfABatchAndDeliversTheOthers() throws IOException {
        try (var server = new RuleServer(request ->
                        request.numbers().contains(42) ? Answer.of(400, "malformed: number 42") : Answer.OK);
                var destination = destination(server.uri(), PATIENT)) {
            Messages.range(0, 400).forEach(message -> destination.put(message, () -> true));
            destination.drain();
            assertThat(kinds()).isEqualTo(Map.of("Accepted", 399L, "Rejected", 1L));
            assertThat(receipts)
                    .filteredOn(Receipt.Rejected.class::isInstance)
                    .first()
                    .isEqualTo(new Receipt.Rejected(rejected().message(), 400, "malformed: number 42"));
            assertThat(rejected().message().ordinal()).isEqualTo(42);
            assertThat(server.acceptedNumbers()).hasSize(399).doesNotContain(42);
        }
    }

    private Receipt.Rejected rejected() {
        return receipts.stream()
                .filter(Receipt.Rejected.class::isInstance)
                .map(Receipt.Rejected.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void halvesABatchThatIsTooLargeForTheServer() throws IOException {
        try (var server = new RuleServer(
                        request -> request.numbers().size() > 30 ? Answer.of(413, "too large") : Answer.OK);
                var destination = destination(server.uri(), PATIENT)) {
            Messages.range(0, 1_000).forEach(message -> destination.put(message, () -> true));
            destination.drain();
            assertThat(kinds()).isEqualTo(Map.of("Accepted", 1_000L));
        }
    }

    @Test
    void keepsEveryBatchUnder500KilobytesWhateverTheMessagesSizes() throws IOException {
        var sizes = new ArrayList<Integer>();
        try (var server = new RuleServer(request -> {
                    synchronized (sizes) {
                        sizes.add(request.body().toString().length());
                    }
                    return Answer.OK;
                });
                var destination = destination(server.uri(), queue(2_500, 10_000), PATIENT)) {
            for (int i = 0; i < 600; i++) {
                destination.put(Messages.of(i, "c" + i, "x".repeat(i * 7919 % 32_000)), () -> true);
            }
            destination.drain();
            assertThat(kinds()).isEqualTo(Map.of("Accepted", 600L));
            assertThat(sizes).allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(500_000));
        }
    }

    @Test
    void stopsAtOnceWhenTheWriteKeyIsRefused() throws IOException {
        try (var server = new RuleServer(request -> Answer.of(401, "invalid write key"));
                var destination = destination(server.uri(), PATIENT)) {
            Messages.range(0, 2_000).forEach(message -> destination.put(message, () -> true));
            destination.drain();
            assertThat(destination.stopped().orElseThrow())
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessageContaining("401")
                    .hasMessageContaining("invalid write key");
            assertThat(receipts.size()).isLessThanOrEqualTo(2_000);
            assertThat(kinds().keySet()).containsExactly("Left");
            assertThat(destination.offer(Messages.of(1))).isFalse();
            assertThat(destination.put(Messages.of(1), () -> true)).isFalse();
        }
    }

    @Test
    void leavesTheRowsOfAnOutageForTheNextRun() throws IOException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        try (var destination = destination(URI.create("http://127.0.0.1:" + port), IMPATIENT)) {
            Messages.range(0, 300).forEach(destination::offer);
            destination.drain();
            assertThat(destination.stopped().orElseThrow())
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessageContaining("127.0.0.1:" + port);
            assertThat(kinds()).isEqualTo(Map.of("Left", (long) receipts.size()));
            assertThat(destination.traffic().taken()).isZero();
        }
    }

    @Test
    void isInDoubtAboutMessagesWhoseLastAttemptGotNoAnswer() {
        var wiremock = started();
        wiremock.stubFor(post("/v1/batch").willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));
        try (var destination = destination(URI.create(wiremock.baseUrl()), IMPATIENT)) {
            destination.put(Messages.of(1), () -> true);
            destination.drain();
            assertThat(kinds()).isEqualTo(Map.of("InDoubt", 1L));
        } finally {
            wiremock.stop();
        }
    }

    @Test
    void obeysRetryAfterAndTakesAnEmptyBodyForAnAnswer() {
        var wiremock = started();
        wiremock.stubFor(post("/v1/batch")
                .inScenario("throttled")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withStatus(429).withHeader("Retry-After", "1"))
                .willSetStateTo("free"));
        wiremock.stubFor(post("/v1/batch")
                .inScenario("throttled")
                .whenScenarioStateIs("free")
                .willReturn(aResponse().withStatus(200)));
        try (var destination = destination(URI.create(wiremock.baseUrl()), PATIENT)) {
            long start = System.nanoTime();
            destination.put(Messages.of(1), () -> true);
            destination.drain();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
            assertThat(kinds()).isEqualTo(Map.of("Accepted", 1L));
            assertThat(destination.traffic().requests()).isEqualTo(2);
        } finally {
            wiremock.stop();
        }
    }

    private static WireMockServer started() {
        var wiremock = new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
        wiremock.start();
        return wiremock;
    }

    @Test
    void refusesWithoutBlockingWhenItIsFullAndGoesOnAfterwards() throws IOException {
        var gate = new CountDownLatch(1);
        try (var server = new RuleServer(request -> {
                    waitFor(gate);
                    return Answer.OK;
                });
                var destination = destination(server.uri(), queue(10, 100), PATIENT)) {
            long taken = Messages.range(0, 500).filter(destination::offer).count();
            assertThat(taken).isEqualTo(100);
            assertThat(destination.traffic().peak()).isEqualTo(100);
            gate.countDown();
            Messages.range(500, 600).forEach(message -> destination.put(message, () -> true));
            destination.drain();
            assertThat(kinds()).isEqualTo(Map.of("Accepted", 200L));
        }
    }

    private static void waitFor(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void settlesWhatItBrokeOffAsInDoubtAndTheRestAsLeft() throws IOException {
        var gate = new CountDownLatch(1);
        var arrived = new CountDownLatch(1);
        try (var server = new RuleServer(request -> {
                    arrived.countDown();
                    waitFor(gate);
                    return Answer.OK;
                });
                var destination = destination(server.uri(), queue(10, 1_000), PATIENT)) {
            Messages.range(0, 1_000).forEach(destination::offer);
            waitFor(arrived);
            destination.abandon();
            destination.drain();
            assertThat(destination.stopped()).get().isInstanceOf(CancellationException.class);
            assertThat(receipts).hasSize(1_000);
            assertThat(kinds().keySet()).containsExactlyInAnyOrder("InDoubt", "Left");
            assertThat(kinds().get("InDoubt")).isLessThanOrEqualTo(40);
            gate.countDown();
        }
    }

    @Test
    void stopsWhenReceiptsCannotBeKept() throws IOException {
        try (var server = new RuleServer(request -> Answer.OK);
                var destination = new SegmentDestination(
                        new SegmentSettings(
                                Secret.of("key"), server.uri(), queue(10, 1_000), PATIENT.through(transport)),
                        http,
                        list -> {
                            throw new EnvironmentException("the disk is full", "free some space");
                        })) {
            Messages.range(0, 500).forEach(destination::offer);
            destination.drain();
            assertThat(destination.stopped()).get().isInstanceOf(EnvironmentException.class);
            assertThat(destination.traffic().taken()).isZero();
        }
    }
}
