package io.fullcircle.pipelines.receiver;

import com.sun.net.httpserver.HttpExchange;
import io.fullcircle.connector.base.ConfigurationException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** What people ask the receiver: what arrived, how much, and to misbehave. None of it counts as a request. */
final class Pages {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int FAULTS_BYTES = 64 * 1024;
    private static final String WELCOME = """
            This is Full Circle's local receiver: a stand-in of Segment's HTTP source.

            POST   /v1/batch, /v1/import             a batch of messages, with Segment's limits
            POST   /v1/track, identify, page, screen, group, alias    a single one
            GET    /messages?limit=N&userId=…        what arrived, as JSON lines, each message id once
            DELETE /messages                         forget messages and counts
            GET    /stats                            the counts, as JSON
            GET    /fail                             the faults in force
            PUT    /fail                             others, one a line: 429:5s
            DELETE /fail                             none
            """;

    private final Inbox inbox;
    private final Faults faults;
    private final Supplier<ReceiverStats> stats;
    private final Forget forget;

    interface Forget {
        void run() throws IOException;
    }

    Pages(Inbox inbox, Faults faults, Supplier<ReceiverStats> stats, Forget forget) {
        this.inbox = inbox;
        this.faults = faults;
        this.stats = stats;
        this.forget = forget;
    }

    void welcome(HttpExchange exchange) throws IOException {
        Answer.text(WELCOME).send(exchange);
    }

    void stats(HttpExchange exchange) throws IOException {
        Answer.json(200, stats.get().toJson() + "\n").send(exchange);
    }

    void messages(HttpExchange exchange) throws IOException {
        if (!inbox.keepsMessages()) {
            Answer.failure(409, "no messages are kept: the receiver was told --keep none")
                    .send(exchange);
            return;
        }
        var query = query(exchange);
        var user = query.remove("userId");
        var limit = query.getOrDefault("limit", Long.toString(Long.MAX_VALUE));
        query.remove("limit");
        if (!query.isEmpty() || !limit.matches("\\d{1,19}")) {
            Answer.failure(400, "ask for /messages?limit=N&userId=…, both as you like")
                    .send(exchange);
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
        exchange.sendResponseHeaders(200, 0);
        try (var out = new BufferedOutputStream(exchange.getResponseBody(), 64 * 1024)) {
            inbox.copy(Long.parseLong(limit), user == null ? line -> true : sentBy(user), out);
        }
        exchange.close();
    }

    void forget(HttpExchange exchange) throws IOException {
        forget.run();
        Answer.SUCCESS.send(exchange);
    }

    void faults(HttpExchange exchange) throws IOException {
        var specs = faults.specs();
        Answer.text(specs.isEmpty() ? "" : String.join("\n", specs) + "\n").send(exchange);
    }

    void setFaults(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readNBytes(FAULTS_BYTES);
        try {
            faults.set(new String(body, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .map(Fault::parse)
                    .toList());
        } catch (ConfigurationException e) {
            Answer.failure(400, e.getMessage() + "; " + e.remedy()).send(exchange);
            return;
        }
        faults(exchange);
    }

    void clearFaults(HttpExchange exchange) throws IOException {
        faults.set(List.of());
        Answer.SUCCESS.send(exchange);
    }

    private static Map<String, String> query(HttpExchange exchange) {
        var query = new HashMap<String, String>();
        var raw = exchange.getRequestURI().getRawQuery();
        for (var pair : raw == null ? new String[0] : raw.split("&")) {
            var parts = pair.split("=", 2);
            query.put(decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1]));
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static Predicate<byte[]> sentBy(String user) {
        return line -> {
            try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), line)) {
                parser.nextToken();
                for (var name = parser.nextName(); name != null; name = parser.nextName()) {
                    parser.nextToken();
                    var text = MessageReader.text(parser);
                    if (name.equals("userId")) {
                        return text.equals(user);
                    }
                }
                return false;
            }
        };
    }
}
