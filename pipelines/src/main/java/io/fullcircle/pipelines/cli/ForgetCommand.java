package io.fullcircle.pipelines.cli;

import io.fullcircle.pipelines.ledger.Forgetting.Forgotten;
import io.fullcircle.pipelines.ledger.Ledger;
import io.fullcircle.pipelines.ledger.LetterFilter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code fullcircle forget CUSTOMER}: removes what the ledger knows of a person. */
@Command(
        name = "forget",
        description = {
            "Removes what the ledger knows of a customer: key, message ids, reasons that name it, refused calls.",
            "Rows stay, so that counts add up; whose they were is gone. Open dead letters are discarded.",
            "Without --yes it only says how much that would be. What was exported or delivered is elsewhere."
        })
final class ForgetCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private LedgerOption ledgers;

    @Parameters(paramLabel = "CUSTOMER", description = "The key, as `why` takes it; several columns are written a,b.")
    private String key;

    @Option(names = "--pipeline", paramLabel = "PIPELINE", description = "In this pipeline only, instead of in all.")
    private String pipeline;

    @Option(names = "--yes", description = "Do it.")
    private boolean yes;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        return ledgers.with(ledger -> {
            Optional<String> asked = Optional.ofNullable(pipeline).map(name -> LedgerOption.known(ledger, name));
            List<String> pipelines =
                    asked.map(List::of).orElseGet(() -> ledger.runs().pipelines());
            warn(ledger, pipelines);
            print(yes ? ledger.forgetting().forget(asked, key) : known(ledger, pipelines));
            return ExitCode.DELIVERED;
        });
    }

    private void warn(Ledger ledger, List<String> pipelines) {
        pipelines.forEach(name -> ledger.locks()
                .holder(name)
                .ifPresent(holder -> spec.commandLine()
                        .getErr()
                        .println(name + " is being carried out by " + holder
                                + ": what it records from now on isn't forgotten. Forget again at its end.")));
    }

    /** What there is to be forgotten. */
    private Forgotten known(Ledger ledger, List<String> pipelines) {
        long receipts = 0;
        long letters = 0;
        for (String name : pipelines) {
            receipts += ledger.receipts().findByKey(name, key).size();
            letters += ledger.deadLetters().count(LetterFilter.open(name).withKey(key));
        }
        return new Forgotten(receipts, letters);
    }

    private void print(Forgotten amount) {
        var out = spec.commandLine().getOut();
        if (json) {
            var members = new LinkedHashMap<String, Object>();
            members.put("key", key);
            members.put("forgotten", yes);
            members.put("receipts", amount.receipts());
            members.put("dead_letters", amount.letters());
            out.println(JsonMapper.shared().writeValueAsString(members));
            return;
        }
        String what =
                Words.count(amount.receipts(), "receipt") + " and " + Words.count(amount.letters(), "open dead letter");
        out.println((yes ? "forgotten: " : "would be forgotten: ") + what);
        if (!yes) {
            spec.commandLine().getErr().println("nothing was changed; --yes does it");
        }
    }
}
