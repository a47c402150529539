package io.fullcircle.pipelines.receiver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;

/** Speaks to a receiver over HTTP as a sender does, and writes messages of any size. */
final class Client {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Receiver receiver;

    Client(Receiver receiver) {
        this.receiver = receiver;
    }

    /** A track call with this id, of the user {@code u-id}. */
    static String track(String id) {
        return track(id, "");
    }

    /** A track call with a text in it. */
    static String track(String id, String text) {
        return """
                {"type":"track","messageId":"%s","userId":"u-%s","event":"Scored","properties":{"text":"%s"}}""".formatted(id, id, text);
    }

    /** A track call of exactly so many bytes in UTF-8. */
    static String trackOf(int bytes, String id) {
        return track(id, "x".repeat(bytes - track(id).length()));
    }

    static String batchOf(String... messages) {
        return "{\"batch\":[" + String.join(",", messages) + "],\"writeKey\":\"key\"}";
    }

    /** A batch with these messages and white space up to exactly so many bytes. */
    static String paddedTo(int bytes, String... messages) {
        var batch = batchOf(messages);
        return batch + " ".repeat(bytes - batch.length());
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    HttpResponse<String> send(String... messages) throws IOException, InterruptedException {
        return post("/v1/batch", batchOf(messages));
    }

    HttpResponse<String> post(String path, String body, String... headers) throws IOException, InterruptedException {
        return post(path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    HttpResponse<String> post(String path, byte[] body, String... headers) throws IOException, InterruptedException {
        var request = to(path).header("Content-Type", "application/json").POST(BodyPublishers.ofByteArray(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(to(path));
    }

    HttpResponse<String> put(String path, String body) throws IOException, InterruptedException {
        return send(to(path).PUT(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> delete(String path) throws IOException, InterruptedException {
        return send(to(path).DELETE());
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(receiver.uri() + path)).timeout(Duration.ofSeconds(20));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
