package io.fullcircle.connector.guard;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one property's values were in a run's calls. Numbers are counted as doubles; a boolean counts as 1 or 0.
 *
 * @param numbers values that are numbers or booleans
 * @param others values of other kinds: texts, times, JSON
 * @param nulls calls without a value
 * @param notFinite calls whose value was NaN or infinite, which is sent as null; not among {@code nulls}
 * @param outside numbers outside of the range that the rules allow
 * @param range the least and the greatest number; empty without numbers
 * @param mean empty without numbers
 * @param deciles nine values, each of them one of the numbers, exact to a rank of 0.15 %; empty without numbers
 * @param bins in which the next run is compared with this one; empty without numbers
 * @param shift the index against the run before, empty where the two can't be compared
 */
public record PropertyProfile(
        long numbers,
        long others,
        long nulls,
        long notFinite,
        long outside,
        Optional<Rules.Range> range,
        OptionalDouble mean,
        List<Double> deciles,
        Optional<Bins> bins,
        OptionalDouble shift) {
    public PropertyProfile {
        deciles = List.copyOf(deciles);
    }

    long calls() {
        return numbers + others + nulls + notFinite;
    }

    long missing() {
        return nulls + notFinite;
    }
}
