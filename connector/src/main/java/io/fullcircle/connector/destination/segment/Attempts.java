package io.fullcircle.connector.destination.segment;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries a request until it has an answer that counts, under one rate limit, one circuit breaker and a budget of
 * attempts and time per request. Shared by the sender threads of one destination.
 *
 * <p>Waits grow from {@value #FIRST_WAIT_MS} ms by doubling, up to {@value #LONGEST_WAIT_MS} ms, each shifted at random
 * by half: with the default of 10 retries a destination has about a minute to come back. A {@code Retry-After} is
 * obeyed where it asks for more. The circuit opens when half of the last 10 attempts got no useful answer, and lets one
 * through after {@value #OPEN_FOR_MS} ms; an attempt that it refuses counts as one.
 */
final class Attempts {
    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

    private static final int FIRST_WAIT_MS = 500;
    private static final int LONGEST_WAIT_MS = 10_000;
    private static final int OPEN_FOR_MS = 2_000;
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Retry retry;
    private final CircuitBreaker circuit;
    private final Optional<RateLimits.Allowance> rate;
    private final Duration retryFor;
    private final Pause pause;
    private final String destination;
    private long lastWarning;

    Attempts(SegmentSettings settings, Pause pause) {
        this.retry = Retry.of("batch", retryConfig(settings.delivery().retries()));
        this.circuit = CircuitBreaker.of("destination", circuitConfig(pause));
        this.rate = RateLimits.of(settings);
        this.retryFor = settings.delivery().retryFor();
        this.pause = pause;
        this.destination = settings.endpoint().toString();
        this.lastWarning = pause.nanoTime() - QUIET_NANOS;
    }

    private static RetryConfig retryConfig(int retries) {
        var backoff = IntervalFunction.ofExponentialRandomBackoff(
                Duration.ofMillis(FIRST_WAIT_MS), 2, 0.5, Duration.ofMillis(LONGEST_WAIT_MS));
        return RetryConfig.<Attempt>custom()
                .maxAttempts(retries + 1)
                .retryOnResult(Attempt::later)
                .intervalBiFunction((attempt, outcome) -> Math.max(backoff.apply(attempt), wished(outcome)))
                .build();
    }

    private static long wished(Either<Throwable, Attempt> outcome) {
        if (outcome.isRight() && outcome.get() instanceof Attempt.Answered answered) {
            return answered.retryAfter().map(Duration::toMillis).orElse(0L);
        }
        return 0;
    }

    /** Its time is that of the waits: it stays open as long as they take, whatever happens to the machine's clock. */
    private static CircuitBreakerConfig circuitConfig(Pause pause) {
        return CircuitBreakerConfig.custom()
                .clock(new PauseClock(pause))
                .currentTimestampFunction(clock -> pause.nanoTime(), TimeUnit.NANOSECONDS)
                .slidingWindowSize(10)
                .minimumNumberOfCalls(10)
                .failureRateThreshold(50)
                .waitDurationInOpenState(Duration.ofMillis(OPEN_FOR_MS))
                .permittedNumberOfCallsInHalfOpenState(1)
                .build();
    }

    /**
     * The last attempt: an answer that counts, or what the budget ended with.
     *
     * @param count attempts made
     * @param doubt whether one of them was sent and never answered, so that the server may have taken its messages
     * @param stopped whether delivery stopped meanwhile
     */
    record Outcome(Attempt last, int count, boolean doubt, boolean stopped) {}

    /**
     * @param messages how many messages the request carries, for the rate limit
     * @param request makes one attempt
     */
    Outcome carryOut(int messages, Supplier<Attempt> request) {
        Retry.AsyncContext<Attempt> budget = retry.asyncContext();
        long start = pause.nanoTime();
        boolean doubt = false;
        for (int count = 1; ; count++) {
            long allowed = pause.nanoTime();
            boolean open = !circuit.tryAcquirePermission();
            if (!open && !awaitAllowance(messages)) {
                circuit.releasePermission();
                return new Outcome(new Attempt.NotTried(), count, doubt, true);
            }
            // What the rate limit takes is no part of the time in which the destination has to answer.
            start += pause.nanoTime() - allowed;
            Attempt attempt = open ? new Attempt.NotTried() : attempt(request);
            boolean known =
                    attempt instanceof Attempt.Answered answered && Verdict.of(answered.status()) == Verdict.ACCEPTED;
            doubt = !known && (doubt || attempt instanceof Attempt.Unanswered unanswered && unanswered.sent());
            if (!attempt.later()) {
                budget.onComplete();
                return new Outcome(attempt, count, doubt, false);
            }
            long waitMs = budget.onResult(attempt);
            long leftMs = retryFor.minusNanos(pause.nanoTime() - start).toMillis();
            if (waitMs < 0 || leftMs <= 0 || wished(Either.right(attempt)) > leftMs) {
                return new Outcome(attempt, count, doubt, false);
            }
            // A wait of ours is cut at the end of the budget: the last attempt is made then, and not long before.
            waitMs = Math.min(waitMs, leftMs);
            warn(attempt, count, waitMs);
            if (!pause.await(TimeUnit.MILLISECONDS.toNanos(waitMs))) {
                return new Outcome(attempt, count, doubt, true);
            }
        }
    }

    private boolean awaitAllowance(int messages) {
        return rate.isEmpty() || pause.await(rate.get().reserve(messages));
    }

    private Attempt attempt(Supplier<Attempt> request) {
        long start = circuit.getCurrentTimestamp();
        Attempt attempt = request.get();
        long duration = circuit.getCurrentTimestamp() - start;
        if (attempt.later()) {
            circuit.onError(duration, circuit.getTimestampUnit(), new IllegalStateException(attempt.inWords()));
        } else {
            circuit.onSuccess(duration, circuit.getTimestampUnit());
        }
        return attempt;
    }

    /** Tells that something is the matter, once in a while. */
    private synchronized void warn(Attempt attempt, int count, long waitMs) {
        if (pause.nanoTime() - lastWarning < QUIET_NANOS) {
            return;
        }
        lastWarning = pause.nanoTime();
        LOG.warn(
                "{} did not take a batch (attempt {} of {}): {}; trying again in {} ms",
                destination,
                count,
                retry.getRetryConfig().getMaxAttempts(),
                attempt.inWords(),
                waitMs);
    }
}
