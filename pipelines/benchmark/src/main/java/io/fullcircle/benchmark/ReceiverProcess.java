package io.fullcircle.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The receiver in a process of its own, which tells messages apart by id. */
final class ReceiverProcess implements AutoCloseable {
    private static final String LISTENING = "listening on ";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final String address;

    ReceiverProcess(Path fullcircle, Workplace workplace) throws IOException {
        Path words = workplace.folder().resolve("receiver.log");
        var builder = new ProcessBuilder(fullcircle.toString(), "receiver", "--port", "0", "--keep", "none")
                .redirectError(words.toFile());
        // Ten million ids take 250 MB. It stays for all rounds, so both of Java's compilers pay: what it takes of the
        // processor, the competitors can't have.
        builder.environment().put("FULLCIRCLE_JAVA_OPTS", "-Xmx1g -XX:TieredStopAtLevel=4");
        this.process = workplace.start(builder);
        var out = new BufferedReader(new InputStreamReader(process.getInputStream()));
        String first = out.readLine();
        if (first == null || !first.startsWith(LISTENING)) {
            process.destroy();
            throw new IOException("the receiver doesn't start, see " + words);
        }
        this.address = first.substring(LISTENING.length());
    }

    String address() {
        return address;
    }

    /** Processor time so far, user and system. */
    double cpuSeconds() {
        return process.info().totalCpuDuration().map(Duration::toMillis).orElse(0L) / 1000.0;
    }

    /** Forgets what came so far. */
    void forget() throws IOException, InterruptedException {
        send("/messages", "DELETE");
    }

    /** The counts since then. */
    JsonNode stats() throws IOException, InterruptedException {
        return JsonMapper.shared().readTree(send("/stats", "GET"));
    }

    /** Sees that what was sent has arrived, each once, and that nothing was refused or ignored. */
    void check(String name, long sent) throws IOException, InterruptedException {
        var stats = stats();
        long accepted = stats.get("accepted").asLong();
        long unique = stats.get("unique").asLong();
        long rejected = stats.get("rejected").asLong() + stats.get("ignored").asLong();
        if (accepted != sent || unique != sent || rejected != 0) {
            throw new IllegalStateException(name + ": " + sent + " rows, but " + accepted + " calls accepted, " + unique
                    + " different ones, " + rejected + " refused or ignored");
        }
    }

    private String send(String path, String method) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
