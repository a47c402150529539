package io.fullcircle.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fullcircle.pipelines.receiver.Receiver;
import io.fullcircle.pipelines.receiver.ReceiverSettings;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ReceiverCommandTest {
    private static final String MESSAGE = "{\"type\":\"track\",\"messageId\":\"a\",\"userId\":\"Zoë\",\"event\":\"E\"}";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** What the test starts in a process of its own. */
    public static final class Program {
        private Program() {}

        public static void main(String[] args) {
            System.exit(new CommandLine(new ReceiverCommand()).execute(args));
        }
    }

    @Test
    void announcesItselfPrintsMessagesAndSumsUp() throws Exception {
        var code = new AtomicInteger(-1);
        var thread = new Thread(() -> code.set(execute("--port", "0", "--print", "--fail", "503:1")));
        thread.start();
        await().until(() -> out.toString().endsWith("\n"));
        var uri = URI.create(out.toString().strip().substring("listening on ".length()));

        assertThat(post(uri)).isEqualTo(503);
        assertThat(post(uri)).isEqualTo(200);
        assertThat(post(uri)).isEqualTo(200);
        thread.interrupt();
        thread.join(10_000);

        assertThat(code.get()).isZero();
        assertThat(out.toString()).isEqualToNormalizingNewlines("listening on " + uri + "\n" + MESSAGE + "\n");
        assertThat(err.toString().strip())
                .isEqualTo("2 messages in 3 requests: 1 unique, 1 duplicates (0 of them with other content), 0 ignored;"
                        + " 0 requests rejected, 0 left without an answer");
    }

    @Test
    void endsOnASignalWithItsCodeAndASummary() throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        "--port=0",
                        "--keep=none")
                .start();
        try (var stdout = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            var uri = URI.create(stdout.readLine().substring("listening on ".length()));
            assertThat(post(uri)).isEqualTo(200);

            process.toHandle().destroy(); // SIGTERM, without closing its streams
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();

            assertThat(process.exitValue()).isEqualTo(143);
            assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("1 messages in 1 requests: 1 unique");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void saysWhatToDoWhenThePortIsTaken() {
        try (var other = Receiver.start(ReceiverSettings.defaults())) {
            var port = other.uri().getPort();

            assertThat(execute("--port", Integer.toString(port))).isEqualTo(3);
            assertThat(err.toString().lines())
                    .containsExactly(
                            "port " + port + " of 127.0.0.1 can't be used: Address already in use",
                            "-> stop the program that uses it, or choose another with --port (0 takes any that is"
                                    + " free)");
            assertThat(out.toString()).isEmpty();
        }
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        assertThat(execute("--fail", "boom")).isEqualTo(2);
        assertThat(err.toString()).contains("the fault 'boom' can't be understood", "-> write a status");
        assertThat(execute("--keep", "some")).isEqualTo(2);
        assertThat(execute("--port", "70000")).isEqualTo(2);
        assertThat(execute("--keep", "none", "--out", "x")).isEqualTo(2);
        assertThat(err.toString()).doesNotContain("\tat ");
    }

    @Test
    void explainsFaultsInItsHelp() {
        assertThat(execute("--help")).isZero();
        assertThat(out.toString()).contains("--fail=SPEC", "bad:id=GLOB", "chance (10%)", "(default: 8765)");
    }

    private int execute(String... args) {
        return new CommandLine(new ReceiverCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }

    private static int post(URI uri) throws Exception {
        var request = HttpRequest.newBuilder(uri.resolve("/v1/batch"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"batch\":[" + MESSAGE + "],\"writeKey\":\"k\"}"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
    }
}
