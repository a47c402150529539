package io.fullcircle.pipelines.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.connector.Ending.State;
import io.fullcircle.connector.guard.Verdict.Check;
import io.fullcircle.connector.guard.Verdict.Outcome;
import io.fullcircle.pipelines.run.Report;
import io.fullcircle.pipelines.run.RunPlan;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guard holds of the modes that compare. */
class GuardedSyncTest {
    private static final String ROWS = "insert into scores select 'c' || i, i / 100.0 from range(100) t(i)";

    @TempDir
    Path folder;

    private Bench bench;

    @BeforeEach
    void start() {
        bench = new Bench(folder).sync("{mode: changed, on: {added: , changed: , removed: Gone}}");
        bench.sql("create table scores (customer_id varchar, score double)", ROWS);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private long arrived() {
        return bench.receiver.stats().messages().unique();
    }

    private static List<String> held(Report report) {
        return report.guard().orElseThrow().verdict().with(Outcome.HELD).stream()
                .map(Check::words)
                .toList();
    }

    @Test
    void holdsAnEmptyTableInsteadOfMirroringIt() {
        assertThat(bench.run().ending().state()).isEqualTo(State.COMPLETED);
        bench.sql("delete from scores");
        Report held = bench.run();
        assertThat(held.ending().state()).isEqualTo(State.HELD);
        assertThat(held.ending().rows().held()).isEqualTo(100);
        assertThat(held(held)).containsExactly("removed: 100 of 100 keys known before are gone, 100%; 50% at most");
        assertThat(held.ending().why().orElseThrow()).hasMessageContaining("100 of 100 keys known before are gone");
        assertThat(arrived()).isEqualTo(100);

        bench.sql(ROWS);
        Report again = bench.run();
        assertThat(again.ending().state()).isEqualTo(State.COMPLETED);
        assertThat(again.ending().rows().unchanged()).isEqualTo(100);
        assertThat(arrived()).isEqualTo(100);
    }

    @Test
    void removesWhatAPersonLetsBeRemoved() {
        bench.run();
        bench.sql("delete from scores");
        bench.run();
        Report accepted = bench.accept();
        assertThat(accepted.ending().state()).isEqualTo(State.COMPLETED);
        assertThat(accepted.ending().rows().delivered()).isEqualTo(100);
        assertThat(arrived()).isEqualTo(200);
        assertThat(bench.run().ending().rows().read()).isZero();
    }

    @Test
    void holdsAgainWhatIsNotWhatWasHeld() {
        bench.run();
        bench.sql("delete from scores where score < 0.7");
        assertThat(bench.run().ending().state()).isEqualTo(State.HELD);
        bench.sql("delete from scores");
        Report other = bench.accept();
        assertThat(other.ending().state()).isEqualTo(State.HELD);
        assertThat(other.ending().why().orElseThrow()).hasMessageContaining("the rows are not those that run");
        assertThat(arrived()).isEqualTo(100);
    }

    @Test
    void measuresChangesAgainstTheRowsReadAndPropertiesOverAllOfThem() {
        bench.guard("{changed: {max: 30%}, score: {between: [0, 1], nulls: 1%}}");
        assertThat(bench.run().ending().state()).isEqualTo(State.COMPLETED);
        bench.sql("update scores set score = score / 2 where score >= 0.7");
        Report passed = bench.run();
        assertThat(passed.ending().rows().delivered()).isEqualTo(30);
        assertThat(passed.guard()
                        .orElseThrow()
                        .profile()
                        .properties()
                        .get("score")
                        .numbers())
                .isEqualTo(100);
        bench.sql("update scores set score = score / 3 where score >= 0.36");
        Report held = bench.run();
        assertThat(held(held))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("changed: ")
                .endsWith("; 30% at most");
    }

    @Test
    void plansByKindAndChangesNothing() {
        bench.run();
        bench.sql(
                "delete from scores where score < 0.1",
                "update scores set score = 2 where score > 0.95",
                "insert into scores values ('new', 0.5)");
        for (int times = 0; times < 2; times++) {
            RunPlan plan = bench.plan();
            assertThat(plan.calls())
                    .containsExactlyInAnyOrder(
                            new RunPlan.Calls("added", "Scored", 1),
                            new RunPlan.Calls("changed", "Scored", 4),
                            new RunPlan.Calls("removed", "Gone", 10));
            assertThat(plan.rows()).containsEntry("to_send", 15L).containsEntry("unchanged", 86L);
            assertThat(plan.rows().get("read")).isEqualTo(101);
        }
        assertThat(arrived()).isEqualTo(100);
        assertThat(bench.run().ending().rows().delivered()).isEqualTo(15);
    }
}
