package io.fullcircle.connector.source.snowflake.standin;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * A request, read whole.
 *
 * @param token of the Authorization header; empty when there is none
 * @param body missing when the request has none
 */
record Request(
        String method, String path, Map<String, String> query, String token, JsonNode body, HttpExchange exchange) {
    private static final JsonMapper JSON = new JsonMapper();

    static Request read(HttpExchange exchange) throws IOException {
        var in = exchange.getRequestBody();
        boolean isZipped = "gzip".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        var bytes = isZipped ? new GZIPInputStream(in).readAllBytes() : in.readAllBytes();
        boolean isJson = bytes.length > 0 && (bytes[0] == '{' || bytes[0] == '[');
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                query(exchange.getRequestURI().getRawQuery()),
                token(exchange.getRequestHeaders().getFirst("Authorization")),
                isJson ? JSON.readTree(bytes) : MissingNode.getInstance(),
                exchange);
    }

    private static String token(String header) {
        if (header == null) return "";
        int start = header.indexOf("Token=\"");
        return start < 0 ? "" : header.substring(start + 7, header.lastIndexOf('"'));
    }

    private static Map<String, String> query(String raw) {
        var query = new LinkedHashMap<String, String>();
        if (raw == null) return query;
        for (var pair : raw.split("&")) {
            int equals = pair.indexOf('=');
            var name = equals < 0 ? pair : pair.substring(0, equals);
            var value = equals < 0 ? "" : pair.substring(equals + 1);
            query.put(
                    URLDecoder.decode(name, StandardCharsets.UTF_8), URLDecoder.decode(value, StandardCharsets.UTF_8));
        }
        return query;
    }
}
