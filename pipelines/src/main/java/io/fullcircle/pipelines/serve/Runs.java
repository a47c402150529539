package io.fullcircle.pipelines.serve;

import io.fullcircle.connector.Ending;
import io.fullcircle.pipelines.config.Pipeline;
import io.fullcircle.pipelines.ledger.Ledger;
import io.fullcircle.pipelines.ledger.Run;
import io.fullcircle.pipelines.run.Busy;
import io.fullcircle.pipelines.run.Home;
import io.fullcircle.pipelines.run.Report;
import io.fullcircle.pipelines.run.Runner;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runs of this server: begins them, knows those that go on, ends them. Each has its caller's thread; any calls. */
final class Runs {
    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);

    private final Ledger ledger;
    private final Home home;
    private final Clock clock;
    private final Metrics metrics;
    private final Teller teller;
    private final UnaryOperator<Pipeline> refreshed;
    private final Map<String, Runner> underWay = new ConcurrentHashMap<>();
    private int cancels;
    private volatile boolean left;

    /** @param refreshed the pipeline with what is filled in as it is now */
    Runs(Ledger ledger, Home home, Clock clock, Metrics metrics, Teller teller, UnaryOperator<Pipeline> refreshed) {
        this.ledger = ledger;
        this.home = home;
        this.clock = clock;
        this.metrics = metrics;
        this.teller = teller;
        this.refreshed = refreshed;
    }

    /**
     * Carries a pipeline out, and tells whoever wants to know.
     *
     * @return how it went; nothing when the server stops, and it wasn't begun
     * @throws Busy when somebody else does
     */
    Optional<Report> carryOut(Pipeline pipeline, Runner.Options options) {
        return carryOut(pipeline, options, run -> {});
    }

    /** @param begun is called as soon as the ledger knows the run */
    Optional<Report> carryOut(Pipeline pipeline, Runner.Options options, Consumer<Run> begun) {
        Pipeline now = refreshed.apply(pipeline);
        var runner = new Runner(now, ledger, home, metrics.timed(now.name()), clock);
        runner.whenBegun(run -> {
            goesOn(now.name(), runner);
            begun.accept(run);
        });
        if (isStopping()) {
            return Optional.empty();
        }
        try {
            Report report = runner.run(options);
            left |= report.ending().state() == Ending.State.CANCELLED;
            log(report);
            metrics.ended(report);
            teller.ended(now, report);
            return Optional.of(report);
        } finally {
            underWay.remove(now.name(), runner);
        }
    }

    private synchronized boolean isStopping() {
        return cancels > 0;
    }

    /** A run that begins while the server stops ends as those do that go on. */
    private synchronized void goesOn(String name, Runner runner) {
        underWay.put(name, runner);
        for (int i = 0; i < cancels; i++) {
            runner.cancel();
        }
    }

    private static void log(Report report) {
        Ending ending = report.ending();
        switch (ending.state()) {
            case COMPLETED -> {}
            case CANCELLED -> LOG.info("{}: run {} was ended early", report.pipeline(), report.run());
            case COMPLETED_WITH_REJECTS ->
                LOG.warn("{}: run {} completed with rejects: {}", report.pipeline(), report.run(), report.reasons());
            case FAILED, HELD ->
                LOG.error(
                        "{}: run {} {}{}{}",
                        report.pipeline(),
                        report.run(),
                        ending.state() == Ending.State.HELD ? "is held" : "failed",
                        ending.why().map(why -> ": " + why.getMessage()).orElse(""),
                        ending.why()
                                .flatMap(Report::remedy)
                                .map(remedy -> "\n-> " + remedy)
                                .orElse(""));
        }
    }

    /** Those that go on, by pipeline. */
    Map<String, Runner> underWay() {
        return Map.copyOf(underWay);
    }

    /** Whether a run was ended before its rows did. */
    boolean leftSomething() {
        return left;
    }

    /** Once: reading ends, and what is in the queues is still sent. Twice: requests under way are broken off. */
    synchronized void cancel() {
        cancels++;
        List.copyOf(underWay.values()).forEach(Runner::cancel);
    }
}
