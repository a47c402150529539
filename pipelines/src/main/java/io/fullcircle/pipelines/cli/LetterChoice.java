package io.fullcircle.pipelines.cli;

import io.fullcircle.pipelines.ledger.DeadLetter;
import io.fullcircle.pipelines.ledger.Ledger;
import io.fullcircle.pipelines.ledger.LetterFilter;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which dead letters are meant. */
final class LetterChoice {
    @Parameters(arity = "0..1", paramLabel = "PIPELINE", description = "Letters of this pipeline only.")
    private String pipeline;

    @Option(names = "--run", paramLabel = "RUN", description = "Letters of one run. " + RunNames.HELP)
    private String run;

    @Option(
            names = "--reason",
            paramLabel = "PREFIX",
            description = "Letters whose reason begins like that, with or without the HTTP status: --reason 400")
    private String reason;

    @Option(names = "--key", paramLabel = "KEY", description = "Letters of one key; several columns are written a,b.")
    private String key;

    /** Whether anything was chosen at all. */
    boolean isEmpty() {
        return pipeline == null && run == null && reason == null && key == null;
    }

    Optional<String> pipeline() {
        return Optional.ofNullable(pipeline);
    }

    /** @param states any when empty */
    LetterFilter filter(Ledger ledger, Set<DeadLetter.State> states) {
        return new LetterFilter(
                pipeline().map(name -> LedgerOption.known(ledger, name)),
                Optional.ofNullable(run).map(name -> RunNames.find(ledger, name).id()),
                Optional.ofNullable(reason),
                Optional.ofNullable(key),
                states);
    }
}
