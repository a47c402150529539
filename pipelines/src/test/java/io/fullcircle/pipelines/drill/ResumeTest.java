package io.fullcircle.pipelines.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.pipelines.cli.Program;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who carries a pipeline out, and what a run takes up. */
class ResumeTest {
    private static final int ROWS = 3_000;

    @TempDir
    Path folder;

    @TempDir
    Path elsewhere;

    /** Leaves a run that is killed while it sends; gives its id. */
    private static String interrupted(Workbench bench) throws Exception {
        bench.pipeline(Workbench.generated(ROWS), "");
        bench.receiver.fail("slow:50ms");
        var process = bench.start();
        bench.awaitArrived(500);
        process.destroyForcibly().waitFor();
        bench.receiver.fail();
        String begins = Files.readString(bench.program.err());
        return begins.substring(begins.indexOf("run ") + 4, begins.indexOf(" begins"));
    }

    @Test
    void startsAnewAndSaysSoWhenTheFileHasChanged() throws Exception {
        try (var bench = new Workbench(folder)) {
            String first = interrupted(bench);
            bench.pipeline(Workbench.generated(ROWS), "# another file\n");
            var result = bench.run();
            assertThat(result.exit()).as(result.toString()).isZero();
            assertThat(result.err())
                    .contains("the file has changed since run " + first)
                    .doesNotContain(" resumes ");
            assertThat(bench.report().has("resumes")).isFalse();
            assertThat(bench.rows("delivered")).isEqualTo(ROWS);
            assertThat(bench.arrived().unique()).isEqualTo(ROWS);
        }
    }

    @Test
    void forgetsAnInterruptedRunWhenToldTo() throws Exception {
        try (var bench = new Workbench(folder)) {
            String first = interrupted(bench);
            var restarted = bench.program.run("run", "p.yaml", "--restart", "--report", "r.json");
            assertThat(restarted.exit()).as(restarted.toString()).isZero();
            assertThat(restarted.err()).contains("run " + first + " is forgotten");
            assertThat(bench.report().has("resumes")).isFalse();
            assertThat(bench.rows("resumed")).isZero();
            assertThat(bench.rows("delivered")).isEqualTo(ROWS);

            var after = bench.run();
            assertThat(after.err()).doesNotContain(" resumes ");
        }
    }

    @Test
    void letsOneProcessRunAndTellsTheOtherWhoHasIt() throws Exception {
        try (var bench = new Workbench(folder)) {
            bench.pipeline(Workbench.generated(ROWS), "");
            var other = second();
            bench.receiver.fail("slow:100ms");
            var holder = bench.start();
            bench.awaitArrived(100);
            bench.receiver.fail("slow:3s");
            var refused = other.run("run", folder.resolve("p.yaml").toString(), "--report", "second.json");
            assertThat(refused.exit()).as(refused.toString()).isEqualTo(3);
            assertThat(refused.err())
                    .contains("p is being carried out by run ", "process " + holder.pid(), "-> wait for its end")
                    .doesNotContain("\tat ");
            assertThat(other.json("second.json").get("state").asString()).isEqualTo("failed");
            assertThat(holder.isAlive()).isTrue();

            // A dead one stops nobody.
            holder.destroyForcibly().waitFor();
            bench.receiver.fail();
            var next = other.run("run", folder.resolve("p.yaml").toString());
            assertThat(next.exit()).as(next.toString()).isZero();
            assertThat(next.err()).contains("resumes ", "which failed: interrupted");
            assertThat(bench.arrived().unique()).isEqualTo(ROWS);
        }
    }

    /** The application in another folder, with the same home. */
    private Program second() {
        return new Program(elsewhere)
                .with("FULLCIRCLE_HOME", folder.resolve(".fullcircle").toString());
    }

    @Test
    void waitsForTheLeaseOfADeadProcessInASharedLedger() throws Exception {
        try (var postgres = EmbeddedPostgres.builder()
                        .setPGStartupWait(Duration.ofSeconds(60))
                        .start();
                var bench = new Workbench(folder)) {
            String url = postgres.getJdbcUrl("postgres", "postgres");
            bench.program.with("FULLCIRCLE_LEDGER", url);
            bench.pipeline(Workbench.generated(ROWS), "");
            bench.receiver.fail("slow:100ms");
            var holder = bench.start();
            bench.awaitArrived(100);
            // Another machine, as far as the ledger can tell.
            var other = new Program(elsewhere).with("FULLCIRCLE_LEDGER", url);
            bench.receiver.fail("slow:3s");
            var refused = other.run("run", folder.resolve("p.yaml").toString());
            assertThat(refused.exit()).as(refused.toString()).isEqualTo(3);
            assertThat(refused.err()).contains("p is being carried out by run ", "process " + holder.pid());

            holder.destroyForcibly().waitFor();
            bench.receiver.fail();
            long killed = System.nanoTime();
            var next = other.run("run", folder.resolve("p.yaml").toString());
            assertThat(next.exit()).as(next.toString()).isZero();
            assertThat(next.err()).contains("waiting until its lease has run out", "which failed: interrupted");
            assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofSeconds(30));
            assertThat(bench.arrived().unique()).isEqualTo(ROWS);
        }
    }
}
