package io.fullcircle.pipelines.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.pipelines.ledger.Notices.Notice;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every ledger promises of due times and of what is told, wherever it lies. */
abstract class NoticesContract {
    private static final Duration MINE = Duration.ofSeconds(30);

    @TempDir
    Path home;

    final MovedClock clock = new MovedClock();
    Ledger ledger;
    private int runs;

    abstract Ledger open();

    @BeforeEach
    void openIt() {
        ledger = open();
    }

    @AfterEach
    void closeIt() {
        ledger.close();
    }

    private Run run(String pipeline, RunState state, Optional<Instant> due) {
        clock.forward(Duration.ofSeconds(10));
        RunStart start = Rowset.start("run-" + runs++, pipeline);
        Run run = ledger.runs()
                .begin(new RunStart(
                        start.id(),
                        pipeline,
                        start.file(),
                        start.digest(),
                        Trigger.SCHEDULE,
                        start.edition(),
                        Optional.empty(),
                        due));
        if (state != RunState.RUNNING) {
            ledger.runs().end(run, Rowset.ended(state));
        }
        return run;
    }

    private boolean tell(String pipeline, String state) {
        Run run = run(pipeline, RunState.COMPLETED, Optional.empty());
        return ledger.notices().tell(run, state, "well", before -> before + " -> " + state);
    }

    private List<String> taken() {
        var bodies = new ArrayList<String>();
        for (var next = ledger.notices().take(MINE);
                next.isPresent();
                next = ledger.notices().take(MINE)) {
            bodies.add(next.get().body());
            ledger.notices().done(next.get());
        }
        return bodies;
    }

    @Test
    void tellsAChangeOnceAndNotARun() {
        assertThat(tell("a", "well")).isFalse();
        assertThat(tell("a", "failed")).isTrue();
        assertThat(tell("a", "failed")).isFalse();
        ledger.close();
        ledger = open();
        assertThat(tell("a", "failed")).isFalse();
        assertThat(tell("b", "well")).isFalse();
        assertThat(tell("a", "well")).isTrue();
        assertThat(taken()).containsExactly("well -> failed", "failed -> well");
        assertThat(ledger.notices().waiting()).isZero();
    }

    @Test
    void anOlderRunTellsNothingAfterANewerOne() {
        Run older = run("a", RunState.FAILED, Optional.empty());
        assertThat(tell("a", "well")).isFalse();
        assertThat(ledger.notices().tell(older, "failed", "well", before -> "late"))
                .isFalse();
        assertThat(taken()).isEmpty();
    }

    @Test
    void aNoticeThatIsTakenIsNobodyElsesUntilItsTimeIsOver() {
        tell("a", "failed");
        Notice first = ledger.notices().take(MINE).orElseThrow();
        assertThat(first.attempts()).isEqualTo(1);
        assertThat(ledger.notices().take(MINE)).isEmpty();
        clock.forward(MINE.plusMillis(1));
        Notice again = ledger.notices().take(MINE).orElseThrow();
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.attempts()).isEqualTo(2);
        ledger.notices().postpone(again, Duration.ofMinutes(10));
        clock.forward(Duration.ofMinutes(9));
        assertThat(ledger.notices().take(MINE)).isEmpty();
        clock.forward(Duration.ofMinutes(2));
        assertThat(ledger.notices().take(MINE)).isPresent();
    }

    @Test
    void theNoticesOfOnePipelineKeepTheirOrderAndDelayNoOther() {
        tell("a", "failed");
        Notice failed = ledger.notices().take(MINE).orElseThrow();
        ledger.notices().postpone(failed, Duration.ofHours(1));
        tell("a", "well");
        tell("b", "failed");
        assertThat(taken()).containsExactly("well -> failed");
        assertThat(ledger.notices().waiting()).isEqualTo(2);
        clock.forward(Duration.ofHours(2));
        assertThat(taken()).containsExactly("well -> failed", "failed -> well");
    }

    @Test
    void ofSeveralThatTakeAtOnceOneGetsIt() throws Exception {
        tell("a", "failed");
        var threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Optional<Notice>> take = () -> ledger.notices().take(MINE);
            int got = 0;
            for (var taken : threads.invokeAll(List.of(take, take, take, take))) {
                got += taken.get().isPresent() ? 1 : 0;
            }
            assertThat(got).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void knowsWhichDueTimesAreBegunAndDone() {
        Instant six = Instant.parse("2026-11-22T06:00:00.123Z");
        Instant seven = six.plusSeconds(3600);
        assertThat(ledger.dueRuns().isBegun("a", six)).isFalse();
        Run first = run("a", RunState.RUNNING, Optional.of(six));
        assertThat(ledger.dueRuns().isBegun("a", six)).isTrue();
        assertThat(ledger.dueRuns().isDone("a", six)).isFalse();
        ledger.runs().end(first, Rowset.ended(RunState.FAILED));
        assertThat(ledger.dueRuns().isBegun("a", six)).isTrue();
        run("a", RunState.COMPLETED_WITH_REJECTS, Optional.of(six));
        assertThat(ledger.dueRuns().isDone("a", six)).isTrue();
        assertThat(ledger.dueRuns().isBegun("a", six)).isFalse();
        assertThat(ledger.dueRuns().isDone("a", seven)).isFalse();
        assertThat(ledger.dueRuns().isDone("b", six)).isFalse();
        assertThat(ledger.runs().show("run-0").orElseThrow().start().due()).contains(six);
    }

    @Test
    void findsTheRunsThatDeliveredEverythingInTheirOrder() {
        run("a", RunState.FAILED, Optional.empty());
        Run one = run("a", RunState.COMPLETED, Optional.empty());
        run("a", RunState.COMPLETED_WITH_REJECTS, Optional.empty());
        Run two = run("a", RunState.COMPLETED, Optional.empty());
        Run rejects = run("a", RunState.COMPLETED_WITH_REJECTS, Optional.empty());
        run("b", RunState.COMPLETED, Optional.empty());
        var runs = ledger.dueRuns();
        assertThat(runs.firstDelivered("a", 0)).map(Run::seq).contains(one.seq());
        assertThat(runs.firstDelivered("a", one.seq())).map(Run::seq).contains(two.seq());
        assertThat(runs.firstDelivered("a", two.seq())).isEmpty();
        assertThat(runs.lastDelivered("a")).map(Run::seq).contains(two.seq());
        assertThat(runs.lastComplete("a")).map(Run::seq).contains(rejects.seq());
        assertThat(runs.lastComplete("c")).isEmpty();
    }
}
