package io.fullcircle.pipelines.cli;

import io.fullcircle.pipelines.ledger.Run;
import io.fullcircle.pipelines.ledger.RunFilter;
import io.fullcircle.pipelines.ledger.RunState;
import io.fullcircle.pipelines.run.RunView;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code fullcircle runs}: what was carried out, newest first. */
@Command(
        name = "runs",
        description = "Lists runs, the newest first. A run's id begins with the time of its start, in UTC.",
        subcommands = RunsShowCommand.class)
final class RunsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private LedgerOption ledgers;

    @Parameters(arity = "0..1", paramLabel = "PIPELINE", description = "Runs of this pipeline only.")
    private String pipeline;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "At most so many: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            split = ",",
            description = "Only runs in such a state, several parted by commas: running, completed,"
                    + " completed_with_rejects, failed, cancelled, held.")
    private EnumSet<RunState> states = EnumSet.noneOf(RunState.class);

    @Option(names = "--json", description = "One JSON object a run.")
    private boolean json;

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit takes a number of runs, 1 or more");
        }
        return ledgers.with(ledger -> {
            Optional<String> asked = Optional.ofNullable(pipeline).map(name -> LedgerOption.known(ledger, name));
            List<Run> found = ledger.runs().list(new RunFilter(asked, states, Optional.empty(), limit));
            print(found.stream().map(run -> RunView.of(ledger, run)).toList());
            return ExitCode.DELIVERED;
        });
    }

    private void print(List<RunView> runs) {
        var out = spec.commandLine().getOut();
        if (json) {
            runs.forEach(run -> out.println(JsonMapper.shared().writeValueAsString(run.members())));
            return;
        }
        if (runs.isEmpty()) {
            spec.commandLine().getErr().println("no such runs");
            return;
        }
        var table = new TextTable(
                TextTable.id("RUN"),
                TextTable.text("PIPELINE"),
                TextTable.id("STATE"),
                TextTable.number("TOOK"),
                TextTable.number("READ"),
                TextTable.number("DELIVERED"),
                TextTable.number("REJECTED"),
                TextTable.number("INVALID"));
        for (RunView view : runs) {
            var rows = view.run().rows();
            table.row(
                    view.run().id(),
                    view.run().pipeline(),
                    view.state(),
                    Words.seconds(view.took()),
                    Words.number(rows.read()),
                    Words.number(rows.delivered()),
                    Words.number(rows.rejected()),
                    Words.number(rows.invalid()));
        }
        table.lines().forEach(out::println);
    }
}
