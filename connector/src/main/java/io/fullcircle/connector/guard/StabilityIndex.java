package io.fullcircle.connector.guard;

import java.util.List;
import java.util.stream.LongStream;

/**
 * The population stability index: how far a distribution has moved from another, over common bins,
 *
 * <pre>PSI = sum over the bins of (now - before) * ln(now / before)</pre>
 *
 * <p>with each run's share of values in the bin (Lewis, <i>An Introduction to Credit Scoring</i>, 1994; Siddiqi, <i>Credit
 * Risk Scorecards</i>, 2006, whose bounds are usual: below 0.1 stable, to 0.25 moderately, above it considerably shifted).
 * It is 0 where nothing moved, and grows without bound; a share of less than {@link #FLOOR} counts as that, so that a bin
 * which only one of the two runs uses makes a large number and not an infinite one.
 *
 * <p>Without any move it isn't 0 but about (bins - 1) * (1/now + 1/before), a chi-squared variable over the numbers of
 * values (Yurdakul and Naranjo, <i>Statistical properties of the population stability index</i>, 2020): for ten bins and
 * 1,000 values each 0.018, one time in a thousand above 0.056; for 100 values each 0.18, a shift by any bound.
 */
final class StabilityIndex {
    /** Fewer values than this say too little, on either side. */
    static final long FEWEST = 1_000;

    /** A tenth of what one value in 1,000 has: an empty bin that gets its first value moves the index by 0.002. */
    static final double FLOOR = 0.0001;

    private StabilityIndex() {}

    /**
     * @param before the bins' shares in the earlier run
     * @param now the bins' numbers of values in this run; not all 0
     */
    static double of(List<Double> before, long[] now) {
        double all = LongStream.of(now).sum();
        double index = 0;
        for (int bin = 0; bin < now.length; bin++) {
            double was = Math.max(before.get(bin), FLOOR);
            double is = Math.max(now[bin] / all, FLOOR);
            index += (is - was) * Math.log(is / was);
        }
        return index;
    }
}
