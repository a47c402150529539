package io.fullcircle.connector.source.snowflake.standin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The listening socket on the loopback address and its routes. Each request has a thread of its own. */
final class Http implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "stand-in");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Route> routes = new LinkedHashMap<>();

    /** What answers a request. */
    interface Route {
        Reply answer(Request request) throws SessionFailure, IOException;
    }

    Http(int port) {
        // Without it the JDK's server waits 40 ms per answer for the client's acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("Port " + port + " can't be opened", e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    /** Routes by the path's beginning; the first that fits answers. */
    void route(String path, Route route) {
        routes.put(path, route);
    }

    void start() {
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var reply = answer(Request.read(exchange));
            if (reply == null || reply.body() == null) return;
            exchange.getResponseHeaders().set("Content-Type", reply.contentType());
            exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
            exchange.getResponseBody().write(reply.body());
        }
    }

    private Reply answer(Request request) throws IOException {
        try {
            for (var route : routes.entrySet()) {
                if (request.path().startsWith(route.getKey()))
                    return route.getValue().answer(request);
            }
            return Reply.html(404, "not found");
        } catch (SessionFailure e) {
            return Reply.failure(e);
        } catch (RuntimeException e) {
            e.printStackTrace();
            return Reply.html(400, "defect of the stand-in: " + e);
        }
    }
}
