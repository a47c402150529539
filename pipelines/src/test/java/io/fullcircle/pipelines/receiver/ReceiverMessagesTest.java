package io.fullcircle.pipelines.receiver;

import static io.fullcircle.pipelines.receiver.Client.batchOf;
import static io.fullcircle.pipelines.receiver.Client.gzip;
import static io.fullcircle.pipelines.receiver.Client.track;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.base.EnvironmentException;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReceiverMessagesTest {
    private Receiver receiver;
    private Client client;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() {
        receiver = Receiver.start(ReceiverSettings.defaults());
        client = new Client(receiver);
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void keepsMessagesByteByByteInOrderOfArrival() throws Exception {
        var first = track("1", "1.10 Ünïcødé 🚀 \\u00e9 \\n <&>");
        var second = "{\"type\":\"identify\", \"messageId\":\"2\",\"userId\":9007199254740993,\"traits\":{\"a\":1.10}}";

        client.send(first, second);
        client.send(track("3"));

        assertThat(messages()).containsExactly(first, second, track("3"));
    }

    @Test
    void takesEachIdOnce() throws Exception {
        client.send(track("a"), track("b"), track("a"));
        client.send(track("b"), track("c"));

        var counts = receiver.stats().messages();
        assertThat(counts.accepted()).isEqualTo(5);
        assertThat(counts.unique()).isEqualTo(3);
        assertThat(counts.duplicates()).isEqualTo(2);
        assertThat(counts.conflicting()).isZero();
        assertThat(messages()).containsExactly(track("a"), track("b"), track("c"));
    }

    @Test
    void countsAnIdWithOtherContentAsConflicting() throws Exception {
        client.send(track("a", "0.7"));
        client.send(track("a", "0.8"));
        client.send(track("a", "0.7"));

        var counts = receiver.stats().messages();
        assertThat(counts.duplicates()).isEqualTo(2);
        assertThat(counts.conflicting()).isEqualTo(1);
        assertThat(messages()).containsExactly(track("a", "0.7"));
    }

    @Test
    void looksAtContentWithoutTheTimeOfSending() throws Exception {
        var first = "{\"sentAt\":\"2026-11-22T00:00:00Z\"," + track("a").substring(1);
        var later = "{\"sentAt\":\"2026-11-22T00:00:09.5Z\"," + track("a").substring(1);
        var other = "{\"sentAt\":\"2026-11-22T00:00:00Z\"," + track("a", "!").substring(1);

        client.send(first);
        client.send(later);
        assertThat(receiver.stats().messages().conflicting()).isZero();

        client.send(other);
        assertThat(receiver.stats().messages().conflicting()).isEqualTo(1);
    }

    @Test
    void takesGzipChunkedAndExpectingBodies() throws Exception {
        var body = batchOf(track("a")).getBytes(StandardCharsets.UTF_8);

        client.post("/v1/batch", gzip(body), "Content-Encoding", "gzip");
        client.send(client.to("/v1/batch")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
        client.send(client.to("/v1/batch")
                .expectContinue(true)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body)));

        assertThat(receiver.stats().messages().accepted()).isEqualTo(3);
        assertThat(messages()).containsExactly(track("a"));
    }

    @Test
    void writesAPrettyPrintedMessageOnOneLine() throws Exception {
        client.post("/v1/batch", """
                \uFEFF{"writeKey": "k", "batch": [
                  {
                    "type": "track",\r
                    "messageId": "a", "userId": "u",
                    "event": "two\\nlines"
                  }
                ]}
                """);

        assertThat(messages())
                .singleElement()
                .asString()
                .startsWith("{ ")
                .endsWith(" }")
                .contains("\"event\": \"two\\nlines\"");
    }

    @Test
    void hidesAWriteKeyInAMessage() throws Exception {
        client.send(
                "{\"writeKey\":\"secret\",\"type\":\"track\",\"messageId\":\"a\",\"userId\":\"u\",\"event\":\"E\"}");

        assertThat(messages()).singleElement().asString().doesNotContain("secret");
    }

    @Test
    void showsAsManyMessagesAsAskedAndOfWhom() throws Exception {
        client.send(track("a"), track("b"), track("c"));

        assertThat(client.get("/messages?limit=2").body()).isEqualTo(track("a") + "\n" + track("b") + "\n");
        assertThat(client.get("/messages?userId=u-c").body()).isEqualTo(track("c") + "\n");
        assertThat(client.get("/messages?userId=u%2Dc&limit=0").body()).isEmpty();
        assertThat(client.get("/messages?limit=-1").statusCode()).isEqualTo(400);
        assertThat(client.get("/messages?user=u").statusCode()).isEqualTo(400);
    }

    @Test
    void streamsFarMoreThanABuffer() throws Exception {
        var sent = new ArrayList<String>();
        for (var i = 0; i < 40; i++) {
            var batch = List.of(Client.trackOf(32_768, "x" + i), Client.trackOf(20_000 + i, "y" + i), track("z" + i));
            client.send(batch.toArray(String[]::new));
            sent.addAll(batch);
        }

        assertThat(messages()).isEqualTo(sent);
    }

    @Test
    void forgetsEverythingButFaults() throws Exception {
        receiver.fail("slow:1ms");
        client.send(track("a"), track("a"), "{}");
        client.post("/v1/batch", "{");

        assertThat(client.delete("/messages").statusCode()).isEqualTo(200);
        var stats = receiver.stats();
        assertThat(stats.messages().accepted() + stats.messages().ignored()).isZero();
        assertThat(stats.requests().total() + stats.requests().rejected()).isZero();
        assertThat(stats.timing().seconds()).isZero();
        assertThat(messages()).isEmpty();
        assertThat(client.get("/fail").body()).isEqualTo("slow:1ms\n");

        client.send(track("a"));
        assertThat(messages()).containsExactly(track("a"));
    }

    @Test
    void tellsItsCountsAsOneJsonObject() throws Exception {
        receiver.fail("503:1");
        client.send(track("a"));
        client.send(track("a"), track("a"), "{\"type\":\"track\"}");
        client.post("/v1/batch", "{");

        var stats = json(client.get("/stats").body());
        assertThat(stats.propertyNames())
                .containsExactly(
                        "accepted",
                        "unique",
                        "duplicates",
                        "conflicting",
                        "ignored",
                        "ignored_why",
                        "requests",
                        "statuses",
                        "unanswered",
                        "rejected",
                        "rejected_why",
                        "bytes",
                        "json_bytes",
                        "connections",
                        "faults",
                        "seconds",
                        "seconds_since_first",
                        "seconds_since_last",
                        "messages_per_second");
        assertThat(stats.get("accepted").asInt()).isEqualTo(2);
        assertThat(stats.get("ignored_why")).isEqualTo(json("{\"no messageId\":1}"));
        assertThat(stats.get("requests").asInt()).isEqualTo(3);
        assertThat(stats.get("statuses")).isEqualTo(json("{\"200\":1,\"400\":1,\"503\":1}"));
        assertThat(stats.get("rejected_why")).isEqualTo(json("{\"invalid JSON\":1}"));
        assertThat(stats.get("faults")).isEqualTo(json("{\"503:1\":1}"));
        assertThat(stats.get("messages_per_second").asDouble()).isPositive();
    }

    @Test
    void saysWhatItIs() throws Exception {
        assertThat(client.get("/").body()).contains("stand-in of Segment's HTTP source");
    }

    @Test
    void leavesTheNamedFileBehind() throws Exception {
        var out = directory.resolve("out.jsonl");
        Files.writeString(out, "of a former start\n");
        try (var other = Receiver.start(ReceiverSettings.defaults().withOut(out))) {
            new Client(other).send(track("a"), track("b"));
            assertThat(Files.readAllLines(out)).containsExactly(track("a"), track("b"));
        }
        assertThat(Files.readAllLines(out)).containsExactly(track("a"), track("b"));
    }

    @Test
    void saysThatAFileCannotBeWritten() {
        var settings = ReceiverSettings.defaults().withOut(directory);

        assertThatThrownBy(() -> Receiver.start(settings))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining(directory.toString());
    }

    @Test
    void answers500WhenTheDiskIsFull() throws Exception {
        var full = Path.of("/dev/full");
        assumeThat(full).exists();
        try (var other = Receiver.start(ReceiverSettings.defaults().withOut(full))) {
            var its = new Client(other);

            assertThat(its.send(track("a")).body()).contains("the receiver can't keep messages");
            assertThat(its.send(track("a")).statusCode()).isEqualTo(500);
        }
    }

    @Test
    void keepsOnlyCountsWhenToldSo() throws Exception {
        var settings = ReceiverSettings.defaults().withKeep(ReceiverSettings.Keep.NONE);
        try (var other = Receiver.start(settings)) {
            var its = new Client(other);
            its.send(track("a"), track("a"));

            assertThat(other.stats().messages().unique()).isEqualTo(1);
            assertThat(its.get("/messages").statusCode()).isEqualTo(409);
            assertThatThrownBy(other::messages).isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> settings.withOut(directory.resolve("x"))).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void handsNewMessagesToAWatcher() throws Exception {
        var seen = Collections.synchronizedList(new ArrayList<String>());
        try (var other = Receiver.start(ReceiverSettings.defaults().withWatcher(seen::add))) {
            new Client(other).send(track("a"), track("a"), track("b"));
        }

        assertThat(seen).containsExactly(track("a"), track("b"));
    }

    @Test
    void saysThatAPortIsTaken() {
        var settings = ReceiverSettings.defaults().withPort(receiver.uri().getPort());

        assertThatThrownBy(() -> Receiver.start(settings))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("port " + receiver.uri().getPort());
        assertThatThrownBy(() -> settings.withPort(65_536)).isInstanceOf(ConfigurationException.class);
    }

    private List<String> messages() {
        try (var messages = receiver.messages()) {
            return messages.toList();
        }
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
