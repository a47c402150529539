package io.fullcircle.connector.destination.segment;

import io.fullcircle.connector.base.Secret;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One allowance per write key in this process, shared by every pipeline that uses the key; of several rates the lowest
 * holds. Any thread.
 *
 * <p>Permits come one by one, evenly, and none are saved up: a batch waits as long as its messages take at the rate, so
 * there is no burst at the beginning or after a pause.
 */
final class RateLimits {
    private static final Map<Secret, Allowance> ALLOWANCES = new ConcurrentHashMap<>();

    /** Arrivals bunch a little on their way; this much less is asked for, so that a second doesn't see too many. */
    private static final double SHARE = 0.995;

    private RateLimits() {}

    /** The allowance for these settings; empty when there is no limit. */
    static Optional<Allowance> of(SegmentSettings settings) {
        if (settings.delivery().messagesPerSecond().isEmpty()) {
            return Optional.empty();
        }
        int rate = settings.delivery().messagesPerSecond().getAsInt();
        Allowance allowance = ALLOWANCES.computeIfAbsent(settings.writeKey(), key -> new Allowance());
        allowance.lower(rate);
        return Optional.of(allowance);
    }

    /** What may be sent with one write key. */
    static final class Allowance {
        private int lowest = Integer.MAX_VALUE;
        private volatile RateLimiter limiter;

        private synchronized void lower(int rate) {
            if (rate >= lowest) {
                return;
            }
            lowest = rate;
            limiter = RateLimiter.of(
                    "messages",
                    RateLimiterConfig.custom()
                            .limitForPeriod(1)
                            .limitRefreshPeriod(Duration.ofNanos(Math.round(1e9 / (rate * SHARE))))
                            .timeoutDuration(Duration.ofDays(1))
                            .build());
        }

        /** Takes these permits, and gives the nanoseconds to wait before they may be used. */
        long reserve(int messages) {
            return limiter.reservePermission(messages);
        }
    }
}
