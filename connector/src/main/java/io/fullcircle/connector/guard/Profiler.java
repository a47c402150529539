package io.fullcircle.connector.guard;

import io.fullcircle.connector.mapping.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Makes the profile of a run, row by row, in constant memory. Confined to one thread.
 *
 * <p>It looks at every row that is a call, also at those that the mode finds unchanged or that an interrupted run has sent
 * already: rules are about what the model says, not about what is left to be sent of it.
 */
public final class Profiler {
    private final Fingerprint fingerprint = new Fingerprint();
    private final List<String> names;
    private final List<Gauge> gauges = new ArrayList<>();
    private long calls;

    /** @param baseline the profile of the last accepted run */
    public Profiler(Rules rules, Optional<Profile> baseline) {
        names = List.copyOf(rules.properties().keySet());
        rules.properties().forEach((name, rule) -> gauges.add(new Gauge(name, rule, bins(name, baseline))));
    }

    private static Optional<Bins> bins(String property, Optional<Profile> baseline) {
        return baseline.map(before -> before.properties().get(property))
                .filter(before -> before.numbers() >= StabilityIndex.FEWEST)
                .flatMap(PropertyProfile::bins);
    }

    /** The properties whose values {@link #take} needs, in this order. */
    public List<String> properties() {
        return names;
    }

    /** Takes a call that is to be sent, or was sent by the interrupted run that this one resumes. */
    public void take(Message call) {
        fingerprint.add(call);
    }

    /**
     * Takes the values of a row that is a call, whether or not it is to be sent.
     *
     * @param values of the {@link #properties()}; NaN for a number that JSON has not and that is sent as null
     * @throws io.fullcircle.connector.base.ConfigurationException when a rule for numbers meets a value of another kind
     */
    public void take(Object[] values) {
        calls++;
        for (int i = 0; i < values.length; i++) {
            gauges.get(i).take(values[i]);
        }
    }

    /**
     * The profile of all calls taken.
     *
     * @param read rows read, invalid ones included
     */
    public Profile profile(long read, Optional<Profile.Comparison> comparison) {
        var properties = new LinkedHashMap<String, PropertyProfile>();
        for (int i = 0; i < names.size(); i++) {
            properties.put(names.get(i), gauges.get(i).profile());
        }
        return new Profile(read, calls, fingerprint.digest(), comparison, properties);
    }
}
