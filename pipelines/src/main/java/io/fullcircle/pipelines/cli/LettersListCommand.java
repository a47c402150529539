package io.fullcircle.pipelines.cli;

import io.fullcircle.pipelines.export.JsonLines;
import io.fullcircle.pipelines.ledger.Ledger;
import io.fullcircle.pipelines.ledger.LetterFilter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code fullcircle dead-letters list}. */
@Command(name = "list", description = "Lists dead letters, the oldest first.")
final class LettersListCommand implements Callable<Integer> {
    private static final int SHOWN = 100;

    @Spec
    private CommandSpec spec;

    @Mixin
    private LetterChoice choice;

    @Mixin
    private LedgerOption ledgers;

    @Option(
            names = "--state",
            defaultValue = "open",
            paramLabel = "STATE",
            description = "How they stand: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} unless said otherwise.")
    private LetterStates state;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "At most so many. Without it people see " + SHOWN + ", --json gives all.")
    private Integer limit;

    @Option(names = "--show-payload", description = "Show the calls themselves, with the customers' values.")
    private boolean payload;

    @Option(names = "--json", description = "One JSON object a letter.")
    private boolean json;

    @Override
    public Integer call() {
        if (limit != null && limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit takes a number of letters, 1 or more");
        }
        return ledgers.with(ledger -> {
            LetterFilter filter = choice.filter(ledger, state.states());
            if (json) {
                printJson(ledger, filter);
                return ExitCode.DELIVERED;
            }
            print(ledger, filter);
            return ExitCode.DELIVERED;
        });
    }

    private void printJson(Ledger ledger, LetterFilter filter) {
        var lines = new JsonLines(spec.commandLine().getOut(), Letters.columns(payload));
        ledger.deadLetters()
                .forEach(
                        filter,
                        limit == null ? Integer.MAX_VALUE : limit,
                        letter -> Letters.row(letter, payload, lines));
    }

    private void print(Ledger ledger, LetterFilter filter) {
        var table = new LetterTable(payload);
        ledger.deadLetters().forEach(filter, limit == null ? SHOWN : limit, table::add);
        var err = spec.commandLine().getErr();
        if (table.size() == 0) {
            err.println("no " + (state == LetterStates.all ? "" : state + " ") + "dead letters");
            return;
        }
        table.lines().forEach(spec.commandLine().getOut()::println);
        spec.commandLine().getOut().flush();
        long all = ledger.deadLetters().count(filter);
        if (all > table.size()) {
            err.println("these are the oldest " + Words.number(table.size()) + " of " + Words.number(all)
                    + "; --limit shows more, `dead-letters export` all");
        }
    }
}
