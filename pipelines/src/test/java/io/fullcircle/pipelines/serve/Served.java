package io.fullcircle.pipelines.serve;

import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.fullcircle.connector.base.Secret;
import io.fullcircle.pipelines.config.PipelineReader;
import io.fullcircle.pipelines.ledger.Ledger;
import io.fullcircle.pipelines.ledger.LedgerPlace;
import io.fullcircle.pipelines.ledger.Run;
import io.fullcircle.pipelines.ledger.RunFilter;
import io.fullcircle.pipelines.run.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.OkHttpClient;
import org.slf4j.LoggerFactory;

/** A folder with pipelines, and servers of this process over it, one after the other. */
final class Served implements AutoCloseable {
    static final String TOKEN = "a-token-that-nobody-guesses";

    private final Path home;
    private final Path folder;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Server server;

    Served(Path home) throws IOException {
        this.home = home;
        folder = Files.createDirectories(home.resolve("pipelines"));
        log.start();
        logger().addAppender(log);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger("io.fullcircle.pipelines.serve");
    }

    /** Lines logged so far that hold this text. */
    List<String> said(String text) {
        return List.copyOf(log.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.contains(text))
                .toList();
    }

    /** A pipeline of some rows from the embedded DuckDB. */
    static String pipeline(int rows, URI endpoint, String more) {
        return """
                source: {type: duckdb}
                operators:
                  - name: scores
                    sql: select 'c' || i as customer_id, i as number, timestamp '2026-11-20 04:00:00' as scored_at from range(%d) t(i)
                action: {type: segment.track, write_key: test, endpoint: "%s", event_name: Scored, customer_id: customer_id,
                  timestamp: scored_at, properties: [number]}
                %s
                """.formatted(rows, endpoint, more);
    }

    Path write(String file, String text) {
        try {
            Path fresh = Files.writeString(home.resolve("fresh"), text);
            return Files.move(fresh, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void remove(String file) throws IOException {
        Files.delete(folder.resolve(file));
    }

    void start(int atOnce, Optional<Secret> token) {
        server = Server.start(
                new ServeSettings(folder, 0, atOnce, Duration.ofSeconds(5), token),
                PipelineReader.standard(),
                new Home(Map.of("FULLCIRCLE_HOME", home.resolve("home").toString())),
                new OkHttpClient(),
                Clock.systemUTC());
    }

    void start() {
        start(8, Optional.of(Secret.of(TOKEN)));
    }

    URI uri(String path) {
        return server.uri().resolve(path);
    }

    HttpResponse<String> ask(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    HttpResponse<String> get(String path) {
        return ask(HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + TOKEN));
    }

    HttpResponse<String> post(String path) {
        return ask(HttpRequest.newBuilder(uri(path))
                .header("Authorization", "Bearer " + TOKEN)
                .POST(BodyPublishers.noBody()));
    }

    /** The newest runs of a pipeline, the newest first. */
    List<Run> runs(String pipeline) {
        try (var ledger = Ledger.open(LedgerPlace.of(Optional.empty(), home.resolve("home")), Clock.systemUTC())) {
            return ledger.runs().list(RunFilter.of(pipeline, 1000));
        }
    }

    boolean stop() throws InterruptedException {
        server.stop();
        boolean complete = server.await();
        server = null;
        return complete;
    }

    @Override
    public void close() {
        logger().detachAppender(log);
        if (server != null) {
            server.stop();
            server.stop();
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                server.await();
                return true;
            });
        }
    }
}
