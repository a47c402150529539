package io.fullcircle.connector.source.snowflake.standin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The server's clock: real time plus what a test has moved it by. Sessions, result URLs, RESULT_SCAN and CURRENT_TIMESTAMP
 * follow it; statement timeouts, slow statements and the expiry of a JWT, whose maker has its own clock, do not. Any thread.
 */
public final class MovedClock {
    private final Clock real = Clock.system(ZoneId.of("UTC"));
    private final AtomicReference<Duration> moved = new AtomicReference<>(Duration.ZERO);

    public Instant now() {
        return real.instant().plus(moved.get());
    }

    public void advance(Duration by) {
        moved.updateAndGet(before -> before.plus(by));
    }
}
