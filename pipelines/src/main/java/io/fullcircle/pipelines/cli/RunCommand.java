package io.fullcircle.pipelines.cli;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.pipelines.config.Pipeline;
import io.fullcircle.pipelines.config.Sync.Mode;
import io.fullcircle.pipelines.ledger.Trigger;
import io.fullcircle.pipelines.run.Approval;
import io.fullcircle.pipelines.run.Home;
import io.fullcircle.pipelines.run.Http;
import io.fullcircle.pipelines.run.Planned;
import io.fullcircle.pipelines.run.Report;
import io.fullcircle.pipelines.run.Runner;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code fullcircle run FILE}: carries a pipeline out. */
@Command(name = "run", description = "Reads the source, delivers the calls, and accounts for every row.")
final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Main main;

    @Parameters(paramLabel = "FILE", description = "The pipeline file.")
    private Path file;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the report there, as JSON.")
    private Path report;

    @Option(names = "--json", description = "Print the report as JSON instead of the summary.")
    private boolean json;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = {
                "Read at most this many rows. The position stays where it is, and what an interrupted run has",
                "left, the next run takes up."
            })
    private Long limit;

    @Option(names = "--restart", description = "Forget an interrupted run instead of resuming it.")
    private boolean restart;

    @Option(
            names = "--full-resync",
            description = "sync.mode changed: send what was accepted as it is, too, with new message ids.")
    private boolean fullResync;

    @Option(
            names = "--reset",
            description = "Forget what was accepted and how far was read. Sends nothing; the next run begins anew.")
    private boolean reset;

    @Option(names = "--accept-hold", description = "Send what the guard has held, if the rows are still the same.")
    private boolean acceptHold;

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description = "Hold the run if its rows differ from this plan, which plan --json has written.")
    private Path plan;

    @Option(
            names = "--tolerance",
            paramLabel = "N%",
            defaultValue = "5%",
            description = "How far the numbers of rows and calls may be from the plan's: ${DEFAULT-VALUE}.")
    private String tolerance;

    @Override
    public Integer call() {
        if (limit != null && limit < 0) {
            throw new ParameterException(spec.commandLine(), "--limit takes a number of rows, 0 or more");
        }
        if (limit != null && plan != null) {
            throw new ParameterException(spec.commandLine(), "--plan is about all rows, and --limit reads some");
        }
        if (report != null) {
            // An earlier run's report must not be taken for this one's, and a wrong path is told before a row moves.
            Report.clear(report);
        }
        Optional<Pipeline> pipeline = PipelineFiles.read(file, spec.commandLine());
        if (pipeline.isEmpty()) {
            return ExitCode.CONFIGURATION;
        }
        Mode mode = pipeline.get().sync().mode();
        if (fullResync && mode != Mode.CHANGED) {
            throw new ParameterException(
                    spec.commandLine(),
                    mode == Mode.FULL
                            ? "--full-resync is for sync.mode changed; full sends every row anyway"
                            : "--full-resync is for sync.mode changed; --reset makes the next run begin anew");
        }
        if (reset) {
            return reset(pipeline.get());
        }
        var attended = new Attended(main, spec.commandLine(), pipeline.get());
        var approval = new Approval(
                acceptHold,
                Optional.ofNullable(plan).map(written -> Planned.read(written, pipeline.get(), tolerance())));
        return attended.tell(run(pipeline.get(), approval, attended), report, json);
    }

    private int reset(Pipeline pipeline) {
        var clock = Clock.systemUTC();
        var home = new Home(System.getenv());
        try (var ledger = home.openLedger(pipeline.ledger().url(), clock)) {
            new Runner(pipeline, ledger, home, Http.client(System.getenv()), clock).reset();
        }
        var out = spec.commandLine().getOut();
        out.println(pipeline.name() + ": what was accepted is forgotten; nothing was sent");
        out.flush();
        return ExitCode.DELIVERED;
    }

    private double tolerance() {
        if (!tolerance.matches("[0-9]{1,6}([.][0-9]{1,6})?%")) {
            throw new ParameterException(spec.commandLine(), "--tolerance takes a percentage such as 5%");
        }
        return Double.parseDouble(tolerance.replace("%", "")) / 100;
    }

    private Report run(Pipeline pipeline, Approval approval, Attended attended) {
        var clock = Clock.systemUTC();
        Instant start = clock.instant();
        try {
            var home = new Home(System.getenv());
            var http = Http.client(System.getenv());
            try (var ledger = home.openLedger(pipeline.ledger().url(), clock)) {
                var runner = new Runner(pipeline, ledger, home, http, clock);
                var rows = limit == null ? OptionalLong.empty() : OptionalLong.of(limit);
                return attended.carryOut(
                        () -> runner.run(new Runner.Options(
                                rows, restart, fullResync, approval, Trigger.MANUAL, Optional.empty())),
                        runner::cancel,
                        runner::progress);
            }
        } catch (ConfigurationException | EnvironmentException e) {
            return Report.notBegun(pipeline.name(), start, Duration.between(start, clock.instant()), e);
        }
    }
}
