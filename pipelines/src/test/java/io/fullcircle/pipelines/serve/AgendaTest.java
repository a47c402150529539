package io.fullcircle.pipelines.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.connector.Rows;
import io.fullcircle.pipelines.config.Pipeline;
import io.fullcircle.pipelines.config.PipelineReader;
import io.fullcircle.pipelines.ledger.Ledger;
import io.fullcircle.pipelines.ledger.LedgerPlace;
import io.fullcircle.pipelines.ledger.MovedClock;
import io.fullcircle.pipelines.ledger.Run;
import io.fullcircle.pipelines.ledger.RunEnd;
import io.fullcircle.pipelines.ledger.RunStart;
import io.fullcircle.pipelines.ledger.RunState;
import io.fullcircle.pipelines.ledger.Trigger;
import io.fullcircle.pipelines.schedule.Schedule;
import io.fullcircle.pipelines.serve.Agenda.Step;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose clock is moved by hand, over a real ledger: what it runs, and for which time. */
class AgendaTest {
    @TempDir
    Path home;

    private final MovedClock clock = new MovedClock();
    private final List<String> done = new ArrayList<>();
    private Ledger ledger;
    private Agenda agenda;
    private int runs;

    @BeforeEach
    void open() {
        ledger = Ledger.open(new LedgerPlace.Embedded(home), clock);
        agenda = new Agenda(ledger.dueRuns());
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private static Pipeline pipeline(String name, String schedule) {
        String file = """
                pipeline: %s
                source: {type: duckdb}
                action: {type: segment.track, write_key: k, table: t, event_name: E, customer_id: c, properties: [],
                  timestamp: t}
                schedule: %s
                """.formatted(name, schedule);
        return PipelineReader.standard()
                .read(Path.of(name + ".yaml"), file.getBytes(StandardCharsets.UTF_8))
                .pipeline()
                .orElseThrow();
    }

    /** The only appointment of a pipeline, and whoever looks at it. */
    private final class Kept {
        private final Pipeline pipeline;
        private final Schedule schedule;
        private Duration takes = Duration.ofSeconds(1);
        private RunState ends = RunState.COMPLETED;
        private Appointment appointment;
        private Instant look;

        Kept(String name, String written) {
            pipeline = pipeline(name, written);
            schedule = pipeline.schedule().orElseThrow();
            put(agenda.first(schedule, clock.instant()));
        }

        private void put(Step.Later later) {
            var text = new Appointment.Text();
            // As a server that has started anew finds it.
            appointment = text.deserialize(Appointment.class, text.serialize(later.appointment()));
            look = later.at();
        }

        /** A server is there until then. */
        void serve(Instant until) {
            while (!look.isAfter(until)) {
                if (look.isAfter(clock.instant())) {
                    clock.set(look);
                }
                Step step = agenda.meet(pipeline, schedule, appointment, clock.instant());
                if (step instanceof Step.Later later) {
                    put(later);
                } else {
                    var run = (Step.Run) step;
                    run(pipeline.name(), Optional.of(run.due()), takes, ends);
                    put(agenda.ended(pipeline, schedule, appointment, run, clock.instant()));
                }
            }
            clock.set(until.isAfter(clock.instant()) ? until : clock.instant());
        }

        Step meet() {
            return agenda.meet(pipeline, schedule, appointment, clock.instant());
        }
    }

    private Run begin(String name, Optional<Instant> due) {
        return ledger.runs()
                .begin(new RunStart("run-" + runs++, name, "f", "d", Trigger.SCHEDULE, "e", Optional.empty(), due));
    }

    private Run run(String name, Optional<Instant> due, Duration takes, RunState state) {
        Run run = begin(name, due);
        done.add(name + " " + due.map(Instant::toString).orElse("called"));
        clock.forward(takes);
        ledger.runs().end(run, new RunEnd(state, Rows.NONE, Optional.empty(), "{}"));
        return run;
    }

    private void at(String moment) {
        clock.set(Instant.parse(moment));
    }

    private static Instant moment(String text) {
        return Instant.parse(text);
    }

    @Test
    void aNightlyRunHasItsRunOnBothDaysOnWhichTheClockJumps() {
        at("2026-03-27T12:00:00Z");
        var kept = new Kept("nightly", "{cron: 30 2 * * *, zone: Europe/Berlin}");
        kept.serve(moment("2026-03-30T12:00:00Z"));
        assertThat(done)
                .containsExactly(
                        "nightly 2026-03-28T01:30:00Z", "nightly 2026-03-29T01:00:00Z", "nightly 2026-03-30T00:30:00Z");
        done.clear();
        at("2026-10-24T12:00:00Z");
        kept = new Kept("nightly", "{cron: 30 2 * * *, zone: Europe/Berlin}");
        kept.serve(moment("2026-10-26T12:00:00Z"));
        assertThat(done).containsExactly("nightly 2026-10-25T00:30:00Z", "nightly 2026-10-26T01:30:00Z");
    }

    @Test
    void ofTheTimesThatWereMissedTheNewestIsMadeUpForByOneRun() {
        at("2026-11-22T05:00:00Z");
        var kept = new Kept("p", "{cron: 0 6 * * *}");
        at("2026-11-25T09:30:00Z");
        kept.serve(moment("2026-11-26T12:00:00Z"));
        assertThat(done).containsExactly("p 2026-11-25T06:00:00Z", "p 2026-11-26T06:00:00Z");
    }

    @Test
    void missedTimesAreGoneWhereThatIsAskedFor() {
        at("2026-11-22T05:00:00Z");
        var kept = new Kept("p", "{cron: 0 6 * * *, catch_up: none}");
        at("2026-11-25T06:01:30Z");
        kept.serve(moment("2026-11-26T12:00:00Z"));
        assertThat(done).containsExactly("p 2026-11-26T06:00:00Z");
    }

    @Test
    void whatIsAMomentLateIsNotMissed() {
        at("2026-11-22T05:00:00Z");
        var kept = new Kept("p", "{cron: 0 6 * * *, catch_up: none}");
        at("2026-11-22T06:00:40Z");
        kept.serve(moment("2026-11-22T12:00:00Z"));
        assertThat(done).containsExactly("p 2026-11-22T06:00:00Z");
    }

    @Test
    void timesAtWhichItStillRunsAreSkipped() {
        at("2026-11-22T06:00:00Z");
        var kept = new Kept("p", "{every: 1m}");
        kept.takes = Duration.ofSeconds(150);
        kept.serve(moment("2026-11-22T06:07:30Z"));
        assertThat(done).containsExactly("p 2026-11-22T06:01:00Z", "p 2026-11-22T06:04:00Z", "p 2026-11-22T06:07:00Z");
    }

    @Test
    void theNewestTimeAtWhichItStillRanWaitsWhereThatIsAskedFor() {
        at("2026-11-22T06:00:00Z");
        var kept = new Kept("p", "{every: 1m, overlap: queue, catch_up: none}");
        kept.takes = Duration.ofSeconds(150);
        kept.serve(moment("2026-11-22T06:08:00Z"));
        // 06:01:00 to 06:03:30, then for 06:03 to 06:06, for 06:06 at once to 06:08:30, …
        assertThat(done).containsExactly("p 2026-11-22T06:01:00Z", "p 2026-11-22T06:03:00Z", "p 2026-11-22T06:06:00Z");
    }

    @Test
    void aDueTimeThatHasCompletedIsNotRunAgain() {
        at("2026-11-22T05:00:00Z");
        var kept = new Kept("p", "0 6 * * *");
        at("2026-11-22T06:00:01Z");
        run("p", Optional.of(moment("2026-11-22T06:00:00Z")), Duration.ofSeconds(5), RunState.COMPLETED);
        // The server died between the run's end and noting that: whoever takes over looks at the same appointment.
        kept.serve(moment("2026-11-22T07:00:00Z"));
        assertThat(done).hasSize(1);
        assertThat(kept.look).isEqualTo("2026-11-23T06:00:00Z");
    }

    @Test
    void aRunThatWasCutShortIsTakenUpHoweverLateItIs() {
        at("2026-11-22T05:00:00Z");
        var kept = new Kept("p", "{cron: 0 6 * * *, catch_up: none}");
        at("2026-11-22T06:00:01Z");
        begin("p", Optional.of(moment("2026-11-22T06:00:00Z")));
        at("2026-11-22T09:00:00Z");
        assertThat(kept.meet()).isEqualTo(new Step.Run(moment("2026-11-22T06:00:00Z"), 0));
    }

    @Test
    void whatAServerThatStopsHasLeftIsTheNextOnesAtOnce() {
        at("2026-11-22T05:00:00Z");
        var kept = new Kept("p", "{cron: 0 6 * * *, catch_up: none}");
        at("2026-11-22T06:00:01Z");
        var run = (Step.Run) kept.meet();
        kept.put(agenda.left(kept.appointment, run, clock.instant()));
        at("2026-11-22T09:00:00Z");
        kept.serve(moment("2026-11-22T10:00:00Z"));
        assertThat(done).containsExactly("p 2026-11-22T06:00:00Z");
    }

    @Test
    void whoeverElseRunsItIsWaitedForOnlyWhereThatIsAskedFor() {
        at("2026-11-22T05:59:30Z");
        var skips = new Kept("p", "{every: 1m}");
        var waits = new Kept("p", "{every: 1m, overlap: queue}");
        at("2026-11-22T06:00:00Z");
        var run = (Step.Run) skips.meet();
        assertThat(agenda.busy(skips.pipeline, skips.schedule, skips.appointment, run, clock.instant())
                        .at())
                .isEqualTo("2026-11-22T06:01:00Z");
        waits.put(agenda.busy(waits.pipeline, waits.schedule, waits.appointment, run, clock.instant()));
        assertThat(waits.look).isEqualTo("2026-11-22T06:00:05Z");
        clock.set(waits.look);
        assertThat(waits.meet()).isEqualTo(run);
    }

    @Test
    void aChainFollowsEachRunThatDeliveredEverythingOnce() {
        at("2026-11-22T05:00:00Z");
        run("a", Optional.empty(), Duration.ofSeconds(1), RunState.COMPLETED);
        done.clear();
        var b = new Kept("b", "{after: a}");
        var c = new Kept("c", "{after: b}");
        b.serve(clock.instant().plusSeconds(10));
        c.serve(clock.instant().plusSeconds(10));
        assertThat(done).as("what was there before").isEmpty();

        Instant first = end(run("a", Optional.empty(), Duration.ofSeconds(1), RunState.COMPLETED));
        run("a", Optional.empty(), Duration.ofSeconds(1), RunState.FAILED);
        run("a", Optional.empty(), Duration.ofSeconds(1), RunState.COMPLETED_WITH_REJECTS);
        Instant second = end(run("a", Optional.empty(), Duration.ofSeconds(1), RunState.COMPLETED));
        b.serve(clock.instant().plusSeconds(10));
        c.serve(clock.instant().plusSeconds(10));
        b.serve(clock.instant().plusSeconds(10));
        c.serve(clock.instant().plusSeconds(10));
        assertThat(done.stream().filter(run -> run.startsWith("b"))).containsExactly("b " + first, "b " + second);
        assertThat(done.stream().filter(run -> run.startsWith("c"))).hasSize(2);
    }

    private Instant end(Run run) {
        return ledger.runs().show(run.id()).orElseThrow().ended().orElseThrow();
    }

    @Test
    void ofTheRunsThatNobodyFollowedTheNewestIs() {
        at("2026-11-22T05:00:00Z");
        var once = new Kept("once", "{after: a}");
        var none = new Kept("none", "{after: a, catch_up: none}");
        for (int i = 0; i < 5; i++) {
            clock.forward(Duration.ofHours(1));
            run("a", Optional.empty(), Duration.ofSeconds(1), RunState.COMPLETED);
        }
        Instant newest = clock.instant();
        done.clear();
        at("2026-11-23T05:00:00Z");
        once.serve(clock.instant().plusSeconds(10));
        none.serve(clock.instant().plusSeconds(10));
        assertThat(done).containsExactly("once " + newest);
    }

    @Test
    void runsThatEndWhileItFollowsOneAreFollowedInTheirOrderOrSkipped() {
        at("2026-11-22T05:00:00Z");
        var queues = new Kept("queues", "{after: a}");
        var skips = new Kept("skips", "{after: a, overlap: skip}");
        Instant first = end(run("a", Optional.empty(), Duration.ofSeconds(1), RunState.COMPLETED));
        var followed = (Step.Run) queues.meet();
        clock.forward(Duration.ofMinutes(5));
        Instant second = end(run("a", Optional.empty(), Duration.ofSeconds(1), RunState.COMPLETED));
        Instant third = end(run("a", Optional.empty(), Duration.ofSeconds(1), RunState.COMPLETED));
        clock.forward(Duration.ofMinutes(5));
        done.clear();
        assertThat(followed.due()).isEqualTo(first);
        queues.put(agenda.ended(queues.pipeline, queues.schedule, queues.appointment, followed, clock.instant()));
        queues.serve(clock.instant().plusSeconds(10));
        assertThat(done).containsExactly("queues " + second, "queues " + third);
        done.clear();
        skips.put(agenda.ended(skips.pipeline, skips.schedule, skips.appointment, followed, clock.instant()));
        skips.serve(clock.instant().plusSeconds(10));
        assertThat(done).isEmpty();
    }
}
