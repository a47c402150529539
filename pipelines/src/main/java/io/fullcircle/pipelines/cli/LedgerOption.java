package io.fullcircle.pipelines.cli;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.base.Secret;
import io.fullcircle.pipelines.ledger.Ledger;
import io.fullcircle.pipelines.run.Home;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which ledger a verb looks into. None is made where there is none. */
final class LedgerOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "The pipeline's file; needed to find the ledger where the file names one of its own.")
    private Path file;

    /** The file that was named. */
    Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /** Does something with the ledger; where there is none, says so, which is no mistake. */
    int with(ToIntFunction<Ledger> work) {
        Optional<Secret> named = file().flatMap(path -> PipelineFiles.readLedger(path, spec.commandLine()));
        Optional<Ledger> existing = new Home(System.getenv()).existingLedger(named, Clock.systemUTC());
        if (existing.isEmpty()) {
            var err = spec.commandLine().getErr();
            err.println("no runs yet: there is no ledger here");
            err.println("-> run a pipeline first, or look from its working directory, or set FULLCIRCLE_HOME");
            err.flush();
            return ExitCode.DELIVERED;
        }
        try (Ledger ledger = existing.get()) {
            int exit = work.applyAsInt(ledger);
            spec.commandLine().getOut().flush();
            spec.commandLine().getErr().flush();
            return exit;
        }
    }

    /** The pipeline of this name, if it has runs. */
    static String known(Ledger ledger, String pipeline) {
        List<String> pipelines = ledger.runs().pipelines();
        if (pipelines.contains(pipeline)) {
            return pipeline;
        }
        throw new ConfigurationException(
                "the ledger has no run of a pipeline " + pipeline,
                pipelines.isEmpty() ? "run one first" : "choose one of " + String.join(", ", pipelines));
    }
}
