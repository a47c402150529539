package io.fullcircle.pipelines.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The destination is away for longer than the budget: the run fails, nothing is refused, the next run has the rest. */
class OutageTest {
    private static final int ROWS = 4_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"503, direct", "drop, direct", "503, analytics-java", "drop, analytics-java"})
    void failsWithoutADeadLetterAndTheNextRunDeliversTheRest(String outage, String transport) throws Exception {
        try (var bench = new Workbench(folder)) {
            bench.pipeline(
                    Workbench.generated(ROWS),
                    "queue: {capacity: 500}\ndelivery: {retry_for: 2s, transport: " + transport + "}\n");
            bench.receiver.fail("slow:20ms");
            var process = bench.start();
            bench.awaitArrived(500);
            bench.receiver.fail(outage);
            var failed = bench.program.finish(process);
            assertThat(failed.exit()).as(failed.toString()).isEqualTo(3);
            assertThat(failed.err()).contains("did not take a batch in", "-> ").doesNotContain("\tat ");
            var report = bench.report();
            assertThat(report.get("state").asString()).isEqualTo("failed");
            assertThat(report.get("why").get("problem").asString()).contains("did not take a batch");
            assertThat(bench.rows("rejected")).isZero();
            assertThat(bench.rows("left") + bench.rows("in_doubt")).isPositive();
            assertThat(bench.deadLetters()).isZero();
            long delivered = bench.rows("delivered");
            String first = report.get("run").asString();

            bench.receiver.fail();
            var resumed = bench.run();
            assertThat(resumed.exit()).as(resumed.toString()).isZero();
            assertThat(resumed.err()).contains("resumes " + first + ", which failed: http://");
            assertThat(resumed.out()).anyMatch(line -> line.contains("resumed run " + first));
            assertThat(bench.report().get("resumes").asString()).isEqualTo(first);
            assertThat(bench.rows("read")).isEqualTo(ROWS);
            assertThat(bench.rows("resumed")).isEqualTo(delivered);
            assertThat(bench.rows("delivered")).isEqualTo(ROWS - delivered);
            assertThat(bench.arrived().unique()).isEqualTo(ROWS);
            assertThat(bench.arrived().conflicting()).isZero();
        }
    }

    @Test
    void endsARunWhoseCallsAreAllRefused() throws Exception {
        try (var bench = new Workbench(folder)) {
            bench.pipeline(Workbench.generated(50_000), "");
            bench.receiver.fail("422:id=*");
            stopsEarly(bench, "HTTP 422");
            assertThat(bench.rows("rejected")).isBetween(500L, 1_000L);
            assertThat(bench.deadLetters()).isEqualTo(bench.rows("rejected"));
        }
    }

    @Test
    void neverEndsARunForInvalidRows() throws Exception {
        try (var bench = new Workbench(folder)) {
            bench.pipeline(Workbench.generated(50_000).replace("i as number", "'high' as number"), "");
            bench.program.write(
                    "p.yaml",
                    Files.readString(folder.resolve("p.yaml"))
                            .replace("properties: [number]", "properties: {number: {column: number, as: number}}"));
            var result = bench.run();
            assertThat(result.exit()).as(result.toString()).isEqualTo(4);
            assertThat(bench.report().get("state").asString()).isEqualTo("completed_with_rejects");
            assertThat(bench.report().get("reasons").toString()).contains("properties.number can't be cast to number");
            assertThat(bench.rows("invalid")).isEqualTo(50_000);
            assertThat(bench.arrived().accepted()).isZero();
        }
    }

    private static void stopsEarly(Workbench bench, String reason) throws Exception {
        var result = bench.run();
        assertThat(result.exit()).as(result.toString()).isEqualTo(4);
        assertThat(result.err()).contains("most frequently, ", reason, "-> mend the mapping");
        assertThat(bench.report().get("state").asString()).isEqualTo("failed");
        assertThat(bench.report().get("reasons").toString()).contains(reason);
        assertThat(bench.rows("delivered")).isZero();
    }
}
