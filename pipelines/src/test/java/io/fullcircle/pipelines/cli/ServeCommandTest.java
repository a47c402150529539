package io.fullcircle.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fullcircle.pipelines.ledger.Ledger;
import io.fullcircle.pipelines.ledger.LedgerPlace;
import io.fullcircle.pipelines.ledger.Run;
import io.fullcircle.pipelines.ledger.RunFilter;
import io.fullcircle.pipelines.ledger.RunState;
import io.fullcircle.pipelines.receiver.Receiver;
import io.fullcircle.pipelines.receiver.ReceiverSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server as a process, and the signals that end it. */
class ServeCommandTest {
    private static final int ROWS = 6000;

    @TempDir
    Path folder;

    private final Receiver receiver = Receiver.start(ReceiverSettings.defaults());

    /** Six seconds of work at the rate limit, due every ten minutes: at the test's begin it is made due by hand. */
    private Program program() throws IOException {
        Files.createDirectories(folder.resolve("p"));
        var program = new Program(folder);
        program.write("p/p.yaml", """
                source: {type: duckdb}
                operators:
                  - name: scores
                    sql: select 'c' || i as customer_id, i as number from range(%d) t(i)
                action: {type: segment.track, write_key: test, endpoint: "%s", event_name: Scored, customer_id: customer_id,
                  properties: [number]}
                delivery: {rate_limit: 1000/s}
                schedule: {every: 2s}
                """.formatted(ROWS, receiver.uri()));
        return program;
    }

    private List<Run> runs() {
        try (var ledger =
                Ledger.open(LedgerPlace.of(Optional.empty(), folder.resolve(".fullcircle")), Clock.systemUTC())) {
            return ledger.runs().list(RunFilter.of("p", 100));
        }
    }

    private void awaitRows(long rows) {
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(60))
                .until(() -> receiver.stats().messages().unique() >= rows);
    }

    @Test
    void whatIsNotDoneWithinTheGraceIsLeftForTheNextStart() throws Exception {
        var program = program();
        var process = program.start("serve", "p", "--port", "0", "--grace", "1.5s");
        awaitRows(500);
        process.destroy();
        var result = program.finish(process);
        assertThat(result.exit()).as(result.toString()).isEqualTo(130);
        assertThat(result.out().get(0)).matches("listening on http://127\\.0\\.0\\.1:[0-9]+");
        assertThat(result.err()).contains("stopping; runs may go on for 1 s");
        Run cut = runs().get(0);
        assertThat(cut.state()).isEqualTo(RunState.CANCELLED);
        assertThat(cut.rows().addUp()).as(cut.toString()).isTrue();
        assertThat(cut.rows().delivered()).isLessThan(ROWS);

        var next = program.start("serve", "p", "--port", "0", "--grace", "20s");
        awaitRows(ROWS);
        next.destroy();
        assertThat(program.finish(next).exit()).isZero();
        List<Run> all = runs();
        Run resumed = all.get(all.indexOf(all.stream()
                        .filter(run -> run.id().equals(cut.id()))
                        .findFirst()
                        .orElseThrow())
                - 1);
        assertThat(resumed.start().resumes()).contains(cut.id());
        assertThat(resumed.start().edition()).isEqualTo(cut.start().edition());
        assertThat(resumed.state()).isEqualTo(RunState.COMPLETED);
        assertThat(resumed.rows().addUp()).isTrue();
        assertThat(resumed.rows().delivered() + cut.rows().delivered()).isEqualTo(ROWS);
        assertThat(receiver.stats().messages().conflicting()).isZero();
    }

    @Test
    void theSecondSignalEndsItAtOnce() throws Exception {
        var program = program();
        var process = program.start("serve", "p", "--port", "0", "--grace", "10m");
        awaitRows(300);
        process.destroy();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Files.readString(program.err()).contains("stopping;"));
        long before = System.nanoTime();
        process.destroy();
        var result = program.finish(process);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        assertThat(result.exit()).as(result.toString()).isEqualTo(130);
        assertThat(runs().get(0).rows().addUp()).isTrue();
    }

    @Test
    void saysWhatItCannotStartWith() throws IOException {
        var program = new Program(folder);
        Files.createDirectories(folder.resolve("p"));
        program.write("short", "tok");
        var results = Commands.run(
                program,
                folder,
                List.of(
                        Commands.line("serve nowhere"),
                        Commands.line("serve p --token-file short"),
                        Commands.line("serve p --grace 5"),
                        Commands.line("serve p --at-once 0"),
                        Commands.line("serve p --port " + receiver.uri().getPort()),
                        Commands.line("serve --help")));
        assertThat(results).extracting(Program.Result::exit).containsExactly(2, 2, 2, 2, 3, 0);
        assertThat(results.get(0).err()).contains("nowhere isn't a folder", "-> ");
        assertThat(results.get(1).err()).contains("shorter than 16 characters", "-> ");
        assertThat(results.get(2).err()).contains("write a time such as");
        assertThat(results.get(4).err()).contains("can't be used", "-> ");
        assertThat(String.join("\n", results.get(5).out())).contains("--at-once=N", "130 ");
    }
}
