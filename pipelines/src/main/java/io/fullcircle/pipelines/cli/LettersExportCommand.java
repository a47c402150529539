package io.fullcircle.pipelines.cli;

import io.fullcircle.pipelines.ledger.LetterFilter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fullcircle dead-letters export}. */
@Command(name = "export", description = "Writes dead letters for other tools, the oldest first.")
final class LettersExportCommand implements Callable<Integer> {
    @Mixin
    private LetterChoice choice;

    @Mixin
    private ExportOptions export;

    @Mixin
    private LedgerOption ledgers;

    @Option(
            names = "--state",
            defaultValue = "open",
            paramLabel = "STATE",
            description = "How they stand: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} unless said otherwise.")
    private LetterStates state;

    @Option(names = "--show-payload", description = "Write the calls themselves, too, with the customers' values.")
    private boolean payload;

    @Override
    public Integer call() {
        return ledgers.with(ledger -> {
            LetterFilter filter = choice.filter(ledger, state.states());
            export.write(
                    "dead letter",
                    Letters.columns(payload),
                    sheet -> ledger.deadLetters().forEach(filter, letter -> Letters.row(letter, payload, sheet)));
            return ExitCode.DELIVERED;
        });
    }
}
