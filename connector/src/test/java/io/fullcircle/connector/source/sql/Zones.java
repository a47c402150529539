package io.fullcircle.connector.source.sql;

import java.util.List;
import java.util.TimeZone;
import java.util.function.Consumer;

/** Runs the same claim in JVMs' zones that have fooled drivers: gaps and overlaps, far east, far west. */
public final class Zones {
    private static final List<String> ZONES =
            List.of("UTC", "America/New_York", "Europe/Berlin", "Asia/Tokyo", "Pacific/Apia");

    private Zones() {}

    public static void each(Consumer<String> claim) {
        TimeZone before = TimeZone.getDefault();
        try {
            for (String zone : ZONES) {
                TimeZone.setDefault(TimeZone.getTimeZone(zone));
                claim.accept(zone);
            }
        } finally {
            TimeZone.setDefault(before);
        }
    }
}
