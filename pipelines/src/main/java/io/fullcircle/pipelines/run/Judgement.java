package io.fullcircle.pipelines.run;

import io.fullcircle.connector.guard.Profile;
import io.fullcircle.connector.guard.PropertyProfile;
import io.fullcircle.connector.guard.Verdict;
import io.fullcircle.connector.guard.Verdict.Check;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the guard found of a run.
 *
 * @param profile what its rows are like
 * @param verdict what the rules say of them
 * @param baseline the run that they were compared with
 * @param letThrough whether a person let them through, though they break rules
 */
public record Judgement(Profile profile, Verdict verdict, Optional<String> baseline, boolean letThrough) {
    /** The same, and more rules. */
    Judgement and(Verdict more) {
        return new Judgement(profile, verdict.and(more), baseline, letThrough);
    }

    /** The same, let through by a person. */
    Judgement accepted() {
        return new Judgement(profile, verdict, baseline, true);
    }

    /** As reports show it. */
    public Map<String, Object> members() {
        var members = new LinkedHashMap<String, Object>();
        members.put("verdict", verdict.outcome().name().toLowerCase(Locale.ROOT));
        members.put("let_through", letThrough);
        baseline.ifPresent(run -> members.put("baseline", run));
        members.put("digest", profile.digest());
        members.put("checks", verdict.checks().stream().map(Judgement::check).toList());
        var properties = new LinkedHashMap<String, Object>();
        profile.properties().forEach((name, values) -> properties.put(name, property(values)));
        members.put("properties", properties);
        return members;
    }

    private static Map<String, Object> check(Check check) {
        var members = new LinkedHashMap<String, Object>();
        members.put("rule", check.rule());
        members.put("outcome", check.outcome().name().toLowerCase(Locale.ROOT));
        members.put("numbers", check.numbers());
        members.put("text", check.words());
        return members;
    }

    private static Map<String, Object> property(PropertyProfile values) {
        var members = new LinkedHashMap<String, Object>();
        members.put("numbers", values.numbers());
        members.put("nulls", values.nulls());
        members.put("not_finite", values.notFinite());
        values.range().ifPresent(range -> {
            members.put("min", range.from());
            members.put("max", range.to());
        });
        values.mean().ifPresent(mean -> members.put("mean", mean));
        members.put("deciles", values.deciles());
        values.shift().ifPresent(shift -> members.put("psi", shift));
        return members;
    }
}
