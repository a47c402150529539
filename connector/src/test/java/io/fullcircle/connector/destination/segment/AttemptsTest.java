package io.fullcircle.connector.destination.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.connector.base.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class AttemptsTest {
    private static final Attempt OK = answer(200, null);

    /** Time that passes only by waiting. */
    private static final class MovedTime implements Pause {
        private long now;
        private final List<Duration> waits = new ArrayList<>();
        private long stopAt = Long.MAX_VALUE;

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public boolean await(long nanos) {
            if (nanos > 0) {
                waits.add(Duration.ofNanos(nanos));
            }
            now += nanos;
            return now < stopAt;
        }
    }

    private final MovedTime time = new MovedTime();

    private static Attempt answer(int status, Duration retryAfter) {
        return new Attempt.Answered(status, "", Optional.ofNullable(retryAfter));
    }

    private Attempts attempts(int retries, Duration retryFor) {
        var delivery = new DeliverySettings(OptionalInt.empty(), retries, retryFor, false);
        return new Attempts(settings(delivery), time);
    }

    private static SegmentSettings settings(DeliverySettings delivery) {
        return new SegmentSettings(
                Secret.of(UUID.randomUUID().toString()),
                URI.create("http://127.0.0.1:1"),
                QueueSettings.defaults(),
                delivery);
    }

    private static Attempts.Outcome carryOut(Attempts attempts, IntFunction<Attempt> script) {
        var count = new int[1];
        return attempts.carryOut(100, () -> script.apply(++count[0]));
    }

    @Test
    void triesAgainWithGrowingWaitsUntilItIsTaken() {
        var outcome = carryOut(attempts(10, Duration.ofMinutes(15)), n -> n < 5 ? answer(500, null) : OK);
        assertThat(outcome.last()).isEqualTo(OK);
        assertThat(outcome.count()).isEqualTo(5);
        assertThat(time.waits).hasSize(4);
        for (int n = 0; n < 4; n++) {
            long nominal = 500L << n;
            assertThat(time.waits.get(n).toMillis()).isBetween(nominal / 2, nominal * 3 / 2);
        }
    }

    @Test
    void givesUpAfterTheLastAttempt() {
        var outcome = carryOut(attempts(3, Duration.ofMinutes(15)), n -> answer(503, null));
        assertThat(outcome.count()).isEqualTo(4);
        assertThat(outcome.stopped()).isFalse();
        assertThat(outcome.doubt()).isFalse();
    }

    @Test
    void givesUpWhenTheTimeIsOverBeforeTheAttemptsAre() {
        var outcome = carryOut(attempts(1000, Duration.ofSeconds(30)), n -> answer(503, null));
        // The last attempt is made at the end of the time, not long before.
        assertThat(Duration.ofNanos(time.now)).isBetween(Duration.ofMillis(29_998), Duration.ofSeconds(30));
        assertThat(outcome.count()).isBetween(4, 12);
    }

    @Test
    void doesNotWaitForARetryAfterBeyondItsTime() {
        var outcome = carryOut(attempts(10, Duration.ofSeconds(30)), n -> answer(429, Duration.ofSeconds(31)));
        assertThat(outcome.count()).isEqualTo(1);
        assertThat(time.waits).isEmpty();
    }

    @Test
    void obeysRetryAfterWhereItAsksForMore() {
        carryOut(attempts(10, Duration.ofMinutes(15)), n -> n == 1 ? answer(429, Duration.ofSeconds(7)) : OK);
        assertThat(time.waits).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void doesNotRepeatAnAnswerThatCounts() {
        for (int status : new int[] {200, 400, 401, 403, 404, 413, 422}) {
            assertThat(carryOut(attempts(10, Duration.ofMinutes(15)), n -> answer(status, null))
                            .count())
                    .as("attempts at %d", status)
                    .isEqualTo(1);
        }
    }

    @Test
    void isInDoubtOnceARequestWasSentAndNeverAnswered() {
        var cut = new Attempt.Unanswered(new IOException("unexpected end of stream"), true);
        var refused = new Attempt.Unanswered(new IOException("Connection refused"), false);
        assertThat(carryOut(attempts(2, Duration.ofMinutes(1)), n -> refused).doubt())
                .isFalse();
        assertThat(carryOut(attempts(2, Duration.ofMinutes(1)), n -> n == 1 ? cut : refused)
                        .doubt())
                .isTrue();
        assertThat(carryOut(attempts(2, Duration.ofMinutes(1)), n -> n == 1 ? cut : OK)
                        .doubt())
                .isFalse();
    }

    @Test
    void stopsWaitingWhenDeliveryStops() {
        time.stopAt = Duration.ofSeconds(2).toNanos();
        var outcome = carryOut(attempts(10, Duration.ofMinutes(15)), n -> answer(500, null));
        assertThat(outcome.stopped()).isTrue();
        assertThat(outcome.count()).isLessThan(10);
    }

    @Test
    void asksNobodyWhileTheCircuitIsOpen() {
        var requests = new int[1];
        var attempts = attempts(9, Duration.ofHours(1));
        carryOut(attempts, n -> answer(500, null));
        Duration opened = Duration.ofNanos(time.now);
        var outcome = carryOut(attempts, n -> {
            requests[0]++;
            return OK;
        });
        assertThat(outcome.last()).isEqualTo(OK);
        assertThat(outcome.count()).isGreaterThan(1);
        assertThat(requests[0]).isEqualTo(1);
        assertThat(Duration.ofNanos(time.now).minus(opened)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void doesNotChargeTheRateLimitsWaitsToTheDestination() {
        var delivery = new DeliverySettings(OptionalInt.of(10), 3, Duration.ofSeconds(3), false);
        var attempts = new Attempts(settings(delivery), time);
        attempts.carryOut(100, () -> OK);
        // The second batch waits ten seconds for its turn, and still has its three seconds.
        assertThat(carryOut(attempts, n -> n == 1 ? answer(503, null) : OK).last())
                .isEqualTo(OK);
    }

    @Test
    void refusalsOfMessagesDoNotOpenTheCircuit() {
        var attempts = attempts(0, Duration.ofHours(1));
        for (int n = 0; n < 50; n++) {
            assertThat(carryOut(attempts, m -> answer(400, null)).last()).isEqualTo(answer(400, null));
        }
    }

    @Test
    void keepsToTheAllowanceOfMessagesASecond() {
        var delivery = new DeliverySettings(OptionalInt.of(1000), 10, Duration.ofMinutes(15), false);
        var attempts = new Attempts(settings(delivery), time);
        for (int batch = 0; batch < 50; batch++) {
            carryOut(attempts, n -> OK);
        }
        // Reservations add up: the wait of the last batch tells how long all of them take.
        assertThat(time.waits.get(time.waits.size() - 1)).isBetween(Duration.ofMillis(4900), Duration.ofMillis(5100));
    }
}
