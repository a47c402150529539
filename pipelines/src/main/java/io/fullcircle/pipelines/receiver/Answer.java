package io.fullcircle.pipelines.receiver;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A whole answer. The bytes aren't to be changed. */
record Answer(int status, String type, byte[] body, Map<String, String> headers) {
    static final String JSON_TYPE = "application/json";
    static final Answer SUCCESS = json(200, "{\"success\":true}");
    private static final JsonFactory JSON = new JsonFactory();

    static Answer json(int status, String json) {
        return new Answer(status, JSON_TYPE, json.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static Answer text(String text) {
        return new Answer(200, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** As Segment says it. */
    static Answer failure(int status, String message) {
        var text = new StringWriter();
        try (var json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeBooleanProperty("success", false);
            json.writeStringProperty("message", message);
            json.writeEndObject();
        }
        return json(status, text.toString());
    }

    Answer with(Map<String, String> headers) {
        return new Answer(status, type, body, headers);
    }

    /** Sends it and ends the exchange; the connection stays open for the next request. */
    void send(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }
}
