package io.fullcircle.pipelines.drill;

import static org.awaitility.Awaitility.await;

import io.fullcircle.pipelines.cli.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The receiver in a process of its own, as {@code fullcircle receiver} starts it. */
final class ReceiverProcess implements AutoCloseable {
    private static final String ANNOUNCED = "listening on ";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final URI uri;

    /** @param folder for its output */
    ReceiverProcess(Path folder, String... faults) throws IOException {
        var arguments = new String[4 + 2 * faults.length];
        System.arraycopy(new String[] {"receiver", "--port=0", "--keep", "none"}, 0, arguments, 0, 4);
        for (int i = 0; i < faults.length; i++) {
            arguments[4 + 2 * i] = "--fail";
            arguments[5 + 2 * i] = faults[i];
        }
        process = new Program(folder).start(arguments);
        Path out = folder.resolve("stdout.txt");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Files.readString(out).lines().anyMatch(line -> line.startsWith(ANNOUNCED)));
        uri = URI.create(Files.readAllLines(out).get(0).substring(ANNOUNCED.length()));
    }

    URI uri() {
        return uri;
    }

    /** Misbehaves from now on, in place of what it did before. */
    void fail(String fault) {
        ask(HttpRequest.newBuilder(uri.resolve("/fail")).PUT(HttpRequest.BodyPublishers.ofString(fault)));
    }

    /**
     * What it has taken.
     *
     * @param accepted all messages
     * @param unique different ids among them
     * @param conflicting those that came again with other content
     */
    record Taken(long accepted, long unique, long conflicting) {
        Taken since(Taken before) {
            return new Taken(accepted - before.accepted, unique - before.unique, conflicting - before.conflicting);
        }
    }

    Taken taken() {
        JsonNode stats = JsonMapper.shared().readTree(ask(HttpRequest.newBuilder(uri.resolve("/stats"))));
        return new Taken(
                stats.get("accepted").asLong(),
                stats.get("unique").asLong(),
                stats.get("conflicting").asLong());
    }

    private String ask(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
