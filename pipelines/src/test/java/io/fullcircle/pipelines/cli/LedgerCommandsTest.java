package io.fullcircle.pipelines.cli;

import io.fullcircle.pipelines.receiver.Receiver;
import io.fullcircle.pipelines.receiver.ReceiverSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the verbs over the ledger tell and do, as processes. */
class LedgerCommandsTest {
    @TempDir
    Path folder;

    private Receiver receiver;
    private Program program;

    @BeforeEach
    void start() {
        receiver = Receiver.start(ReceiverSettings.defaults());
        program = new Program(folder);
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    private void pipeline(String sql, String more) {
        program.write("p.yaml", """
                pipeline: forecast
                source: {type: duckdb}
                operators:
                  - name: scores
                    sql: |
                      %s
                action:
                  type: segment.track
                  write_key: test
                  endpoint: %s
                  event_name: Sales Forecast
                  customer_id: customer_id
                  properties: {score: {column: score, as: number}}
                %s
                """.formatted(sql.strip().replace("\n", "\n      "), receiver.uri(), more));
    }

    private List<Program.Result> run(String... lines) throws IOException {
        return Commands.run(
                program, folder, Stream.of(lines).map(Commands::line).toList());
    }

    @Test
    void looks() throws IOException {
        receiver.fail("bad:id=*7");
        pipeline(
                "select 'c' || i as customer_id, case when i = 3 then 'high' else '0.5' end as score from range(40) t(i)",
                "");
        for (var result : run(
                "runs",
                "run p.yaml",
                "run p.yaml",
                "runs",
                "runs --json",
                "runs show latest",
                "runs show forecast --json",
                "why forecast c7",
                "why forecast c3",
                "why forecast c1 --json",
                "why forecast nobody",
                "why other c1",
                "dead-letters list",
                "dead-letters list --show-payload --limit 2 --state all",
                "dead-letters list --json --limit 1",
                "dead-letters retry --dry-run",
                "dead-letters export --format csv",
                "receipts latest --bucket invalid --format jsonl",
                "receipts forecast --format parquet --out x.parquet",
                "dead-letters retry --key c7",
                "dead-letters discard --key c17 --note no",
                "forget c27",
                "forget c27 --yes",
                "dead-letters list --state all",
                "dead-letters",
                "runs show 2",
                "runs --help",
                "dead-letters retry --help")) {
            System.out.println(result);
            System.out.println("==========");
        }
    }
}
