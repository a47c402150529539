package io.fullcircle.connector.destination.segment;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** An HTTP source that answers by a rule over the batch, and keeps what it was sent. */
public final class RuleServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param headers of the answer */
    public record Answer(int status, String body, Map<String, String> headers) {
        /** The connection is closed instead. */
        public static final Answer NONE = new Answer(0, "", Map.of());

        public static final Answer OK = new Answer(200, "{\"success\":true}", Map.of());

        public static Answer of(int status, String body) {
            return new Answer(status, body, Map.of());
        }
    }

    /** One request: the whole body, its messages, when it came. */
    public record Request(JsonNode body, long atNanos, Map<String, List<String>> headers) {
        public List<Integer> numbers() {
            var numbers = new ArrayList<Integer>();
            body.get("batch")
                    .forEach(message ->
                            numbers.add(message.get("properties").get("number").asInt()));
            return numbers;
        }
    }

    static {
        // Read once, when the server's classes load: without it each answer waits 40 ms for a delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final List<Request> requests = new ArrayList<>();
    private final List<Request> accepted = new ArrayList<>();

    public RuleServer(Function<Request, Answer> rule) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/batch", exchange -> answer(exchange, rule));
        server.start();
    }

    private void answer(HttpExchange exchange, Function<Request, Answer> rule) throws IOException {
        boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        byte[] bytes =
                (gzip ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()).readAllBytes();
        var request = new Request(JSON.readTree(bytes), System.nanoTime(), Map.copyOf(exchange.getRequestHeaders()));
        synchronized (this) {
            requests.add(request);
        }
        Answer answer = rule.apply(request);
        if (answer.status() == 200) {
            synchronized (this) {
                accepted.add(request);
            }
        }
        if (answer == Answer.NONE) {
            exchange.close();
            return;
        }
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
        byte[] body = answer.body().getBytes();
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public synchronized List<Request> requests() {
        return List.copyOf(requests);
    }

    /** Numbers of the messages that were answered with 200, in the order of arrival. */
    public synchronized List<Integer> acceptedNumbers() {
        return accepted.stream().flatMap(request -> request.numbers().stream()).toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
