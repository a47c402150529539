package io.fullcircle.pipelines.cli;

import io.fullcircle.pipelines.config.Pipeline;
import io.fullcircle.pipelines.run.Report;
import io.fullcircle.pipelines.run.Runner.Progress;
import java.nio.file.Path;
import java.util.function.Supplier;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

/** A run that somebody watches: its progress is shown, signals end it, and it tells what it came to. */
final class Attended {
    private final Main main;
    private final CommandLine command;
    private final Pipeline pipeline;

    Attended(Main main, CommandLine command, Pipeline pipeline) {
        this.main = main;
        this.command = command;
        this.pipeline = pipeline;
    }

    <T> T carryOut(Supplier<T> run, Runnable cancel, Supplier<Progress> sofar) {
        var interrupts = Interrupts.handledBy(cancel, command.getErr());
        var progress = ProgressLine.of(pipeline.name(), sofar, main.showsProgress());
        try {
            return run.get();
        } finally {
            progress.finish();
            interrupts.restore();
        }
    }

    /**
     * Says how it went, and writes the report: the sum is told whatever becomes of that.
     *
     * @param report where to, or null
     * @param json whether the report is what goes to stdout
     */
    int tell(Report result, Path report, boolean json) {
        result.ending().why().ifPresent(why -> main.tell(why, command));
        var out = command.getOut();
        if (json) {
            out.println(JsonMapper.shared().writeValueAsString(result.members()));
        } else {
            Summary.lines(result, place()).forEach(out::println);
        }
        out.flush();
        if (report != null) {
            result.write(report);
        }
        return ExitCode.of(result.ending());
    }

    /** What other verbs have to be told to find the same ledger. */
    private String place() {
        return pipeline.ledger().url().isPresent() ? " --file " + pipeline.file() : "";
    }
}
