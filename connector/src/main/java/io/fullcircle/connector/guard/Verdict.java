package io.fullcircle.connector.guard;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the rules say of a run.
 *
 * @param checks one for each rule, in the order of the settings
 */
public record Verdict(List<Check> checks) {
    /** Nothing was judged. */
    public static final Verdict NONE = new Verdict(List.of());

    public Verdict {
        checks = List.copyOf(checks);
    }

    /** What became of a rule; the later the worse. */
    public enum Outcome {
        /** It couldn't be judged, for want of something to compare with. */
        SKIPPED,
        PASSED,
        /** Broken, and the run goes on. */
        WARNED,
        /** Broken, and the run waits for a person. */
        HELD,
        /** Broken, and the run has failed. */
        FAILED;

        static Outcome of(Then then) {
            return switch (then) {
                case WARN -> WARNED;
                case HOLD -> HELD;
                case FAIL -> FAILED;
            };
        }
    }

    /**
     * One rule.
     *
     * @param rule as the settings name it: {@code rows.max_change}, {@code score.shift}
     * @param numbers what was measured and what is allowed, by name, in the order told; numbers only
     * @param words the same for people, every number beside its threshold
     */
    public record Check(String rule, Outcome outcome, Map<String, Number> numbers, String words) {
        public Check {
            numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
        }
    }

    /** The worst outcome; passed when there are no rules. */
    public Outcome outcome() {
        return checks.stream()
                .map(Check::outcome)
                .filter(outcome -> outcome != Outcome.SKIPPED)
                .max(Comparator.naturalOrder())
                .orElse(Outcome.PASSED);
    }

    /** Whether nothing is to be sent. */
    public boolean stops() {
        return outcome().compareTo(Outcome.HELD) >= 0;
    }

    public List<Check> with(Outcome outcome) {
        return checks.stream().filter(check -> check.outcome() == outcome).toList();
    }

    /** Both verdicts, as one. */
    public Verdict and(Verdict other) {
        return new Verdict(
                Stream.concat(checks.stream(), other.checks().stream()).toList());
    }
}
