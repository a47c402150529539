package io.fullcircle.pipelines.ledger;

import io.fullcircle.connector.Rows;
import io.fullcircle.connector.destination.Receipt;
import io.fullcircle.connector.mapping.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Runs, messages and receipts for tests. */
final class Rowset {
    static final String DIGEST = "digest-of-the-file";

    private Rowset() {}

    static RunStart start(String id, String pipeline) {
        return new RunStart(id, pipeline, pipeline + ".yaml", DIGEST, Trigger.MANUAL, "2026-11-22", Optional.empty());
    }

    static RunStart resuming(String id, Run interrupted) {
        RunStart before = interrupted.start();
        return new RunStart(
                id,
                before.pipeline(),
                before.file(),
                before.digest(),
                Trigger.MANUAL,
                before.edition(),
                Optional.of(interrupted.id()));
    }

    static RunEnd ended(RunState state) {
        return new RunEnd(state, new Rows(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), Optional.empty(), "{}");
    }

    /** Equal key and content give an equal id, as in life. */
    static Message message(long ordinal, String key, String content) {
        long hash = KeyHash.of(key + "/" + content);
        return new Message(
                ordinal,
                key,
                key.hashCode(),
                KeyHash.messageId(hash, ~hash),
                ("{\"userId\":\"" + key + "\",\"score\":\"" + content + "\"}").getBytes(StandardCharsets.UTF_8));
    }

    static Receipt accepted(long ordinal, String key, String content) {
        return new Receipt.Accepted(message(ordinal, key, content));
    }

    static Receipt rejected(long ordinal, String key, String content) {
        return new Receipt.Rejected(message(ordinal, key, content), 400, "{\"success\":false}");
    }

    /** Accepted rows {@code key-FROM} to {@code key-TO}, the last excluded. */
    static List<Receipt> accepted(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> accepted(number, "key-" + number, "0.7"))
                .toList();
    }
}
