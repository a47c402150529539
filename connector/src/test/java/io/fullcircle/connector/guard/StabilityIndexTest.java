package io.fullcircle.connector.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StabilityIndexTest {
    /** By hand: (0.6 - 0.5) ln(0.6 / 0.5) + (0.4 - 0.5) ln(0.4 / 0.5) = 0.018232 + 0.022314. */
    @Test
    void isWhatTheFormulaSays() {
        assertThat(StabilityIndex.of(List.of(0.5, 0.5), new long[] {600, 400})).isCloseTo(0.040547, within(1e-6));
    }

    @Test
    void isZeroWhereNothingMoved() {
        assertThat(StabilityIndex.of(List.of(0.25, 0.75, 0.0), new long[] {250, 750, 0}))
                .isZero();
    }

    @Test
    void isLargeButFiniteWhereABinIsEmpty() {
        assertThat(StabilityIndex.of(List.of(0.0, 1.0), new long[] {1000, 0})).isBetween(15.0, 20.0);
    }

    @Property(tries = 500)
    void isNeverNegativeAndAlwaysFinite(
            @ForAll @Size(5) List<@LongRange(max = 1000) Long> before,
            @ForAll @Size(5) List<@LongRange(max = 1000) Long> now) {
        double all = Math.max(1, before.stream().mapToLong(Long::longValue).sum());
        var shares = before.stream().map(count -> count / all).toList();
        var counts = LongStream.concat(
                        LongStream.of(now.get(0) + 1), now.stream().skip(1).mapToLong(Long::longValue))
                .toArray();
        assertThat(StabilityIndex.of(shares, counts)).isFinite().isNotNegative();
    }

    /** Between n and n values of the same distribution it is chi-squared with 9 degrees of freedom, times 2 / n. */
    @Test
    void isNoiseOfTheSizeThatItsSourceGives() {
        var random = new SplittableRandom(7);
        int values = 1_000;
        int runs = 400;
        double sum = 0;
        int over = 0;
        for (int run = 0; run < runs; run++) {
            long[] before = new long[10];
            long[] now = new long[10];
            for (int i = 0; i < values; i++) {
                before[random.nextInt(10)]++;
                now[random.nextInt(10)]++;
            }
            var shares = LongStream.of(before)
                    .mapToObj(count -> count / (double) values)
                    .toList();
            double index = StabilityIndex.of(shares, now);
            sum += index;
            over += index > 0.1 ? 1 : 0;
        }
        assertThat(sum / runs).isCloseTo(0.018, within(0.002));
        assertThat(over).isZero();
    }
}
