package io.fullcircle.pipelines.drill;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fullcircle.connector.base.Secret;
import io.fullcircle.pipelines.cli.Program;
import io.fullcircle.pipelines.ledger.Ledger;
import io.fullcircle.pipelines.ledger.LedgerPlace;
import io.fullcircle.pipelines.ledger.Postgres;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers, two processes, one ledger in PostgreSQL: one of them is killed. */
class ServersTest {
    private static final int ROWS = 1_000;

    /** Four lanes send a batch of 100 each, of every pipeline that the dead server carried out. */
    private static final int SENT_AGAIN_AT_MOST = 400;

    private static final Duration TAKEN_OVER = Duration.ofSeconds(15);

    /** The same on a machine that runs other tests meanwhile: what is tested there is that it happens. */
    private static final Duration TAKEN_OVER_ONCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void aDeadServersWorkIsTakenOver() throws Exception {
        drill("few", 3, Duration.ofSeconds(3), Duration.ofSeconds(4), Duration.ofSeconds(1), TAKEN_OVER_ONCE);
    }

    @Test
    @Tag("drill")
    void tenPipelinesEveryFiveSecondsForTwoMinutes() throws Exception {
        drill("ten", 10, Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofSeconds(60), TAKEN_OVER);
    }

    /**
     * @param every the period of each pipeline
     * @param before how long both servers run before one is killed, with a run of its own under way
     * @param after how long the other one runs alone, at least
     * @param within how soon each pipeline has to run again
     */
    private void drill(String name, int pipelines, Duration every, Duration before, Duration after, Duration within)
            throws Exception {
        Secret ledger = Postgres.url("servers_" + name);
        Path files = Files.createDirectories(folder.resolve("p"));
        // Slow enough that a kill finds some of them sending.
        try (var receiver = Receiver.start(ReceiverSettings.defaults());
                var open =
                        Ledger.open(LedgerPlace.of(Optional.of(ledger), folder.resolve("home")), Clock.systemUTC())) {
            receiver.fail("slow:150ms");
            for (int i = 0; i < pipelines; i++) {
                Files.writeString(files.resolve(name + i + ".yaml"), file(name + i, receiver, every));
            }
            var one = server("one", ledger);
            var other = server("other", ledger);
            Process first = one.start("serve", files.toString(), "--port", "0");
            Process second = other.start("serve", files.toString(), "--port", "0");
            try {
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> receiver.stats().messages().unique() > 0);
                Thread.sleep(before.toMillis());
                Process killed = await().atMost(Duration.ofSeconds(60))
                        .until(() -> busy(runs(open), first, second), Optional::isPresent)
                        .orElseThrow();
                Process left = killed == first ? second : first;
                var leftProgram = killed == first ? other : one;
                killed.destroyForcibly().waitFor();
                Instant kill = Instant.now();
                Thread.sleep(after.toMillis());
                await().atMost(within.plusSeconds(30)).until(() -> haveRunSince(kill, pipelines, runs(open)));
                left.destroy();
                assertThat(leftProgram.finish(left).exit())
                        .as(Files.readString(leftProgram.err()))
                        .isZero();
                check(name, pipelines, runs(open), kill, killed.pid(), within, receiver);
            } finally {
                first.destroyForcibly();
                second.destroyForcibly();
            }
        }
    }

    /** A server with a run under way: which of two finds what is due first, chance decides. */
    private static Optional<Process> busy(List<Run> runs, Process... servers) {
        return Stream.of(servers)
                .filter(server -> runs.stream()
                        .anyMatch(run -> run.owner().pid() == server.pid() && run.state() == RunState.RUNNING))
                .findFirst();
    }

    private static boolean haveRunSince(Instant kill, int pipelines, List<Run> runs) {
        return runs.stream()
                        .filter(run ->
                                run.started().isAfter(kill) && run.state().isComplete())
                        .map(Run::pipeline)
                        .distinct()
                        .count()
                == pipelines;
    }

    private Program server(String name, Secret ledger) throws IOException {
        return new Program(Files.createDirectories(folder.resolve(name)))
                .with("FULLCIRCLE_LEDGER", ledger.reveal())
                .heap("256m");
    }

    private static String file(String name, Receiver receiver, Duration every) {
        return """
                pipeline: %s
                source: {type: duckdb}
                operators:
                  - name: scores
                    sql: select 'c' || i as customer_id, i as number from range(%d) t(i)
                action: {type: segment.track, write_key: test, endpoint: "%s", event_name: Scored, customer_id: customer_id,
                  properties: [number]}
                schedule: {every: %ds}
                """.formatted(name, ROWS, receiver.uri(), every.toSeconds());
    }

    /** The oldest first. */
    private static List<Run> runs(Ledger ledger) {
        return ledger.runs().list(RunFilter.newest(10_000)).stream()
                .sorted((one, two) -> Long.compare(one.seq(), two.seq()))
                .toList();
    }

    private static void check(
            String name, int pipelines, List<Run> runs, Instant kill, long killed, Duration within, Receiver receiver) {
        Map<String, List<Run>> byPipeline =
                runs.stream().collect(groupingBy(Run::pipeline, TreeMap::new, Collectors.toList()));
        assertThat(byPipeline).hasSize(pipelines);

        List<String> complete = runs.stream()
                .filter(run -> run.state().isComplete())
                .map(run -> run.pipeline() + " at " + run.start().due().orElseThrow())
                .toList();
        assertThat(complete).as("due times that completed").doesNotHaveDuplicates();

        long byKilled = runs.stream().filter(run -> run.owner().pid() == killed).count();
        assertThat(byKilled).as("runs of the server that was killed").isPositive();
        Duration slowest = Duration.ZERO;
        for (List<Run> ofOne : byPipeline.values()) {
            Run next = ofOne.stream()
                    .filter(run -> run.started().isAfter(kill))
                    .findFirst()
                    .orElseThrow();
            Duration waited = Duration.between(kill, next.started());
            slowest = waited.compareTo(slowest) > 0 ? waited : slowest;
        }
        assertThat(slowest).as("until each pipeline ran again").isLessThan(within);

        assertThat(runs)
                .allSatisfy(run -> assertThat(run.rows().addUp())
                        .as("the buckets of " + run)
                        .isTrue());
        // A run that resumes another has its edition, and with it the ids of its rows.
        long editions = runs.stream()
                .map(run -> run.pipeline() + " " + run.start().edition())
                .distinct()
                .count();
        long delivered = runs.stream().mapToLong(run -> run.rows().delivered()).sum();
        var arrived = receiver.stats().messages();
        assertThat(arrived.unique()).as("rows of " + editions + " editions").isEqualTo(editions * ROWS);
        assertThat(delivered).as("rows that the ledger calls delivered").isEqualTo(editions * ROWS);
        assertThat(arrived.conflicting()).isZero();
        assertThat(arrived.accepted() - arrived.unique())
                .as("messages that were under way at the kill, and were sent again")
                .isLessThanOrEqualTo((long) pipelines * SENT_AGAIN_AT_MOST);
        System.out.printf(
                "servers: %s, %d runs of %d pipelines, %d by the one that was killed; %d due times completed, none twice;"
                        + " all ran again within %d ms; %d rows once, %d sent again%n",
                name,
                runs.size(),
                pipelines,
                byKilled,
                complete.size(),
                slowest.toMillis(),
                arrived.unique(),
                arrived.accepted() - arrived.unique());
    }
}
