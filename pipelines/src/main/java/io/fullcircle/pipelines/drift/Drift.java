package io.fullcircle.pipelines.drift;

import io.fullcircle.connector.guard.PropertyProfile;
import io.fullcircle.pipelines.ledger.Ledger;
import io.fullcircle.pipelines.ledger.Profiles;
import io.fullcircle.pipelines.ledger.Run;
import io.fullcircle.pipelines.run.ProfileText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One property over the runs.
 *
 * @param property its name
 * @param points the runs in which it had numbers, oldest first; at least one
 */
public record Drift(String property, List<Point> points) {
    /** As many runs as a picture shows well. */
    private static final int MOST = 200;

    public Drift {
        points = List.copyOf(points);
    }

    /** The property in one run. */
    public record Point(String run, Instant started, PropertyProfile values) {
        /** @param tenths 1 to 9 */
        double decile(int tenths) {
            return values.deciles().get(tenths - 1);
        }

        double median() {
            return decile(5);
        }
    }

    /**
     * The properties that the guard saw in the run, each over the accepted runs before it, and then the run itself,
     * accepted or not.
     */
    public static List<Drift> upTo(Run run, Ledger ledger) {
        Optional<Profiles.Stored> own = ledger.profiles().of(run);
        if (own.isEmpty()) {
            return List.of();
        }
        var all = new ArrayList<>(ledger.profiles().acceptedUpTo(run, MOST));
        all.removeIf(stored -> stored.run().equals(run.id()));
        all.add(own.get());
        Map<String, List<Point>> points = new LinkedHashMap<>();
        ProfileText.read(own.get().profile().data())
                .properties()
                .keySet()
                .forEach(property -> points.put(property, new ArrayList<>()));
        for (Profiles.Stored stored : all) {
            var profile = ProfileText.read(stored.profile().data());
            points.forEach((property, seen) -> Optional.ofNullable(
                            profile.properties().get(property))
                    .filter(values -> values.numbers() > 0)
                    .ifPresent(values -> seen.add(new Point(stored.run(), stored.started(), values))));
        }
        return points.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> new Drift(entry.getKey(), entry.getValue()))
                .toList();
    }
}
