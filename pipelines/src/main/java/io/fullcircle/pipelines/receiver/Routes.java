package io.fullcircle.pipelines.receiver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.fullcircle.pipelines.receiver.Refusal.Why;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which path and method lead where. */
final class Routes implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

    private final Calls calls;
    private final Map<String, Map<String, HttpHandler>> routes;

    Routes(Calls calls, Pages pages) {
        this.calls = calls;
        HttpHandler batch = exchange -> calls.handle(exchange, Optional.empty());
        this.routes = Map.ofEntries(
                Map.entry("", Map.of("GET", pages::welcome)),
                Map.entry("/stats", Map.of("GET", pages::stats)),
                Map.entry("/messages", Map.of("GET", pages::messages, "DELETE", pages::forget)),
                Map.entry("/fail", Map.of("GET", pages::faults, "PUT", pages::setFaults, "DELETE", pages::clearFaults)),
                Map.entry("/v1/batch", Map.of("POST", batch)),
                Map.entry("/v1/import", Map.of("POST", batch)),
                Map.entry("/v1/track", single(Call.TRACK)),
                Map.entry("/v1/identify", single(Call.IDENTIFY)),
                Map.entry("/v1/page", single(Call.PAGE)),
                Map.entry("/v1/screen", single(Call.SCREEN)),
                Map.entry("/v1/group", single(Call.GROUP)),
                Map.entry("/v1/alias", single(Call.ALIAS)));
    }

    private Map<String, HttpHandler> single(Call call) {
        return Map.of("POST", exchange -> calls.handle(exchange, Optional.of(call)));
    }

    /** The server swallows what is thrown here and closes the connection: a defect is logged before. */
    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try {
            route(exchange);
        } catch (RuntimeException e) {
            LOG.error("a request to {} failed", exchange.getRequestURI().getPath(), e);
            throw e;
        }
    }

    private void route(HttpExchange exchange) throws IOException {
        var path = path(exchange.getRequestURI());
        var methods = routes.get(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
        if (methods == null) {
            refuse(exchange, new Refusal(Why.NO_SUCH_PATH, "there is no " + path + " here, see /"));
            return;
        }
        var handler = methods.get(exchange.getRequestMethod());
        if (handler == null) {
            var allowed = methods.keySet().stream().sorted().collect(Collectors.joining(", "));
            exchange.getResponseHeaders().set("Allow", allowed);
            refuse(exchange, new Refusal(Why.METHOD, path + " takes " + allowed + " only"));
            return;
        }
        handler.handle(exchange);
    }

    /** Only what would have been a call counts as one: no browser that looks for an icon. */
    private void refuse(HttpExchange exchange, Refusal refusal) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            calls.refuse(exchange, refusal);
            return;
        }
        Answer.failure(refusal.why().status(), refusal.message()).send(exchange);
    }

    /** As it was sent: two slashes at the begin are a mistake of the sender's, not the name of a host. */
    private static String path(URI uri) {
        return uri.getScheme() == null && uri.getRawAuthority() != null ? uri.toString() : uri.getPath();
    }
}
