package io.fullcircle.pipelines.receiver;

import static io.fullcircle.pipelines.receiver.Client.batchOf;
import static io.fullcircle.pipelines.receiver.Client.gzip;
import static io.fullcircle.pipelines.receiver.Client.paddedTo;
import static io.fullcircle.pipelines.receiver.Client.track;
import static io.fullcircle.pipelines.receiver.Client.trackOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiverLimitsTest {
    private Receiver receiver;
    private Client client;

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
    void takesAMessageOf32KbAndRefusesOneByteMore() throws Exception {
        assertThat(client.send(trackOf(32_768, "fits")).body()).isEqualTo("{\"success\":true}");

        var refused = client.send(track("small"), trackOf(32_769, "large"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body())
                .isEqualTo("{\"success\":false,\"message\":\"message 1 (messageId \\\"large\\\") has 32769 bytes,"
                        + " the limit is 32768 (32 KB)\"}");
        assertThat(ids()).containsExactly("fits");
        assertThat(receiver.stats().requests().rejectedWhy()).containsExactly(entry("message over 32768 bytes", 1L));
    }

    @Test
    void countsBytesOfAMessageNotCharacters() throws Exception {
        assertThat(client.send(track("a", "é".repeat(16_000))).statusCode()).isEqualTo(200);
        assertThat(client.send(track("b", "é".repeat(16_400))).statusCode()).isEqualTo(400);
    }

    @Test
    void holdsASingleCallToTheSameLimit() throws Exception {
        var most = keyed(trackOf(32_768 - 17, "fits"));
        assertThat(most).hasSize(32_768);
        assertThat(client.post("/v1/track", most).statusCode()).isEqualTo(200);
        assertThat(client.post("/v1/track", keyed(trackOf(32_768 - 16, "large")))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void takesABodyOf512000BytesAndRefusesOneMore() throws Exception {
        assertThat(client.post("/v1/batch", paddedTo(512_000, track("fits"))).statusCode())
                .isEqualTo(200);
        assertThat(client.post("/v1/batch", paddedTo(512_001, track("large"))).statusCode())
                .isEqualTo(400);
        assertThat(ids()).containsExactly("fits");
    }

    @Test
    void answersABodyThatIsFarTooLarge() throws Exception {
        assertThat(client.post("/v1/batch", new byte[10_000_000]).statusCode()).isEqualTo(400);
    }

    @Test
    void countsBytesAfterDecompression() throws Exception {
        var fits = gzip(paddedTo(512_000, track("fits")).getBytes(StandardCharsets.UTF_8));
        var large = gzip(paddedTo(512_001, track("large")).getBytes(StandardCharsets.UTF_8));

        assertThat(client.post("/v1/batch", fits, "Content-Encoding", "gzip").statusCode())
                .isEqualTo(200);
        assertThat(client.post("/v1/batch", large, "Content-Encoding", "gzip").body())
                .contains("more than 512000 bytes");
        assertThat(ids()).containsExactly("fits");
        assertThat(receiver.stats().requests().bytes()).isEqualTo(fits.length + large.length);
    }

    @Test
    void stopsReadingABombAtTheLimit() throws Exception {
        var bomb = gzip(new byte[200_000_000]);

        assertThat(client.post("/v1/batch", bomb, "Content-Encoding", "gzip").statusCode())
                .isEqualTo(400);
        assertThat(receiver.stats().requests().jsonBytes()).isEqualTo(512_000);
    }

    @Test
    void refusesABodyThatIsNotGzipAsAnnounced() throws Exception {
        var whole = gzip(batchOf(track("a")).getBytes(StandardCharsets.UTF_8));

        assertThat(client.post("/v1/batch", batchOf(track("a")), "Content-Encoding", "gzip")
                        .statusCode())
                .isEqualTo(400);
        assertThat(client.post("/v1/batch", Arrays.copyOf(whole, 40), "Content-Encoding", "gzip")
                        .statusCode())
                .isEqualTo(400);
        assertThat(client.post("/v1/batch", batchOf(track("a")), "Content-Encoding", "br")
                        .body())
                .contains("'br' is not understood");
    }

    @Test
    void takes2500MessagesAndIgnoresAllOfOneMore() throws Exception {
        assertThat(client.send(tracks(2_500)).statusCode()).isEqualTo(200);
        assertThat(receiver.stats().messages().unique()).isEqualTo(2_500);

        assertThat(client.send(tracks(2_501)).statusCode()).isEqualTo(200);
        var messages = receiver.stats().messages();
        assertThat(messages.accepted()).isEqualTo(2_500);
        assertThat(messages.ignoredWhy()).containsExactly(entry("batch of more than 2500 messages", 2_501L));
    }

    @Test
    void keepsAConnectionOpenAfterARefusal() throws Exception {
        client.post("/v1/batch", new byte[1_000_000]);
        client.post("/v1/batch", "{");
        client.send(track("a"));

        assertThat(receiver.stats().requests().connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "nonsense",
                "{\"batch\":[{\"a\":NaN}],\"writeKey\":\"k\"}",
                "{\"batch\":[],\"writeKey\":\"k\"} {}",
                "{\"batch\":[{\"a\":01}],\"writeKey\":\"k\"}",
                "{\"batch\":[1],\"writeKey\":\"k\"}",
                "{\"batch\":{},\"writeKey\":\"k\"}",
                "{\"writeKey\":\"k\"}",
                "{\"batch\":[{\"a\":\"\u0001\"}],\"writeKey\":\"k\"}"
            })
    void refusesWhatIsNoBatch(String body) throws Exception {
        var answer = client.post("/v1/batch", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"success\":false,\"message\":\"");
        assertThat(receiver.stats().requests().rejected()).isEqualTo(1);
    }

    @Test
    void saysWhereJsonIsInvalid() throws Exception {
        assertThat(client.post("/v1/batch", "{\"batch\":[}").body()).contains("invalid JSON at byte 10");
    }

    @Test
    void refusesEncodingsOtherThanUtf8() throws Exception {
        var utf16 = batchOf(track("a")).getBytes(StandardCharsets.UTF_16LE);

        assertThat(client.post("/v1/batch", utf16).body()).contains("not UTF-8");
    }

    @Test
    void takesNumbersOfAnyLength() throws Exception {
        var digits = "9".repeat(5_000);

        client.send("{\"type\":\"track\",\"messageId\":\"a\",\"userId\":7,\"event\":\"E\",\"properties\":{\"n\":"
                + digits + "}}");
        try (var messages = receiver.messages()) {
            assertThat(messages.toList()).singleElement().asString().contains(digits);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/jsonp"})
    void asksForJson(String type) throws Exception {
        var request =
                client.to("/v1/batch").header("Content-Type", type).POST(BodyPublishers.ofString(batchOf(track("a"))));

        assertThat(client.send(request).body()).contains("Content-Type must be application/json, not '" + type + "'");
    }

    @Test
    void takesJsonWithACharset() throws Exception {
        var request = client.to("/v1/batch")
                .header("Content-Type", "Application/JSON; charset=utf-8")
                .POST(BodyPublishers.ofString(batchOf(track("a"))));

        assertThat(client.send(request).statusCode()).isEqualTo(200);
    }

    @Test
    void asksForAWriteKeyInTheBodyOrAsUser() throws Exception {
        var body = "{\"batch\":[" + track("a") + "]}";

        assertThat(client.post("/v1/batch", body).statusCode()).isEqualTo(401);
        assertThat(client.post("/v1/batch", body.replace("]}", "],\"writeKey\":\" \"}"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(client.post("/v1/batch", body, "Authorization", basic(":")).statusCode())
                .isEqualTo(401);
        assertThat(client.post("/v1/batch", body, "Authorization", "Basic ÄÖ").body())
                .contains("no write key");
        assertThat(client.post("/v1/batch", body, "Authorization", basic("key:"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.post("/v1/track", track("b")).statusCode()).isEqualTo(401);
        assertThat(client.post("/v1/track", keyed(track("b"))).statusCode()).isEqualTo(200);
        assertThat(ids()).containsExactly("a", "b");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '#',
            value = {
                "no type that Segment knows,#{'messageId':'a','userId':'u','event':'E'}#",
                "no type that Segment knows,#{'type':'delete','messageId':'a','userId':'u'}#",
                "no messageId,#{'type':'track','userId':'u','event':'E'}#",
                "no messageId,#{'type':'track','messageId':'','userId':'u','event':'E'}#",
                "neither userId nor anonymousId,#{'type':'track','messageId':'a','event':'E'}#",
                "neither userId nor anonymousId,#{'type':'identify','messageId':'a','userId':null}#",
                "neither userId nor anonymousId,#{'type':'page','messageId':'a','userId':{'a':1}}#",
                "track without event,#{'type':'track','messageId':'a','userId':'u'}#",
                "track without event,#{'type':'track','messageId':'a','userId':'u','event':' '}#",
                "group without groupId,#{'type':'group','messageId':'a','userId':'u'}#",
                "alias without previousId,#{'type':'alias','messageId':'a','userId':'u'}#"
            })
    void answers200ToWhatItIgnores(String why, String message) throws Exception {
        var answer = client.send(track("good"), message.replace('\'', '"'));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(receiver.stats().messages().ignoredWhy()).isEqualTo(Map.of(why, 1L));
        assertThat(ids()).containsExactly("good");
    }

    @Test
    void ignoresAnIdOfMoreThan100Characters() throws Exception {
        client.send(track("x".repeat(100)), track("y".repeat(101)));

        assertThat(receiver.stats().messages().ignoredWhy())
                .containsExactly(entry("messageId over 100 characters", 1L));
        assertThat(ids()).containsExactly("x".repeat(100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/batch", "/v1/import", "/v1/batch/", "/v1/import/"})
    void takesBatchesAtEveryPathOfTheirs(String path) throws Exception {
        client.post(path, batchOf(track("a")));

        assertThat(ids()).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"track", "identify", "page", "screen", "group", "alias"})
    void takesSingleCallsOfEachKindAndWritesItDown(String kind) throws Exception {
        var body = """
                {"messageId":"a","anonymousId":"n","event":"E","groupId":"g","previousId":"p","writeKey":"secret"}""";

        assertThat(client.post("/v1/" + kind, body).statusCode()).isEqualTo(200);
        try (var messages = receiver.messages()) {
            assertThat(messages.toList())
                    .containsExactly("{\"type\":\"" + kind
                            + "\",\"messageId\":\"a\",\"anonymousId\":\"n\",\"event\":\"E\",\"groupId\":\"g\","
                            + "\"previousId\":\"p\",\"writeKey\":\"******\"}");
        }
    }

    @Test
    void answers404And405ToWhatItDoesNotKnow() throws Exception {
        assertThat(client.post("/v1/btch", batchOf(track("a"))).statusCode()).isEqualTo(404);
        assertThat(client.post("//v1/import/", batchOf(track("a"))).body()).contains("there is no //v1/import/ here");
        assertThat(client.post("//v1/v1/batch", batchOf(track("a"))).statusCode())
                .isEqualTo(404);
        assertThat(client.get("/favicon.ico").statusCode()).isEqualTo(404);
        var get = client.get("/v1/batch");
        assertThat(get.statusCode()).isEqualTo(405);
        assertThat(get.headers().firstValue("Allow")).contains("POST");
        assertThat(client.post("/stats", "").headers().firstValue("Allow")).contains("GET");
        assertThat(receiver.stats().requests().byStatus()).isEqualTo(Map.of(404, 3L, 405, 1L));
    }

    private List<String> ids() {
        try (var messages = receiver.messages()) {
            return messages.map(line -> line.replaceAll(".*\"messageId\":\"([^\"]*)\".*", "$1"))
                    .toList();
        }
    }

    /** 17 bytes longer. */
    private static String keyed(String message) {
        return "{\"writeKey\":\"key\"," + message.substring(1);
    }

    private static String basic(String user) {
        return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    }

    private static String[] tracks(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"type\":\"track\",\"messageId\":\"m" + i + "\",\"userId\":\"u\",\"event\":\"E\"}")
                .toArray(String[]::new);
    }
}
