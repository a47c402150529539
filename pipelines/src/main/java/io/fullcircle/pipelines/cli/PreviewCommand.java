package io.fullcircle.pipelines.cli;

import io.fullcircle.connector.mapping.Invalid;
import io.fullcircle.connector.mapping.Mapped;
import io.fullcircle.connector.mapping.Message;
import io.fullcircle.pipelines.run.Home;
import io.fullcircle.pipelines.run.Preview;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fullcircle preview FILE}: the messages that the first rows become. */
@Command(
        name = "preview",
        description = "Prints the calls that the first rows become, one JSON object a line. Nothing is sent.")
final class PreviewCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The pipeline file.")
    private Path file;

    @Option(names = "--rows", paramLabel = "N", defaultValue = "10", description = "Rows to read: ${DEFAULT-VALUE}.")
    private long rows;

    private int invalid;

    @Override
    public Integer call() {
        var pipeline = PipelineFiles.read(file, spec.commandLine());
        if (pipeline.isEmpty()) {
            return ExitCode.CONFIGURATION;
        }
        var clock = Clock.systemUTC();
        try (var ledger =
                new Home(System.getenv()).openLedger(pipeline.get().ledger().url(), clock)) {
            Preview.show(pipeline.get(), ledger, rows, clock.instant(), this::print);
        }
        spec.commandLine().getOut().flush();
        return invalid == 0 ? ExitCode.DELIVERED : ExitCode.REJECTS;
    }

    private void print(Mapped mapped) {
        if (mapped instanceof Message message) {
            spec.commandLine().getOut().println(new String(message.json(), StandardCharsets.UTF_8));
            return;
        }
        var row = (Invalid) mapped;
        invalid++;
        String detail = row.detail() == null ? "" : " (" + row.detail() + ")";
        spec.commandLine()
                .getErr()
                .println("row " + (row.ordinal() + 1) + ", key " + row.key() + ": invalid: " + row.reason() + detail);
    }
}
