package io.fullcircle.pipelines.run;

import io.fullcircle.connector.Ending;
import io.fullcircle.connector.Inspection;
import io.fullcircle.connector.Rows;
import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.guard.StoppedByGuard;
import io.fullcircle.connector.guard.Verdict.Check;
import io.fullcircle.connector.guard.Verdict.Outcome;
import io.fullcircle.connector.mapping.Kind;
import io.fullcircle.connector.mapping.Mapped;
import io.fullcircle.pipelines.config.Pipeline;
import io.fullcircle.pipelines.ledger.Ledger;
import io.fullcircle.pipelines.ledger.Profiles;
import io.fullcircle.pipelines.ledger.Run;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between the reading of a guarded run and its sending. The profile is in the ledger before the first message
 * goes: by its digest a person lets a held run through, and a run that takes up one that was let through needs no second
 * word. Confined to the reader's thread.
 */
final class Guarding implements Inspection {
    private static final Logger LOG = LoggerFactory.getLogger(Guarding.class);

    private final Pipeline pipeline;
    private final Ledger ledger;
    private final Optional<Run> resumed;
    private final Approval approval;
    private final boolean whole;
    private final Judging judging;
    private final Optional<Profiles.Stored> held;
    private Run run;
    private Optional<Judgement> judgement = Optional.empty();

    private Guarding(Pipeline pipeline, Ledger ledger, Optional<Run> resumed, Approval approval, boolean whole) {
        this.pipeline = pipeline;
        this.ledger = ledger;
        this.resumed = resumed;
        this.approval = approval;
        this.whole = whole;
        this.judging = new Judging(pipeline, ledger, whole);
        this.held = lettable();
    }

    /**
     * @param resumed the interrupted run that is taken up
     * @param whole whether all rows are going to be read
     * @return empty where nothing is to be judged: the run needn't be staged
     * @throws ConfigurationException when a hold is accepted that there isn't
     */
    static Optional<Guarding> of(
            Pipeline pipeline, Ledger ledger, Optional<Run> resumed, Approval approval, boolean whole) {
        boolean needed = !pipeline.guard().isEmpty() || approval.planned().isPresent() || approval.acceptHold();
        return needed ? Optional.of(new Guarding(pipeline, ledger, resumed, approval, whole)) : Optional.empty();
    }

    /** Tells which run it is whose rows it is going to see. */
    void begin(Run begun) {
        run = begun;
    }

    /** What may go although it breaks rules: what was held last, if that is accepted now or was before. */
    private Optional<Profiles.Stored> lettable() {
        Optional<Profiles.Stored> last = ledger.profiles().newest(pipeline.name());
        Optional<Profiles.Stored> letThrough = last.filter(
                        stored -> stored.profile().outcome() == Profiles.Outcome.LET_THROUGH)
                .filter(stored -> isTakenUp(stored.run()));
        if (!approval.acceptHold() || letThrough.isPresent()) {
            return letThrough;
        }
        return Optional.of(last.filter(stored -> stored.profile().outcome() == Profiles.Outcome.HELD)
                .orElseThrow(() -> new ConfigurationException(
                        "there is nothing to accept: no run of " + pipeline.name() + " is held",
                        "run it without --accept-hold")));
    }

    /** Whether it is the run that is resumed, or the one that that had resumed, and so on. */
    private boolean isTakenUp(String id) {
        return Stream.iterate(
                        resumed,
                        Optional::isPresent,
                        one -> one.flatMap(known -> known.start().resumes()).flatMap(ledger.runs()::show))
                .anyMatch(one -> one.get().id().equals(id));
    }

    @Override
    public List<String> properties() {
        return judging.properties();
    }

    @Override
    public void see(Mapped row, Kind kind, Object[] values) {
        judging.see(row, kind, values);
    }

    /** @throws StoppedByGuard when a rule says that the run fails */
    @Override
    public Verdict verdict(Rows rows) {
        Judgement found = judging.judge(rows);
        if (approval.planned().isPresent()) {
            found = found.and(approval.planned().get().compare(found.profile().read(), rows.held()));
        }
        judgement = Optional.of(found);
        log(found, Outcome.SKIPPED);
        log(found, Outcome.WARNED);
        if (found.verdict().outcome() == Outcome.FAILED) {
            throw stopped(found, Outcome.FAILED);
        }
        if (found.verdict().outcome() != Outcome.HELD) {
            return settle(found, Profiles.Outcome.PASSED);
        }
        boolean same = held.isPresent()
                && held.get().profile().digest().equals(found.profile().digest());
        if (!same) {
            return settle(found, Profiles.Outcome.HELD);
        }
        judgement = Optional.of(found.accepted());
        log(found, Outcome.HELD);
        return settle(found, Profiles.Outcome.LET_THROUGH);
    }

    private Verdict settle(Judgement found, Profiles.Outcome outcome) {
        ledger.profiles()
                .save(
                        run,
                        new Profiles.Profile(
                                outcome, whole, found.profile().digest(), ProfileText.write(found.profile())));
        return outcome == Profiles.Outcome.HELD ? Verdict.HOLD : Verdict.GO;
    }

    private void log(Judgement found, Outcome outcome) {
        for (Check check : found.verdict().with(outcome)) {
            switch (outcome) {
                case SKIPPED -> LOG.info("{}: guard: {}: skipped", pipeline.name(), check.words());
                case WARNED -> LOG.warn("{}: guard: {}", pipeline.name(), check.words());
                case HELD -> LOG.warn("{}: guard: {}: let through", pipeline.name(), check.words());
                case PASSED, FAILED -> throw new IllegalArgumentException("nobody has to hear of " + outcome);
            }
        }
    }

    /** What was found; empty as long as not all rows were read. */
    Optional<Judgement> judgement() {
        return judgement;
    }

    /** The ending of a run that was held says why. */
    Ending explained(Ending ending) {
        return ending.state() == Ending.State.HELD
                ? ending.because(stopped(judgement.orElseThrow(), Outcome.HELD))
                : ending;
    }

    private StoppedByGuard stopped(Judgement found, Outcome outcome) {
        var broken = found.verdict().with(outcome).stream().map(Check::words).toList();
        if (outcome == Outcome.FAILED) {
            return new StoppedByGuard(
                    "the guard fails %s: nothing was sent".formatted(pipeline.name()),
                    broken,
                    "mend what the model wrote, or change the rule in %s; what fails can't be let through"
                            .formatted(pipeline.file()));
        }
        String what = "the guard holds %s: nothing was sent".formatted(pipeline.name())
                + held.map(stored -> ", for the rows are not those that run %s was held with".formatted(stored.run()))
                        .orElse("");
        return new StoppedByGuard(
                what,
                broken,
                "look at it with `fullcircle plan %1$s`; let it through with `fullcircle run %1$s --accept-hold`"
                        .formatted(pipeline.file()));
    }
}
