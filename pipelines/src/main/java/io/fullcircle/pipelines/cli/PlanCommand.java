package io.fullcircle.pipelines.cli;

import io.fullcircle.pipelines.config.Pipeline;
import io.fullcircle.pipelines.run.Home;
import io.fullcircle.pipelines.run.Planner;
import io.fullcircle.pipelines.run.RunPlan;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code fullcircle plan FILE}: what a run would do. */
@Command(
        name = "plan",
        description = {
            "Reads the source and tells what a run would send, how large it is, how long it takes, what it costs, and"
                    + " what the guard says. Nothing is sent or recorded.",
            "Exit code 5 where the guard would stop the run."
        })
final class PlanCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Main main;

    @Parameters(paramLabel = "FILE", description = "The pipeline file.")
    private Path file;

    @Option(names = "--json", description = "One JSON object on stdout, which run --plan takes.")
    private boolean json;

    @Option(names = "--sample", paramLabel = "N", description = "Read at most this many rows, for a quick look.")
    private Long sample;

    @Override
    public Integer call() {
        if (sample != null && sample < 0) {
            throw new ParameterException(spec.commandLine(), "--sample takes a number of rows, 0 or more");
        }
        Optional<Pipeline> pipeline = PipelineFiles.read(file, spec.commandLine());
        if (pipeline.isEmpty()) {
            return ExitCode.CONFIGURATION;
        }
        try {
            return tell(plan(pipeline.get()));
        } catch (CancellationException e) {
            spec.commandLine().getErr().println(pipeline.get().name() + ": cancelled; there is no plan of some rows");
            return ExitCode.CANCELLED;
        }
    }

    private RunPlan plan(Pipeline pipeline) {
        var clock = Clock.systemUTC();
        var home = new Home(System.getenv());
        try (var ledger = home.openLedger(pipeline.ledger().url(), clock)) {
            var planner = new Planner(pipeline, ledger, home);
            var rows = sample == null ? OptionalLong.empty() : OptionalLong.of(sample);
            return new Attended(main, spec.commandLine(), pipeline)
                    .carryOut(() -> planner.plan(rows, clock.instant()), planner::cancel, planner::progress);
        }
    }

    private int tell(RunPlan plan) {
        var out = spec.commandLine().getOut();
        if (json) {
            var mapper = JsonMapper.shared();
            out.println(mapper.writeValueAsString(plan.members(mapper::readTree)));
        } else {
            PlanText.lines(plan).forEach(out::println);
        }
        out.flush();
        return plan.guard().verdict().stops() ? ExitCode.HELD : ExitCode.DELIVERED;
    }
}
