package io.fullcircle.connector.source.snowflake.standin;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.node.ObjectNode;

/**
 * Serves chunks by address, as an object store does: no session, but a signature, an end of validity, and a key in a
 * header that the reply asked the client to send. Notes every fetch. Any thread.
 */
public final class Chunks {
    private static final String KEY_HEADER = "x-amz-server-side-encryption-customer-key";
    private static final int FORBIDDEN = 403;
    private final Results results;
    private final Faults faults;
    private final MovedClock clock;
    private final StandInOptions options;
    private final String key = UUID.randomUUID().toString();
    private final List<Fetch> fetches = new CopyOnWriteArrayList<>();

    /**
     * A request for a chunk.
     *
     * @param last whether it is the result's last one
     * @param status what it was answered with
     * @param complete whether all of it was sent
     */
    public record Fetch(String queryId, int chunk, boolean last, Instant at, int status, boolean complete) {}

    Chunks(Results results, Faults faults, MovedClock clock, StandInOptions options) {
        this.results = results;
        this.faults = faults;
        this.clock = clock;
        this.options = options;
    }

    /** Every request for a chunk so far, in order. */
    public List<Fetch> fetches() {
        return List.copyOf(fetches);
    }

    /** Tells a reply where the chunks are. */
    void describe(ObjectNode data, StoredResult result, String host) {
        data.putObject("chunkHeaders")
                .put(KEY_HEADER, key)
                .put("x-amz-server-side-encryption-customer-algorithm", "AES256");
        var list = data.putArray("chunks");
        long ends = result.stored().plus(options.lifetimes().chunkUrl()).getEpochSecond();
        for (int i = 0; i < result.chunks().size(); i++) {
            int index = i;
            var chunk = result.chunks().get(i);
            var lie = faults.take(Fault.Kind.CHUNK_ROWS, fault -> fault.isForChunk(index));
            list.addObject()
                    .put(
                            "url",
                            "http://" + host + "/chunks/" + result.queryId() + "/" + i + "?expires=" + ends
                                    + "&signature=" + signature(result.queryId(), i, ends))
                    .put("rowCount", chunk.rows() + (lie == null ? 0 : lie.number("by", 1)))
                    .put("uncompressedSize", chunk.plainBytes())
                    .put("compressedSize", chunk.bytes());
        }
    }

    Reply serve(Request request) throws IOException {
        var parts = request.path().split("/");
        var result = results.find(parts[2]);
        int index = Integer.parseInt(parts[3]);
        long ends = Long.parseLong(request.query().getOrDefault("expires", "0"));
        boolean isMine = result != null
                && index < result.chunks().size()
                && signature(parts[2], index, ends).equals(request.query().get("signature"))
                && key.equals(request.exchange().getRequestHeaders().getFirst(KEY_HEADER));
        if (!isMine) return refuse(parts[2], index, false, FORBIDDEN, "AccessDenied");
        boolean isLast = index == result.chunks().size() - 1;
        if (clock.now().getEpochSecond() >= ends) {
            return refuse(parts[2], index, isLast, FORBIDDEN, "AccessDenied");
        }
        var broken = faults.take(Fault.Kind.CHUNK_STATUS, fault -> fault.isForChunk(index));
        if (broken != null) return refuse(parts[2], index, isLast, broken.number("status", 503), "Fault");
        var late = faults.take(Fault.Kind.CHUNK_LATE, fault -> fault.isForChunk(index));
        if (late != null) pause(late.duration());
        var cut = faults.take(Fault.Kind.CHUNK_CUT, fault -> fault.isForChunk(index));
        fetches.add(new Fetch(parts[2], index, isLast, Instant.now(), 200, cut == null));
        send(request, result.chunks().get(index), cut != null);
        return null;
    }

    private void send(Request request, StoredResult.Chunk chunk, boolean isCut) throws IOException {
        var exchange = request.exchange();
        if (options.sizes().gzip()) exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        exchange.sendResponseHeaders(200, chunk.bytes());
        var body = exchange.getResponseBody();
        try (var in = Files.newInputStream(chunk.file())) {
            if (isCut) {
                body.write(in.readNBytes((int) (chunk.bytes() / 2)));
                body.flush();
            } else {
                in.transferTo(body);
            }
        }
    }

    private Reply refuse(String queryId, int index, boolean isLast, int status, String code) {
        fetches.add(new Fetch(queryId, index, isLast, Instant.now(), status, false));
        return Reply.xml(status, code);
    }

    private String signature(String queryId, int index, long ends) {
        return Integer.toHexString((key + queryId + index + ends).hashCode());
    }

    private static void pause(Duration by) {
        try {
            TimeUnit.MILLISECONDS.sleep(by.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
