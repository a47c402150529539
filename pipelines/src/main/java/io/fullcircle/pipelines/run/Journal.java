package io.fullcircle.pipelines.run;

import io.fullcircle.connector.Observer;
import io.fullcircle.connector.destination.Receipt;
import io.fullcircle.connector.mapping.Invalid;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps every row of a run that was not delivered, with its key and reason, as JSON lines in a file that only its owner
 * reads. A list is on disk before the call returns, so that a row is settled only when it is safe. Called by one thread
 * at a time.
 */
final class Journal implements Observer, AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** A server may word every refusal differently; what is counted apart has an end. */
    private static final int DISTINCT_REASONS = 1_000;

    private final Path file;
    private final Map<String, Long> reasons = new TreeMap<>();
    private BufferedWriter out;

    /** @param file made when the first row is kept */
    Journal(Path file) {
        this.file = file;
    }

    @Override
    public void invalid(Invalid row) {
        var line = line(row.ordinal(), row.key(), "invalid", row.reason());
        Optional.ofNullable(row.detail()).ifPresent(detail -> line.put("detail", detail));
        write(List.of(line));
        count("invalid: " + row.reason());
    }

    @Override
    public void settled(List<Receipt> receipts) {
        var lines = receipts.stream()
                .filter(receipt -> receipt instanceof Receipt.Rejected || receipt instanceof Receipt.Dropped)
                .map(this::line)
                .toList();
        write(lines);
    }

    private Map<String, Object> line(Receipt receipt) {
        var message = receipt.message();
        boolean rejected = receipt instanceof Receipt.Rejected;
        String reason = receipt instanceof Receipt.Rejected refusal
                ? ("HTTP " + refusal.status() + " " + refusal.reason()).strip()
                : "queue and spool were full";
        String bucket = rejected ? "rejected" : "dropped";
        var line = line(message.ordinal(), message.key(), bucket, reason);
        line.put("message_id", message.id());
        count(bucket + ": " + reason);
        return line;
    }

    private void count(String reason) {
        boolean known = reasons.containsKey(reason) || reasons.size() < DISTINCT_REASONS;
        reasons.merge(known ? reason : "other reasons", 1L, Long::sum);
    }

    private static Map<String, Object> line(long ordinal, String key, String bucket, String reason) {
        var line = new LinkedHashMap<String, Object>();
        line.put("row", ordinal + 1);
        line.put("key", key);
        line.put("bucket", bucket);
        line.put("reason", reason);
        return line;
    }

    private void write(List<Map<String, Object>> lines) {
        if (lines.isEmpty()) {
            return;
        }
        try {
            if (out == null) {
                out = Files.newBufferedWriter(Home.makeFile(file));
            }
            for (var line : lines) {
                out.write(JSON.writeValueAsString(line));
                out.newLine();
            }
            out.flush();
        } catch (IOException e) {
            throw Home.unusable(file, e);
        }
    }

    /** The file, if any row was kept. */
    Optional<Path> written() {
        return out == null ? Optional.empty() : Optional.of(file);
    }

    /** How many rows there are of each reason, up to a handful; the most frequent first. */
    List<Map.Entry<String, Long>> frequentReasons() {
        return reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(5)
                .toList();
    }

    @Override
    public void close() {
        if (out == null) {
            return;
        }
        try {
            out.close();
        } catch (IOException e) {
            throw Home.unusable(file, e);
        }
    }
}
