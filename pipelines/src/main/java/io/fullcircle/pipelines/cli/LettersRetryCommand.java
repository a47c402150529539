package io.fullcircle.pipelines.cli;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.pipelines.config.Pipeline;
import io.fullcircle.pipelines.export.JsonLines;
import io.fullcircle.pipelines.ledger.DeadLetter.State;
import io.fullcircle.pipelines.ledger.Ledger;
import io.fullcircle.pipelines.ledger.LetterFilter;
import io.fullcircle.pipelines.ledger.RunFilter;
import io.fullcircle.pipelines.run.Home;
import io.fullcircle.pipelines.run.Http;
import io.fullcircle.pipelines.run.Report;
import io.fullcircle.pipelines.run.Retry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code fullcircle dead-letters retry}. */
@Command(
        name = "retry",
        description = {
            "Sends dead letters again, the oldest first, with the ids they had, and settles those that are accepted.",
            "It is a run of its own. A letter whose key was accepted with newer content later is superseded and not sent.",
            "Without PIPELINE, all pipelines are taken one after the other. The pipeline's file is the one that its last"
                    + " run named, or --file."
        })
final class LettersRetryCommand implements Callable<Integer> {
    /** More would only scroll by. */
    private static final int SHOWN = 100;

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private DeadLettersCommand parent;

    @Mixin
    private LetterChoice choice;

    @Mixin
    private LedgerOption ledgers;

    @Option(names = "--dry-run", description = "Only list what would be sent.")
    private boolean dryRun;

    @Option(names = "--force", description = "Send superseded letters, too.")
    private boolean force;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the report there, as JSON; of one pipeline.")
    private Path report;

    @Option(names = "--json", description = "One JSON object: a pipeline's report, or with --dry-run, a letter.")
    private boolean json;

    @Override
    public Integer call() {
        return ledgers.with(ledger -> {
            LetterFilter filter =
                    choice.filter(ledger, force ? Set.of(State.OPEN, State.SUPERSEDED) : Set.of(State.OPEN));
            List<String> pipelines = pipelines(ledger, filter);
            if (pipelines.size() > 1 && (report != null || ledgers.file().isPresent())) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--file and --report are for one pipeline: name it, of " + String.join(", ", pipelines));
            }
            if (!force) {
                tellSuperseded(ledger, filter);
            }
            if (pipelines.isEmpty()) {
                spec.commandLine().getErr().println("no open dead letters");
            }
            var codes = new ArrayList<Integer>();
            for (String pipeline : pipelines) {
                if (!codes.contains(ExitCode.CANCELLED)) {
                    codes.add(retry(ledger, pipeline, filter.withPipeline(pipeline)));
                }
            }
            return ExitCode.worst(codes);
        });
    }

    /** Those that have something to send. */
    private List<String> pipelines(Ledger ledger, LetterFilter filter) {
        List<String> asked =
                filter.pipeline().map(List::of).orElseGet(() -> ledger.runs().pipelines());
        return asked.stream()
                .filter(name -> ledger.deadLetters().countToSend(filter.withPipeline(name)) > 0)
                .toList();
    }

    private void tellSuperseded(Ledger ledger, LetterFilter filter) {
        long superseded = ledger.deadLetters().countToSend(filter.withStates(Set.of(State.SUPERSEDED)));
        if (superseded > 0) {
            spec.commandLine()
                    .getErr()
                    .println(Words.count(superseded, "letter") + " not sent: newer content of the same key was accepted"
                            + " later (--force sends)");
        }
    }

    /** Trouble with one pipeline doesn't keep the next from its turn. */
    private int retry(Ledger ledger, String name, LetterFilter filter) {
        try {
            Pipeline pipeline = pipeline(ledger, name);
            if (dryRun) {
                show(ledger, pipeline, filter);
                return ExitCode.DELIVERED;
            }
            var retry = new Retry(
                    pipeline, ledger, new Home(System.getenv()), Http.client(System.getenv()), Clock.systemUTC());
            var attended = new Attended(parent.main(), spec.commandLine(), pipeline);
            Report result = attended.carryOut(() -> retry.run(filter), retry::cancel, retry::progress);
            return attended.tell(result, report, json);
        } catch (ConfigurationException | EnvironmentException e) {
            parent.main().tell(e, spec.commandLine());
            return ExitCode.of(e);
        }
    }

    private Pipeline pipeline(Ledger ledger, String name) {
        Path file = ledgers.file().orElseGet(() -> lastFile(ledger, name));
        if (!Files.exists(file)) {
            throw new ConfigurationException(
                    "the file of " + name + " isn't there any more: " + file, "name it by --file");
        }
        Pipeline pipeline = PipelineFiles.read(file, spec.commandLine())
                .orElseThrow(() -> new ConfigurationException(
                        file + " has errors, so the letters of " + name + " aren't sent",
                        "mend it, or name another by --file"));
        if (!pipeline.name().equals(name)) {
            throw new ConfigurationException(
                    file + " is the file of " + pipeline.name() + ", and the letters are of " + name,
                    "name the file of " + name + " by --file");
        }
        return pipeline;
    }

    private static Path lastFile(Ledger ledger, String name) {
        return Path.of(ledger.runs().list(RunFilter.of(name, 1)).get(0).start().file());
    }

    private void show(Ledger ledger, Pipeline pipeline, LetterFilter filter) {
        var letters = ledger.deadLetters().toSend(filter);
        var out = spec.commandLine().getOut();
        if (json) {
            var lines = new JsonLines(out, Letters.columns(false));
            letters.forEachRemaining(letter -> Letters.row(letter, false, lines));
            return;
        }
        var table = new LetterTable(false);
        while (letters.hasNext() && table.size() < SHOWN) {
            table.add(letters.next());
        }
        table.lines().forEach(out::println);
        out.flush();
        long all = ledger.deadLetters().countToSend(filter);
        String some = all > table.size() ? ", of which these are the oldest " + table.size() : "";
        spec.commandLine()
                .getErr()
                .println(Words.count(all, "call") + " of " + pipeline.name() + " would be sent to "
                        + pipeline.endpoint().text() + some);
    }
}
