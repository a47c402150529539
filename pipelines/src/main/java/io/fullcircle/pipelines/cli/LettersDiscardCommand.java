package io.fullcircle.pipelines.cli;

import io.fullcircle.pipelines.ledger.DeadLetter;
import io.fullcircle.pipelines.ledger.LetterFilter;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code fullcircle dead-letters discard}. */
@Command(
        name = "discard",
        description = "Gives open dead letters up: they stay on record with the note, and are not sent again.")
final class LettersDiscardCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private LetterChoice choice;

    @Mixin
    private LedgerOption ledgers;

    @Option(names = "--note", required = true, paramLabel = "TEXT", description = "Why; kept with each letter.")
    private String note;

    @Option(names = "--all", description = "All letters of all pipelines, where nothing narrows them down.")
    private boolean all;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        if (choice.isEmpty() && !all) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Say which: PIPELINE, --run, --reason, --key, or --all for every letter there is");
        }
        if (note.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--note says why");
        }
        return ledgers.with(ledger -> {
            LetterFilter filter = choice.filter(ledger, Set.of(DeadLetter.State.OPEN));
            int discarded = ledger.deadLetters().discard(filter, note);
            spec.commandLine()
                    .getOut()
                    .println(
                            json
                                    ? JsonMapper.shared().writeValueAsString(Map.of("discarded", discarded))
                                    : "discarded: " + Words.count(discarded, "dead letter"));
            return ExitCode.DELIVERED;
        });
    }
}
