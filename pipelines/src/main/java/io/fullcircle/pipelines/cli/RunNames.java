package io.fullcircle.pipelines.cli;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.pipelines.ledger.Ledger;
import io.fullcircle.pipelines.ledger.Run;
import io.fullcircle.pipelines.ledger.RunFilter;
import java.util.List;
import java.util.Optional;

/** Finds the run that somebody means: its id or a beginning of it that no other has, a pipeline's newest, the newest. */
final class RunNames {
    static final String HELP = "The run: its id, the beginning of one, a pipeline's name for its newest, or latest.";

    private static final String LATEST = "latest";
    private static final int SHOWN = 5;

    private RunNames() {}

    static Run find(Ledger ledger, String name) {
        Optional<Run> found = ledger.runs().show(name).or(() -> newest(ledger, name));
        return found.orElseGet(() -> only(ledger.runs().withPrefix(name, SHOWN + 1), name));
    }

    private static Optional<Run> newest(Ledger ledger, String name) {
        RunFilter filter = name.equals(LATEST) ? RunFilter.newest(1) : RunFilter.of(name, 1);
        return ledger.runs().list(filter).stream().findFirst();
    }

    private static Run only(List<Run> candidates, String name) {
        if (candidates.isEmpty()) {
            throw new ConfigurationException(
                    "the ledger has no run " + name, "`fullcircle runs` lists them; the beginning of an id is enough");
        }
        if (candidates.size() > 1) {
            String some = String.join(
                    ", ", candidates.stream().limit(SHOWN).map(Run::id).toList());
            throw new ConfigurationException(
                    "several runs begin with " + name + ": " + some + (candidates.size() > SHOWN ? ", …" : ""),
                    "write more of the id");
        }
        return candidates.get(0);
    }
}
