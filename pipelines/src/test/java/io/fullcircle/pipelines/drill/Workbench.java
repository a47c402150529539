package io.fullcircle.pipelines.drill;

import static org.awaitility.Awaitility.await;

import io.fullcircle.pipelines.cli.Program;
import io.fullcircle.pipelines.ledger.Ledger;
import io.fullcircle.pipelines.ledger.LedgerPlace;
import io.fullcircle.pipelines.ledger.LetterFilter;
import io.fullcircle.pipelines.receiver.Receiver;
import io.fullcircle.pipelines.receiver.ReceiverSettings;
import io.fullcircle.pipelines.receiver.ReceiverStats.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A receiver, a folder with one pipeline in it, and the application that carries it out there. */
final class Workbench implements AutoCloseable {
    /** The file {@code p.yaml} reads so many generated rows of the embedded DuckDB. */
    static String generated(int rows) {
        return """
                source: {type: duckdb}
                operators:
                  - name: scores
                    sql: select 'c' || i as customer_id, i as number from range(%d) t(i)
                """.formatted(rows);
    }

    final Receiver receiver = Receiver.start(ReceiverSettings.defaults());
    final Program program;
    private final Path folder;

    Workbench(Path folder) {
        this.folder = folder;
        program = new Program(folder);
    }

    /** Writes the file. */
    void pipeline(String source, String more) {
        program.write("p.yaml", source + """
                action:
                  type: segment.track
                  write_key: test
                  endpoint: %s
                  table: scores
                  event_name: Scored
                  customer_id: customer_id
                  properties: [number]
                """.formatted(receiver.uri()) + more);
    }

    Process start() throws IOException {
        Files.deleteIfExists(folder.resolve("r.json"));
        return program.start("run", "p.yaml", "--report", "r.json");
    }

    Program.Result run() throws IOException {
        return program.finish(start());
    }

    JsonNode report() {
        return program.json("r.json");
    }

    long rows(String bucket) {
        return report().get("rows").get(bucket).asLong();
    }

    Messages arrived() {
        return receiver.stats().messages();
    }

    /** Returns when so many rows have arrived. */
    void awaitArrived(int rows) {
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(60))
                .until(() -> arrived().unique() >= rows);
    }

    /** Open ones, in the embedded ledger. */
    long deadLetters() {
        var home = LedgerPlace.of(Optional.empty(), folder.resolve(".fullcircle"));
        try (var ledger = Ledger.open(home, Clock.systemUTC())) {
            return ledger.deadLetters().count(LetterFilter.open());
        }
    }

    @Override
    public void close() {
        receiver.close();
    }
}
