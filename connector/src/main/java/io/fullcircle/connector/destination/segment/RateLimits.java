package io.fullcircle.connector.destination.segment;

import io.fullcircle.connector.base.Secret;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One allowance per write key and rate in this process, shared by every pipeline that uses the key. Any thread.
 *
 * <p>Permits come back in steps of one full batch, so a batch never asks for more than a step holds, and a second never
 * sees more than the rate and one batch.
 */
final class RateLimits {
    private static final Map<Allowance, RateLimiter> LIMITERS = new ConcurrentHashMap<>();

    private record Allowance(Secret writeKey, int messagesPerSecond, int step) {}

    private RateLimits() {}

    /** The limiter for these settings; empty when there is no limit. */
    static Optional<RateLimiter> of(SegmentSettings settings) {
        if (settings.delivery().messagesPerSecond().isEmpty()) {
            return Optional.empty();
        }
        int rate = settings.delivery().messagesPerSecond().getAsInt();
        var allowance =
                new Allowance(settings.writeKey(), rate, settings.queue().flushAt());
        return Optional.of(LIMITERS.computeIfAbsent(allowance, RateLimits::limiter));
    }

    private static RateLimiter limiter(Allowance allowance) {
        var config = RateLimiterConfig.custom()
                .limitForPeriod(allowance.step())
                .limitRefreshPeriod(Duration.ofNanos(1_000_000_000L * allowance.step() / allowance.messagesPerSecond()))
                .timeoutDuration(Duration.ofDays(1))
                .build();
        return RateLimiter.of("messages", config);
    }
}
