package io.fullcircle.connector.guard;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.source.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.apache.datasketches.quantilescommon.QuantileSearchCriteria;

/**
 * Takes the values of one property, call by call. Memory is one sketch of some 50 KB, whatever the number of calls.
 * Confined to one thread.
 */
final class Gauge {
    /** A rank is exact to 0.14 % then, in 99 of 100 runs: a tenth of what moves the index by 0.001. */
    private static final int SKETCH_SIZE = 2_048;

    private static final double[] RANKS = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9};

    private final String property;
    private final Rules.Property rules;
    private final Optional<Bins.Counter> sameBins;
    private final Optional<Bins> before;
    private final KllDoublesSketch sketch = KllDoublesSketch.newHeapInstance(SKETCH_SIZE);

    private long numbers;
    private long others;
    private long nulls;
    private long notFinite;
    private long outside;
    private double mean;

    /** @param before the bins of the last accepted run, where they hold enough values to be compared with */
    Gauge(String property, Rules.Property rules, Optional<Bins> before) {
        this.property = property;
        this.rules = rules;
        this.before = before;
        this.sameBins = before.map(Bins.Counter::new);
    }

    /** @param value null, a value of one of a cursor's kinds, or NaN for a number that JSON has not */
    void take(Object value) {
        if (value == null) {
            nulls++;
            return;
        }
        if (value instanceof Boolean truth) {
            number(truth ? 1 : 0);
            return;
        }
        if (value instanceof Number number) {
            number(number.doubleValue());
            return;
        }
        if (value instanceof Json json && isNumber(json.text())) {
            number(Double.parseDouble(json.text()));
            return;
        }
        if (rules.needsNumbers()) {
            throw noNumber(value);
        }
        others++;
    }

    /** A decimal of more digits than a double has room for may be infinite here, but then it is out of any range. */
    private void number(double value) {
        if (!Double.isFinite(value)) {
            notFinite++;
            return;
        }
        numbers++;
        mean += (value - mean) / numbers;
        sketch.update(value);
        if (rules.between().isPresent() && !rules.between().get().holds(value)) {
            outside++;
        }
        if (sameBins.isPresent()) {
            sameBins.get().count(value);
        }
    }

    private static boolean isNumber(String json) {
        char first = json.isEmpty() ? ' ' : json.charAt(0);
        return first == '-' || first >= '0' && first <= '9';
    }

    private ConfigurationException noNumber(Object value) {
        String kind = value instanceof String ? "texts" : value instanceof Json ? "JSON" : "times";
        return new ConfigurationException(
                "guard.%s: the property %s holds %s, and `between` and `shift` are rules for numbers"
                        .formatted(property, property, kind),
                "cast it by `properties: {%s: {column: …, as: number}}`, or keep only `nulls` of the rule"
                        .formatted(property));
    }

    PropertyProfile profile() {
        var deciles = numbers == 0
                ? List.<Double>of()
                : DoubleStream.of(sketch.getQuantiles(RANKS, QuantileSearchCriteria.INCLUSIVE))
                        .boxed()
                        .toList();
        return new PropertyProfile(
                numbers,
                others,
                nulls,
                notFinite,
                outside,
                numbers == 0
                        ? Optional.empty()
                        : Optional.of(new Rules.Range(sketch.getMinItem(), sketch.getMaxItem())),
                numbers == 0 ? OptionalDouble.empty() : OptionalDouble.of(mean),
                deciles,
                bins(deciles),
                shift());
    }

    private Optional<Bins> bins(List<Double> deciles) {
        if (deciles.isEmpty()) {
            return Optional.empty();
        }
        List<Double> edges = Bins.edges(deciles);
        double[] splits = edges.stream().mapToDouble(Double::doubleValue).toArray();
        double[] shares = sketch.getPMF(splits, QuantileSearchCriteria.INCLUSIVE);
        return Optional.of(new Bins(edges, Arrays.stream(shares).boxed().toList()));
    }

    private OptionalDouble shift() {
        return sameBins.isPresent() && numbers >= StabilityIndex.FEWEST
                ? OptionalDouble.of(
                        StabilityIndex.of(before.get().shares(), sameBins.get().counts()))
                : OptionalDouble.empty();
    }
}
