package io.fullcircle.pipelines.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.connector.base.Secret;
import io.fullcircle.pipelines.receiver.Loopback;
import io.fullcircle.pipelines.serve.Api.Answer;
import io.fullcircle.pipelines.serve.Server.State;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * The HTTP side, on 127.0.0.1 only: {@code /health}, {@code /ready} and {@code /metrics} for everybody on this machine,
 * {@code /api/} for who has the token. A GET changes nothing.
 */
final class Door implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Door.class);

    /** One who begins a run may wait some seconds for the pipeline's lock. */
    private static final int THREADS = 8;

    private static final String BEARER = "Bearer ";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
        var thread = new Thread(task, "door");
        thread.setDaemon(true);
        return thread;
    });
    private final Optional<Secret> token;
    private final Supplier<State> state;
    private final Supplier<String> metrics;
    private final Api api;

    /** Takes the port, and doesn't answer yet. */
    Door(int port, Optional<Secret> token, Supplier<State> state, Supplier<String> metrics, Api api) {
        this.token = token;
        this.state = state;
        this.metrics = metrics;
        this.api = api;
        server = Loopback.bind(port);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    URI uri() {
        return Loopback.uri(server);
    }

    void open() {
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer;
            try {
                answer = answer(exchange);
            } catch (EnvironmentException e) {
                answer = Answer.problem(503, e.getMessage(), e.remedy());
            } catch (RuntimeException e) {
                LOG.error(
                        "a defect of Full Circle, at {}",
                        exchange.getRequestURI().getPath(),
                        e);
                answer = Answer.problem(500, "a defect of Full Circle", "please report it with what is logged");
            }
            send(exchange, answer);
        }
    }

    private Answer answer(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        String method = exchange.getRequestMethod();
        boolean get = method.equals("GET") || method.equals("HEAD");
        return switch (path) {
            case "/health" -> get ? Answer.json(200, Map.of("alive", true)) : Answer.notAllowed("GET");
            case "/ready" -> get ? ready() : Answer.notAllowed("GET");
            case "/metrics" ->
                get
                        ? new Answer(200, "text/plain; version=0.0.4; charset=utf-8", metrics.get(), Map.of())
                        : Answer.notAllowed("GET");
            default ->
                path.startsWith("/api/")
                        ? guarded(exchange, method, path)
                        : Answer.problem(404, "there is nothing here", "ask /health, /ready, /metrics or /api/");
        };
    }

    private Answer ready() {
        State now = state.get();
        var members = new LinkedHashMap<String, Object>();
        members.put("ready", now == State.READY);
        members.put("state", now.name().toLowerCase(Locale.ROOT));
        return Answer.json(now == State.READY ? 200 : 503, members);
    }

    private Answer guarded(HttpExchange exchange, String method, String path) {
        if (token.isEmpty()) {
            return Answer.problem(
                    403, "nobody may begin runs here", "start the server with FULLCIRCLE_API_TOKEN or --token-file");
        }
        String shown = exchange.getRequestHeaders().getFirst("Authorization");
        if (shown == null || !isToken(shown)) {
            return Answer.problem(401, "the token is missing or wrong", "send it as Authorization: Bearer TOKEN")
                    .with("WWW-Authenticate", "Bearer");
        }
        return api.answer(method, path);
    }

    /** Takes as long for a wrong token as for the right one. */
    private boolean isToken(String shown) {
        boolean bearer = shown.regionMatches(true, 0, BEARER, 0, BEARER.length());
        String text = bearer ? shown.substring(BEARER.length()).strip() : "";
        return MessageDigest.isEqual(digest(text), digest(token.orElseThrow().reveal())) && bearer;
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), head || body.length == 0 ? -1 : body.length);
        if (!head && body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    static String json(Map<String, ?> members) {
        return JsonMapper.shared().writeValueAsString(members) + "\n";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
