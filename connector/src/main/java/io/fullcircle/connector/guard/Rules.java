package io.fullcircle.connector.guard;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a run's rows have to be like, as plain data. Shares are 0 to 1.
 *
 * @param rows how many rows are read
 * @param changed the share of rows that are added or changed; judged where there was something before
 * @param removed the share of keys that are gone; judged where there was something before
 * @param properties rules for a property by its name as the calls have it, {@code scores.iphone} where it nests; in the
 *     order written
 */
public record Rules(
        Optional<RowCount> rows, Optional<Share> changed, Optional<Share> removed, Map<String, Property> properties) {
    /** Nothing is judged. */
    public static final Rules NONE = new Rules(Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

    public Rules {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }

    public boolean isEmpty() {
        return equals(NONE);
    }

    /**
     * @param min rows, at least
     * @param max rows, at most
     * @param maxChange the difference to the last accepted run, more or fewer, as a share of that run's rows, at most
     */
    public record RowCount(OptionalLong min, OptionalLong max, OptionalDouble maxChange, Then then) {}

    /** @param max the share, at most */
    public record Share(double max, Then then) {}

    /**
     * What the values of one property have to be like. They are numbers, or booleans, which count as 1 and 0; only
     * {@code nulls} is a rule for values of other kinds, too.
     *
     * @param between where every number lies, both ends included
     * @param nulls the share of calls without a value, at most; NaN and infinity are no values
     * @param shift how far the distribution may move from the last accepted run's
     */
    public record Property(Optional<Range> between, OptionalDouble nulls, Optional<Shift> shift, Then then) {
        /** Whether only numbers can be judged. */
        boolean needsNumbers() {
            return between.isPresent() || shift.isPresent();
        }
    }

    /** @param from not greater than {@code to} */
    public record Range(double from, double to) {
        boolean holds(double value) {
            return from <= value && value <= to;
        }
    }

    /**
     * Bounds of the population stability index, see {@link StabilityIndex}.
     *
     * @param warn above it, the run goes on and that is said
     * @param hold above it, the property's {@link Then} is done
     */
    public record Shift(OptionalDouble warn, OptionalDouble hold) {}
}
