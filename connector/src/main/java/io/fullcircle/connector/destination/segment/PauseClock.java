package io.fullcircle.connector.destination.segment;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The time of a {@link Pause} for those who ask a clock. Only differences mean anything. */
final class PauseClock extends Clock {
    private final Pause pause;

    PauseClock(Pause pause) {
        this.pause = pause;
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH.plusNanos(pause.nanoTime());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
