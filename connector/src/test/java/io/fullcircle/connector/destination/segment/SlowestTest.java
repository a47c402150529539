package io.fullcircle.connector.destination.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.connector.destination.Destination.Slow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SlowestTest {
    @Test
    void keepsTheFiveThatTookLongestLongestFirst() {
        var slowest = new Slowest();
        for (int ms : new int[] {3, 9, 1, 7, 5, 8, 2, 6}) {
            slowest.note(
                    Instant.EPOCH,
                    TimeUnit.MILLISECONDS.toNanos(ms),
                    ms * 10,
                    new Attempt.Answered(200, "", Optional.empty()));
        }
        List<Slow> found = slowest.found();
        assertThat(found).extracting(slow -> slow.took().toMillis()).containsExactly(9L, 8L, 7L, 6L, 5L);
        assertThat(found).first().extracting(Slow::messages, Slow::answer).containsExactly(90, "HTTP 200");
    }
}
