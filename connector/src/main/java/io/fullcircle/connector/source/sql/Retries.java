package io.fullcircle.connector.source.sql;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * The one policy of asking again: what the dialect knows to be passing is tried three times in all, half a second and
 * then a second and a half later, give or take a half. Nothing is asked again once a row was read.
 */
final class Retries {
    private static final int ATTEMPTS = 3;
    private static final IntervalFunction PAUSES =
            IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(500), 3.0);

    /** Something to try. */
    @FunctionalInterface
    interface Attempt<T> {
        T make() throws SQLException;
    }

    /** What has to be done before the next attempt. */
    @FunctionalInterface
    interface Renewal {
        void make() throws SQLException;
    }

    private Retries() {}

    /** @param wanted asked after a failure: whether there is still anybody who wants it */
    static <T> T call(Dialect dialect, BooleanSupplier wanted, Attempt<T> attempt, Renewal renewal)
            throws SQLException {
        RetryConfig policy = RetryConfig.custom()
                .maxAttempts(ATTEMPTS)
                .intervalFunction(PAUSES)
                .retryOnException(e -> wanted.getAsBoolean() && e instanceof SQLException s && dialect.isPassing(s))
                .build();
        boolean[] again = new boolean[1];
        try {
            return Retry.of("statement", policy).executeCallable(() -> {
                if (again[0]) {
                    renewal.make();
                }
                again[0] = true;
                return attempt.make();
            });
        } catch (SQLException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("an attempt throws nothing else", e);
        }
    }
}
