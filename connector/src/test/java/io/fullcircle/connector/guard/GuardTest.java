package io.fullcircle.connector.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.connector.guard.Verdict.Check;
import io.fullcircle.connector.guard.Verdict.Outcome;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class GuardTest {
    @Test
    void passesWhereNoRuleIsWritten() {
        assertThat(judge(Rules.NONE, Profiles.read(0), Optional.empty()).outcome())
                .isEqualTo(Outcome.PASSED);
    }

    @Test
    void holdsTooFewAndTooManyRows() {
        var rules = Profiles.rows(OptionalLong.of(1), OptionalLong.of(10), OptionalDouble.empty());
        assertThat(judge(rules, Profiles.read(0), Optional.empty()).outcome()).isEqualTo(Outcome.HELD);
        assertThat(judge(rules, Profiles.read(1), Optional.empty()).outcome()).isEqualTo(Outcome.PASSED);
        assertThat(judge(rules, Profiles.read(10), Optional.empty()).outcome()).isEqualTo(Outcome.PASSED);
        var verdict = judge(rules, Profiles.read(1_234), Optional.empty());
        assertThat(verdict.with(Outcome.HELD))
                .extracting(Check::words)
                .containsExactly("rows: 1,234 rows read; 10 at most");
    }

    @Test
    void measuresTheChangeAgainstTheRowsBefore() {
        var rules = Profiles.rows(OptionalLong.empty(), OptionalLong.empty(), OptionalDouble.of(0.5));
        var before = Optional.of(Profiles.read(1_000));
        assertThat(judge(rules, Profiles.read(500), before).outcome()).isEqualTo(Outcome.PASSED);
        assertThat(judge(rules, Profiles.read(1_500), before).outcome()).isEqualTo(Outcome.PASSED);
        assertThat(judge(rules, Profiles.read(1_501), before).outcome()).isEqualTo(Outcome.HELD);
        assertThat(words(judge(rules, Profiles.read(480), before)))
                .isEqualTo("rows: 480 read, 52% fewer than the 1,000 of the last accepted run; 50% at most");
        assertThat(words(judge(rules, Profiles.read(1_000), before)))
                .isEqualTo("rows: 1,000 read, as many as the 1,000 of the last accepted run; 50% at most");
    }

    @Test
    void measuresNoChangeAgainstNothing() {
        var rules = Profiles.rows(OptionalLong.empty(), OptionalLong.empty(), OptionalDouble.of(0.5));
        assertThat(judge(rules, Profiles.read(9), Optional.empty()).checks())
                .extracting(Check::outcome)
                .containsExactly(Outcome.SKIPPED);
        assertThat(judge(rules, Profiles.read(9), Optional.of(Profiles.read(0))).checks())
                .extracting(Check::outcome)
                .containsExactly(Outcome.SKIPPED);
    }

    @Test
    void judgesSharesOfAComparison() {
        var rules = shares(0.3, 0.5);
        assertThat(judge(rules, Profiles.compared(1_000, 1_000, 100, 200, 500), Optional.empty())
                        .outcome())
                .isEqualTo(Outcome.PASSED);
        var verdict = judge(rules, Profiles.compared(1_000, 1_000, 101, 200, 501), Optional.empty());
        assertThat(verdict.with(Outcome.HELD))
                .extracting(Check::words)
                .containsExactly(
                        "changed: 30.1% of 1,000 rows read are added (101) or changed (200); 30% at most",
                        "removed: 501 of 1,000 keys known before are gone, 50.1%; 50% at most");
    }

    @Test
    void holdsAnEmptyTableThatWouldRemoveEverything() {
        var verdict = judge(shares(0.3, 0.5), Profiles.compared(0, 1_000, 0, 0, 1_000), Optional.empty());
        assertThat(verdict.with(Outcome.HELD)).extracting(Check::rule).containsExactly("removed");
    }

    @Test
    void judgesNoShareWhereNothingWasKnown() {
        var verdict = judge(shares(0.3, 0.5), Profiles.compared(1_000, 0, 1_000, 0, 0), Optional.empty());
        assertThat(verdict.checks()).extracting(Check::outcome).containsExactly(Outcome.SKIPPED, Outcome.SKIPPED);
        assertThat(judge(shares(0.3, 0.5), Profiles.read(10), Optional.empty()).stops())
                .isFalse();
    }

    @Test
    void judgesNoNumbersOfRowsWhereOnlySomeWereRead() {
        var rules = Profiles.rows(OptionalLong.of(100), OptionalLong.empty(), OptionalDouble.of(0.5));
        var verdict = Guard.judge(rules, Profiles.read(10), Optional.of(Profiles.read(1_000)), false);
        assertThat(verdict.checks()).extracting(Check::outcome).containsOnly(Outcome.SKIPPED);
    }

    @Test
    void holdsValuesOutOfRangeAndMissingOnes() {
        var rule = new Rules.Property(
                Optional.of(new Rules.Range(0, 1)), OptionalDouble.of(0.25), Optional.empty(), Then.HOLD);
        var rules = Profiles.score(rule);
        var good = Profiles.of(rules, Optional.empty(), 0.0, 1.0, 0.5, null);
        assertThat(judge(rules, good, Optional.empty()).outcome()).isEqualTo(Outcome.PASSED);
        var bad = Profiles.of(rules, Optional.empty(), -2L, 1.5, null, Double.NaN);
        assertThat(judge(rules, bad, Optional.empty()).with(Outcome.HELD))
                .extracting(Check::words)
                .containsExactly(
                        "score: from -2 to 1.5, 2 values outside of 0 to 1",
                        "score: 50% of 4 calls have no value (1 null, 1 NaN or infinite); 25% at most");
        var none = Profiles.of(rules, Optional.empty());
        assertThat(judge(rules, none, Optional.empty()).outcome()).isEqualTo(Outcome.PASSED);
    }

    @Test
    void holdsAModelThatReturnsAllZeros() {
        var rules = Profiles.score(Profiles.SHIFT);
        var random = new SplittableRandom(11);
        var before = Optional.of(Profiles.of(rules, Optional.empty(), uniform(random, 5_000)));
        var zeros = Profiles.of(rules, before, DoubleStream.generate(() -> 0).limit(5_000));
        var verdict = judge(rules, zeros, before);
        assertThat(verdict.outcome()).isEqualTo(Outcome.HELD);
        assertThat(words(verdict))
                .startsWith("score: the population stability index is 8.")
                .contains(", the mean 0 after 0.")
                .endsWith("; a warning above 0.1; held above 0.25");
    }

    @Test
    void warnsOfASmallShift() {
        var rules = Profiles.score(Profiles.SHIFT);
        var random = new SplittableRandom(12);
        var before = Optional.of(Profiles.of(rules, Optional.empty(), uniform(random, 20_000)));
        var moved = Profiles.of(rules, before, uniform(random, 20_000).map(value -> Math.pow(value, 1.5)));
        assertThat(judge(rules, moved, before).outcome()).isEqualTo(Outcome.WARNED);
    }

    @Test
    void measuresNoShiftOfFewValues() {
        var rules = Profiles.score(Profiles.SHIFT);
        var random = new SplittableRandom(13);
        var few = Optional.of(Profiles.of(rules, Optional.empty(), uniform(random, 999)));
        var zeros = Profiles.of(rules, few, DoubleStream.generate(() -> 0).limit(5_000));
        var verdict = judge(rules, zeros, few);
        assertThat(verdict.checks()).extracting(Check::outcome).containsExactly(Outcome.SKIPPED);
        assertThat(words(verdict))
                .isEqualTo("score: 5,000 numbers now, 999 in the last accepted run; a shift can't be told from noise"
                        + " with fewer than 1,000");
    }

    @Test
    void warnsWhereTheNumbersThatThereWereAreMissing() {
        var rules = Profiles.score(Profiles.SHIFT);
        var random = new SplittableRandom(14);
        var before = Optional.of(Profiles.of(rules, Optional.empty(), uniform(random, 2_000)));
        var nulls = Profiles.of(rules, before, new Object[2_000]);
        assertThat(judge(rules, nulls, before).outcome()).isEqualTo(Outcome.WARNED);
    }

    @Test
    void doesWhatTheRuleSays() {
        for (Then then : Then.values()) {
            var rules = new Rules(
                    Optional.of(
                            new Rules.RowCount(OptionalLong.of(1), OptionalLong.empty(), OptionalDouble.empty(), then)),
                    Optional.empty(),
                    Optional.empty(),
                    Map.of());
            assertThat(judge(rules, Profiles.read(0), Optional.empty()).outcome())
                    .isEqualTo(Outcome.of(then));
        }
    }

    /** Thirty days of a model that is well: seasons in its mean, and as many customers as there are that day. */
    @Test
    void neverHoldsOrdinaryNoise() {
        var rule = Profiles.property(Optional.of(new Rules.Range(0, 1)), OptionalDouble.of(0.01), 0.1, 0.25);
        var rules = new Rules(
                Optional.of(new Rules.RowCount(
                        OptionalLong.of(1), OptionalLong.empty(), OptionalDouble.of(0.5), Then.HOLD)),
                Optional.empty(),
                Optional.empty(),
                Map.of("score", rule));
        var random = new SplittableRandom(30);
        Optional<Profile> before = Optional.empty();
        for (int day = 0; day < 30; day++) {
            double season = 0.15 * Math.sin(2 * Math.PI * day / 7);
            int customers = 2_000 + random.nextInt(400);
            var scores = DoubleStream.generate(() -> normal(random) - 1 + season)
                    .limit(customers)
                    .map(logit -> 1 / (1 + Math.exp(-logit)))
                    .map(score -> random.nextInt(500) == 0 ? Double.NaN : score);
            var now = Profiles.of(rules, before, scores);
            var verdict = judge(rules, now, before);
            assertThat(verdict.stops()).as("day %d: %s", day, verdict).isFalse();
            before = Optional.of(now);
        }
    }

    private static Rules shares(double changed, double removed) {
        return new Rules(
                Optional.empty(),
                Optional.of(new Rules.Share(changed, Then.HOLD)),
                Optional.of(new Rules.Share(removed, Then.HOLD)),
                Map.of());
    }

    /** The sum of twelve uniform numbers is as good as normal. */
    private static double normal(SplittableRandom random) {
        return uniform(random, 12).sum() - 6;
    }

    private static DoubleStream uniform(SplittableRandom random, int values) {
        return DoubleStream.generate(random::nextDouble).limit(values);
    }

    private static Verdict judge(Rules rules, Profile now, Optional<Profile> before) {
        return Guard.judge(rules, now, before, true);
    }

    private static String words(Verdict verdict) {
        assertThat(verdict.checks()).hasSize(1);
        return verdict.checks().get(0).words();
    }
}
