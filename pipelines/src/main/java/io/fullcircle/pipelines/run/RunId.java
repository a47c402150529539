package io.fullcircle.pipelines.run;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ThreadLocalRandom;

/** Names of runs: when it began, so that they sort, and four digits that tell runs of one second apart. */
final class RunId {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

    private RunId() {}

    /** {@code 20261121T061500Z-3fa9} */
    static String at(Instant start) {
        return FORM.format(start) + "Z-"
                + String.format("%04x", ThreadLocalRandom.current().nextInt(1 << 16));
    }
}
