package io.fullcircle.pipelines.config;

import io.fullcircle.connector.base.Nearest;
import io.fullcircle.connector.guard.Rules;
import io.fullcircle.connector.guard.Then;
import io.fullcircle.pipelines.config.file.Findings;
import io.fullcircle.pipelines.config.shape.Place;
import io.fullcircle.pipelines.config.shape.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What {@code guard} says about the rows before they are sent. */
final class GuardPart {
    /** An empty table, or half of one, is more often a broken query than customers who left. */
    private static final Rules.Share REMOVALS = new Rules.Share(0.5, Then.HOLD);

    private static final List<String> OWN = List.of("rows", "changed", "removed", "properties");

    private final Value.Group guard;
    private final Value properties;
    private final boolean compares;

    GuardPart(Value.Group root) {
        this.guard = root.group("guard");
        this.properties = root.group("action").values().get("properties");
        this.compares = root.group("sync")
                .get("mode", String.class)
                .filter("changed"::equals)
                .isPresent();
    }

    void check(Findings findings) {
        checkRows(findings);
        Stream.of("changed", "removed").forEach(name -> checkMode(name, findings));
        guard.group("properties").values().forEach((name, rule) -> {
            if (guard.values().containsKey(name) && !OWN.contains(name)) {
                error(findings, rule.place(), "has its rules in guard." + name + " already", "remove one of the two");
            }
        });
        rules().forEach((name, rule) -> checkProperty(name, rule, findings));
    }

    private void checkRows(Findings findings) {
        Value.Group rows = guard.group("rows");
        Optional<Long> min = rows.get("min", Long.class);
        Optional<Long> max = rows.get("max", Long.class);
        if (min.isPresent() && max.isPresent() && min.get() > max.get()) {
            error(
                    findings,
                    rows.leaf("max").orElseThrow().place(),
                    "is less than min (%d)".formatted(min.get()),
                    "let max be the greater one");
        }
        if (guard.values().containsKey("rows")) {
            checkFilled(rows, List.of("min", "max", "max_change"), findings);
        }
    }

    private void checkMode(String name, Findings findings) {
        if (guard.values().get(name) instanceof Value.Group rule && !compares) {
            error(
                    findings,
                    rule.place(),
                    "needs a comparison with what was sent before",
                    "write `sync: {mode: changed}`, or remove it");
        }
    }

    private void checkProperty(String name, Value.Group rule, Findings findings) {
        checkFilled(rule, List.of("between", "nulls", "shift"), findings);
        checkBetween(rule, findings);
        checkShift(rule, findings);
        checkMapped(name, rule, findings);
    }

    private static void checkFilled(Value.Group rule, List<String> some, Findings findings) {
        if (rule.written().stream().noneMatch(some::contains)) {
            error(findings, rule.place(), "has no rule", "write one of " + String.join(", ", some) + ", or remove it");
        }
    }

    private static void checkBetween(Value.Group rule, Findings findings) {
        if (!(rule.values().get("between") instanceof Value.Series ends)) {
            return;
        }
        String item = ends.place().path() + "[";
        if (findings.sorted().stream().anyMatch(finding -> finding.path().startsWith(item))) {
            return;
        }
        List<Double> numbers = numbers(ends);
        if (numbers.size() != 2) {
            error(findings, ends.place(), "needs two numbers", "write it as `[0, 1]`");
        } else if (numbers.get(0) > numbers.get(1)) {
            error(findings, ends.place(), "has its greater number first", "swap the two");
        }
    }

    private static void checkShift(Value.Group rule, Findings findings) {
        if (!(rule.values().get("shift") instanceof Value.Group shift)) {
            return;
        }
        checkFilled(shift, List.of("warn", "hold"), findings);
        Optional<Double> warn = shift.get("warn", Double.class);
        Optional<Double> hold = shift.get("hold", Double.class);
        if (warn.isPresent() && hold.isPresent() && warn.get() >= hold.get()) {
            error(
                    findings,
                    shift.leaf("warn").orElseThrow().place(),
                    "is not less than hold: it would never be all that is said",
                    "lower warn, or raise hold");
        }
    }

    /** A rule for a property that the calls don't have, or that isn't a number, would never be broken. */
    private void checkMapped(String name, Value.Group rule, Findings findings) {
        if (properties == null || properties instanceof Value.Leaf) {
            return;
        }
        Map<String, Optional<Value>> mapped = mapped();
        if (!mapped.containsKey(name)) {
            String remedy = Nearest.of(name, mapped.keySet())
                    .map(near -> "did you mean " + near + "?")
                    .orElse("name one of action.properties, or add it there");
            error(findings, rule.place(), "there is no property of this name", remedy);
            return;
        }
        if (!(mapped.get(name).orElse(null) instanceof Value.Group content)) {
            return;
        }
        if (content.written().contains("value")) {
            error(findings, rule.place(), "is the same value in every call", "remove the rule");
            return;
        }
        boolean numbers = Stream.of("between", "shift").anyMatch(rule.written()::contains);
        content.get("as", String.class)
                .filter(as -> numbers && !as.equals("number") && !as.equals("boolean"))
                .ifPresent(as -> error(
                        findings,
                        rule.place(),
                        "is cast to %s, and between and shift are rules for numbers".formatted(as),
                        "write `as: number` in action.properties, or keep only nulls"));
    }

    /** The properties by name, with what their block holds where they have one. */
    private Map<String, Optional<Value>> mapped() {
        var mapped = new LinkedHashMap<String, Optional<Value>>();
        if (properties instanceof Value.Series columns) {
            columns.items().forEach(item -> mapped.put((String) ((Value.Leaf) item).value(), Optional.empty()));
        }
        if (properties instanceof Value.Group group) {
            // What has a finding of its own isn't missing.
            group.written().forEach(name -> mapped.put(name, Optional.empty()));
            group.values().forEach((name, value) -> mapped.put(name, Optional.of(value)));
        }
        return mapped;
    }

    /** The properties with rules, wherever they are written. */
    private Map<String, Value.Group> rules() {
        var rules = new LinkedHashMap<String, Value.Group>();
        Stream.of(guard, guard.group("properties"))
                .forEach(group -> group.values().forEach((name, rule) -> {
                    boolean own = group == guard && OWN.contains(name);
                    if (!own && rule instanceof Value.Group block) {
                        rules.putIfAbsent(name, block);
                    }
                }));
        return rules;
    }

    /** The rules, when the file has no errors. */
    Rules build() {
        var byProperty = new LinkedHashMap<String, Rules.Property>();
        rules().forEach((name, rule) -> byProperty.put(name, property(rule)));
        return new Rules(
                guard.values().get("rows") instanceof Value.Group rows ? Optional.of(rows(rows)) : Optional.empty(),
                share("changed"),
                compares ? share("removed").or(() -> Optional.of(REMOVALS)) : Optional.empty(),
                byProperty);
    }

    private static Rules.RowCount rows(Value.Group rows) {
        return new Rules.RowCount(
                whole(rows.get("min", Long.class)),
                whole(rows.get("max", Long.class)),
                decimal(rows.get("max_change", Double.class)),
                then(rows));
    }

    private Optional<Rules.Share> share(String name) {
        return guard.group(name).get("max", Double.class).map(max -> new Rules.Share(max, then(guard.group(name))));
    }

    private static Rules.Property property(Value.Group rule) {
        Optional<Rules.Range> between = rule.values().get("between") instanceof Value.Series ends
                ? Optional.of(
                        new Rules.Range(numbers(ends).get(0), numbers(ends).get(1)))
                : Optional.empty();
        Optional<Rules.Shift> shift = rule.values().get("shift") instanceof Value.Group bounds
                ? Optional.of(new Rules.Shift(
                        decimal(bounds.get("warn", Double.class)), decimal(bounds.get("hold", Double.class))))
                : Optional.empty();
        return new Rules.Property(between, decimal(rule.get("nulls", Double.class)), shift, then(rule));
    }

    private static List<Double> numbers(Value.Series series) {
        var numbers = new ArrayList<Double>();
        series.items().forEach(item -> numbers.add((Double) ((Value.Leaf) item).value()));
        return numbers;
    }

    private static Then then(Value.Group rule) {
        return rule.get("then", String.class)
                .map(word -> Then.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(Then.HOLD);
    }

    private static OptionalLong whole(Optional<Long> number) {
        return number.map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    private static OptionalDouble decimal(Optional<Double> number) {
        return number.map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }

    private static void error(Findings findings, Place place, String problem, String remedy) {
        findings.error(place.mark(), place.path(), problem, remedy);
    }
}
