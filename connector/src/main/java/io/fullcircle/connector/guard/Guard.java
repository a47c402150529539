package io.fullcircle.connector.guard;

import io.fullcircle.connector.guard.Profile.Comparison;
import io.fullcircle.connector.guard.Verdict.Check;
import io.fullcircle.connector.guard.Verdict.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges a run by its profile, before anything of it is sent. What there is nothing to compare with is skipped, and that
 * is said.
 */
public final class Guard {
    private final Rules rules;
    private final Profile now;
    private final Optional<Profile> before;
    private final boolean whole;
    private final List<Check> checks = new ArrayList<>();

    private Guard(Rules rules, Profile now, Optional<Profile> before, boolean whole) {
        this.rules = rules;
        this.now = now;
        this.before = before;
        this.whole = whole;
    }

    /**
     * @param now the profile of the run
     * @param before the profile of the last accepted run
     * @param whole whether all rows were read; of a part, numbers of rows say nothing
     */
    public static Verdict judge(Rules rules, Profile now, Optional<Profile> before, boolean whole) {
        var guard = new Guard(rules, now, before, whole);
        rules.rows().ifPresent(guard::rows);
        rules.changed().ifPresent(guard::changed);
        rules.removed().ifPresent(guard::removed);
        rules.properties().forEach((name, rule) -> guard.property(name, rule));
        return new Verdict(guard.checks);
    }

    private void rows(Rules.RowCount rule) {
        if (!whole) {
            skip("rows", "rows: not all of them were read");
            return;
        }
        String read = Figures.count(now.read(), "row") + " read";
        rule.min()
                .ifPresent(min -> check(
                        "rows.min",
                        now.read() < min,
                        rule.then(),
                        numbers("rows", now.read(), "min", min),
                        "rows: " + read + "; " + Figures.count(min) + " at least"));
        rule.max()
                .ifPresent(max -> check(
                        "rows.max",
                        now.read() > max,
                        rule.then(),
                        numbers("rows", now.read(), "max", max),
                        "rows: " + read + "; " + Figures.count(max) + " at most"));
        rule.maxChange().ifPresent(most -> rowsChanged(most, rule.then()));
    }

    /** The change is a share of the rows before; of no rows there is no share. */
    private void rowsChanged(double most, Then then) {
        long then0 = before.map(Profile::read).orElse(0L);
        if (then0 == 0) {
            skip(
                    "rows.max_change",
                    "rows: "
                            + (before.isEmpty()
                                    ? "there is no accepted run to compare their number with"
                                    : "the last accepted run had none, so there is no change to measure"));
            return;
        }
        double change = Math.abs(now.read() - then0) / (double) then0;
        String more = now.read() == then0 ? "as many as" : now.read() > then0 ? "more than" : "fewer than";
        check(
                "rows.max_change",
                change > most,
                then,
                numbers("rows", now.read(), "before", then0, "change", change, "max_change", most),
                "rows: " + Figures.count(now.read()) + " read, "
                        + (now.read() == then0 ? "" : Figures.share(change) + " ") + more + " the "
                        + Figures.count(then0) + " of the last accepted run; " + Figures.share(most) + " at most");
    }

    private void changed(Rules.Share rule) {
        Optional<Comparison> comparison = comparison("changed");
        if (comparison.isEmpty()) {
            return;
        }
        long moved = comparison.get().added() + comparison.get().changed();
        double share = share(moved, now.read());
        check(
                "changed",
                share > rule.max(),
                rule.then(),
                numbers(
                        "added", comparison.get().added(),
                        "changed", comparison.get().changed(),
                        "rows", now.read(),
                        "share", share,
                        "max", rule.max()),
                "changed: " + Figures.share(share) + " of " + Figures.count(now.read(), "row") + " read are added ("
                        + Figures.count(comparison.get().added()) + ") or changed ("
                        + Figures.count(comparison.get().changed()) + "); " + Figures.share(rule.max()) + " at most");
    }

    private void removed(Rules.Share rule) {
        Optional<Comparison> comparison = comparison("removed");
        if (comparison.isEmpty()) {
            return;
        }
        long gone = comparison.get().removed();
        long known = comparison.get().known();
        double share = share(gone, known);
        check(
                "removed",
                share > rule.max(),
                rule.then(),
                numbers("removed", gone, "known", known, "share", share, "max", rule.max()),
                "removed: " + Figures.count(gone) + " of " + Figures.count(known, "key") + " known before are gone, "
                        + Figures.share(share) + "; " + Figures.share(rule.max()) + " at most");
    }

    /** Of the first scan everything is new, and that is no change. */
    private Optional<Comparison> comparison(String rule) {
        if (!whole) {
            skip(rule, rule + ": not all rows were read");
            return Optional.empty();
        }
        Optional<Comparison> known = now.comparison().filter(comparison -> comparison.known() > 0);
        if (known.isEmpty()) {
            skip(rule, rule + ": nothing was accepted before to compare with");
        }
        return known;
    }

    private void property(String name, Rules.Property rule) {
        PropertyProfile values = now.properties().get(name);
        rule.between().ifPresent(range -> between(name, rule, range, values));
        rule.nulls().ifPresent(most -> nulls(name, rule, most, values));
        rule.shift().ifPresent(bounds -> shift(name, rule, bounds, values));
    }

    private void between(String name, Rules.Property rule, Rules.Range range, PropertyProfile values) {
        var numbers = numbers("from", range.from(), "to", range.to(), "outside", values.outside());
        values.range().ifPresent(real -> numbers.putAll(numbers("least", real.from(), "greatest", real.to())));
        check(
                name + ".between",
                values.outside() > 0,
                rule.then(),
                numbers,
                name + ": "
                        + values.range()
                                .map(real -> "from " + Figures.number(real.from()) + " to "
                                        + Figures.number(real.to()) + ", "
                                        + Figures.count(values.outside(), "value") + " outside of ")
                                .orElse("no value, ")
                        + Figures.number(range.from()) + " to " + Figures.number(range.to()));
    }

    private void nulls(String name, Rules.Property rule, double most, PropertyProfile values) {
        double share = share(values.missing(), values.calls());
        check(
                name + ".nulls",
                share > most,
                rule.then(),
                numbers(
                        "nulls", values.nulls(),
                        "not_finite", values.notFinite(),
                        "calls", values.calls(),
                        "share", share,
                        "max", most),
                name + ": " + Figures.share(share) + " of " + Figures.count(values.calls(), "call")
                        + " have no value (" + Figures.count(values.nulls()) + " null, "
                        + Figures.count(values.notFinite()) + " NaN or infinite); " + Figures.share(most)
                        + " at most");
    }

    private void shift(String name, Rules.Property rule, Rules.Shift bounds, PropertyProfile values) {
        String id = name + ".shift";
        Optional<PropertyProfile> earlier =
                before.map(profile -> profile.properties().get(name));
        if (earlier.isEmpty()) {
            skip(id, name + ": there is no accepted run to measure a shift from");
            return;
        }
        if (values.shift().isEmpty()) {
            tooFew(id, name, earlier.get().numbers(), values);
            return;
        }
        double index = values.shift().getAsDouble();
        boolean held = bounds.hold().isPresent() && index > bounds.hold().getAsDouble();
        boolean warned = bounds.warn().isPresent() && index > bounds.warn().getAsDouble();
        var numbers = numbers("psi", index);
        bounds.warn().ifPresent(warn -> numbers.put("warn", warn));
        bounds.hold().ifPresent(hold -> numbers.put("hold", hold));
        var words = new StringBuilder(name + ": the population stability index is " + Figures.number(index));
        values.mean()
                .ifPresent(mean -> earlier.get()
                        .mean()
                        .ifPresent(was -> words.append(", the mean ")
                                .append(Figures.number(mean))
                                .append(" after ")
                                .append(Figures.number(was))));
        bounds.warn().ifPresent(warn -> words.append("; a warning above ").append(Figures.number(warn)));
        bounds.hold()
                .ifPresent(hold -> words.append("; ")
                        .append(verb(rule.then()))
                        .append(" above ")
                        .append(Figures.number(hold)));
        checks.add(new Check(
                id,
                held ? Outcome.of(rule.then()) : warned ? Outcome.WARNED : Outcome.PASSED,
                numbers,
                words.toString()));
    }

    private static String verb(Then then) {
        return switch (then) {
            case WARN -> "a warning";
            case HOLD -> "held";
            case FAIL -> "failed";
        };
    }

    /** Too few of many isn't noise: the values are missing, and no index shows that. */
    private void tooFew(String id, String name, long earlier, PropertyProfile values) {
        boolean missing = earlier >= StabilityIndex.FEWEST && values.calls() >= StabilityIndex.FEWEST;
        checks.add(new Check(
                id,
                missing ? Outcome.WARNED : Outcome.SKIPPED,
                numbers("numbers", values.numbers(), "before", earlier, "fewest", StabilityIndex.FEWEST),
                name + ": " + Figures.count(values.numbers(), "number") + " now, " + Figures.count(earlier)
                        + " in the last accepted run; a shift can't be told from noise with fewer than "
                        + Figures.count(StabilityIndex.FEWEST)));
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : part / (double) whole;
    }

    private void skip(String rule, String words) {
        checks.add(new Check(rule, Outcome.SKIPPED, Map.of(), words));
    }

    private void check(String rule, boolean broken, Then then, Map<String, Number> numbers, String words) {
        checks.add(new Check(rule, broken ? Outcome.of(then) : Outcome.PASSED, numbers, words));
    }

    private static Map<String, Number> numbers(Object... namesAndNumbers) {
        var numbers = new LinkedHashMap<String, Number>();
        for (int i = 0; i < namesAndNumbers.length; i += 2) {
            numbers.put((String) namesAndNumbers[i], (Number) namesAndNumbers[i + 1]);
        }
        return numbers;
    }
}
