package io.fullcircle.connector.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.source.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ProfilerTest {
    private static final Rules RULES = Profiles.score(Profiles.SHIFT);

    @Test
    void countsWhatHasNoNumberApart() {
        var score = score(Profiles.of(RULES, Optional.empty(), 0.5, null, Double.NaN, 1L, new BigDecimal("0.25")));
        assertThat(score.numbers()).isEqualTo(3);
        assertThat(score.nulls()).isEqualTo(1);
        assertThat(score.notFinite()).isEqualTo(1);
        assertThat(score.range()).contains(new Rules.Range(0.25, 1));
        assertThat(score.mean().getAsDouble()).isCloseTo(1.75 / 3, within(1e-12));
    }

    @Test
    void takesNumbersInJsonAndTruthsAsNumbers() {
        var score = score(Profiles.of(RULES, Optional.empty(), new Json("-2.5e1", 0), true, false));
        assertThat(score.numbers()).isEqualTo(3);
        assertThat(score.range()).contains(new Rules.Range(-25, 1));
    }

    @Test
    void namesThePropertyThatIsNoNumber() {
        assertThatThrownBy(() -> Profiles.of(RULES, Optional.empty(), 0.5, "high"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("guard.score")
                .hasMessageContaining("texts");
    }

    @Test
    void countsTextsWhereOnlyNullsAreJudged() {
        var nulls = new Rules.Property(Optional.empty(), OptionalDouble.of(0.1), Optional.empty(), Then.HOLD);
        var score = score(Profiles.of(Profiles.score(nulls), Optional.empty(), "high", "low", null));
        assertThat(score.others()).isEqualTo(2);
        assertThat(score.nulls()).isEqualTo(1);
        assertThat(score.bins()).isEmpty();
    }

    @Test
    void binsARunIntoTenths() {
        var random = new SplittableRandom(1);
        var score = score(Profiles.of(
                RULES,
                Optional.empty(),
                DoubleStream.generate(random::nextDouble).limit(200_000)));
        assertThat(score.bins().get().shares())
                .hasSize(10)
                .allSatisfy(share -> assertThat(share).isCloseTo(0.1, within(0.003)));
        assertThat(score.deciles().get(4)).isCloseTo(0.5, within(0.006));
    }

    @Test
    void seesThatAConstantMovedToEitherSide() {
        var before = Profiles.of(
                RULES, Optional.empty(), DoubleStream.generate(() -> 0.5).limit(1_000));
        for (double value : new double[] {0, 0.499, 0.501, 1}) {
            var now = Profiles.of(
                    RULES,
                    Optional.of(before),
                    DoubleStream.generate(() -> value).limit(1_000));
            assertThat(score(now).shift().getAsDouble()).as("%f", value).isGreaterThan(1);
        }
        var same = Profiles.of(
                RULES, Optional.of(before), DoubleStream.generate(() -> 0.5).limit(1_000));
        assertThat(score(same).shift()).hasValue(0);
    }

    @Test
    void seesThatATiedValueBecameRarer() {
        var random = new SplittableRandom(3);
        var before = Profiles.of(RULES, Optional.empty(), mixed(random, 0.6));
        var same = Profiles.of(RULES, Optional.of(before), mixed(random, 0.6));
        var rarer = Profiles.of(RULES, Optional.of(before), mixed(random, 0.2));
        assertThat(score(same).shift().getAsDouble()).isLessThan(0.01);
        assertThat(score(rarer).shift().getAsDouble()).isGreaterThan(0.25);
    }

    /** So many zeros, the rest uniform. */
    private static DoubleStream mixed(SplittableRandom random, double zeros) {
        return DoubleStream.generate(() -> random.nextDouble() < zeros ? 0 : random.nextDouble())
                .limit(10_000);
    }

    @Test
    void hasOneDigestForOneSetOfCallsInAnyOrder() {
        var calls = new ArrayList<String>();
        for (int i = 0; i < 500; i++) {
            calls.add(String.valueOf(i));
        }
        String inOrder = digest(calls, "0");
        Collections.shuffle(calls, new Random(5));
        assertThat(digest(calls, "0")).isEqualTo(inOrder);
        assertThat(digest(calls, "a")).as("of another edition").isEqualTo(inOrder);
        assertThat(digest(calls.subList(1, 500), "0")).isNotEqualTo(inOrder);
        calls.set(7, "another");
        assertThat(digest(calls, "0")).isNotEqualTo(inOrder);
    }

    private static String digest(List<String> contents, String id) {
        var profiler = new Profiler(Rules.NONE, Optional.empty());
        contents.forEach(content -> profiler.take(Profiles.message("k" + content, content, id.repeat(32))));
        return profiler.profile(contents.size(), Optional.empty()).digest();
    }

    @Test
    void tellsRowsApartThatSwapTheirContents() {
        var one = new Profiler(Rules.NONE, Optional.empty());
        one.take(Profiles.message("a", "1"));
        one.take(Profiles.message("b", "2"));
        var other = new Profiler(Rules.NONE, Optional.empty());
        other.take(Profiles.message("a", "2"));
        other.take(Profiles.message("b", "1"));
        assertThat(one.profile(2, Optional.empty()).digest())
                .isNotEqualTo(other.profile(2, Optional.empty()).digest());
    }

    private static PropertyProfile score(Profile profile) {
        return profile.properties().get("score");
    }
}
