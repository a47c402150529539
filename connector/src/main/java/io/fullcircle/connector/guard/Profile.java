package io.fullcircle.connector.guard;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the rows of a run are like, before any of them is sent.
 *
 * @param read rows read; not the keys that are gone
 * @param calls rows that are a call, whether or not it has to be sent
 * @param digest of the calls that have to be, see {@link Fingerprint}
 * @param comparison with what was accepted before; empty in modes that don't compare
 * @param properties the guarded properties, by name
 */
public record Profile(
        long read,
        long calls,
        String digest,
        Optional<Comparison> comparison,
        Map<String, PropertyProfile> properties) {
    public Profile {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }

    /**
     * @param known keys that were accepted before
     * @param added keys that are new
     * @param changed keys whose content is another
     * @param removed keys that are gone
     */
    public record Comparison(long known, long added, long changed, long removed) {}
}
