package io.fullcircle.pipelines.run;

import io.fullcircle.connector.Rows;
import io.fullcircle.connector.guard.Guard;
import io.fullcircle.connector.guard.Profile;
import io.fullcircle.connector.guard.Profiler;
import io.fullcircle.connector.guard.Rules;
import io.fullcircle.connector.mapping.Invalid;
import io.fullcircle.connector.mapping.Kind;
import io.fullcircle.connector.mapping.Mapped;
import io.fullcircle.connector.mapping.Message;
import io.fullcircle.pipelines.config.Pipeline;
import io.fullcircle.pipelines.ledger.Ledger;
import io.fullcircle.pipelines.ledger.Profiles;
import java.util.List;
import java.util.Optional;

/** Sees the rows of a run, and says what the pipeline's guard finds of them. Writes nothing. Confined to one thread. */
final class Judging {
    private final Rules rules;
    private final Optional<String> baselineRun;
    private final Optional<Profile> baseline;
    private final boolean whole;
    private final Profiler profiler;
    private final long[] kinds = new long[Kind.values().length];

    /** @param whole whether all rows are going to be read */
    Judging(Pipeline pipeline, Ledger ledger, boolean whole) {
        Optional<Profiles.Stored> accepted = ledger.profiles().accepted(pipeline.name());
        this.rules = pipeline.guard();
        this.baselineRun = accepted.map(Profiles.Stored::run);
        this.baseline = accepted.map(stored -> ProfileText.read(stored.profile().data()));
        this.whole = whole;
        this.profiler = new Profiler(rules, baseline);
    }

    List<String> properties() {
        return profiler.properties();
    }

    /** @throws io.fullcircle.connector.base.ConfigurationException when a rule for numbers meets a value of another kind */
    void see(Mapped row, Kind kind, Object[] values) {
        kinds[kind.ordinal()]++;
        if (row instanceof Message call) {
            profiler.take(call);
        }
        if (kind != Kind.REMOVED && !(row instanceof Invalid)) {
            profiler.take(values);
        }
    }

    /** @param rows all rows, where what would be sent counts as held */
    Judgement judge(Rows rows) {
        Profile profile = profiler.profile(rows.read() - count(Kind.REMOVED), comparison());
        return new Judgement(profile, Guard.judge(rules, profile, baseline, whole), baselineRun, false);
    }

    /** Every key that was known is seen again, changed or not, or it is gone. */
    private Optional<Profile.Comparison> comparison() {
        long changed = count(Kind.CHANGED);
        long removed = count(Kind.REMOVED);
        long known = changed + removed + count(Kind.UNCHANGED);
        boolean compared = known + count(Kind.ADDED) > 0;
        return compared
                ? Optional.of(new Profile.Comparison(known, count(Kind.ADDED), changed, removed))
                : Optional.empty();
    }

    private long count(Kind kind) {
        return kinds[kind.ordinal()];
    }
}
