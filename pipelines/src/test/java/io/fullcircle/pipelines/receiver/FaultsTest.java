package io.fullcircle.pipelines.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private long now = Long.MAX_VALUE - 1_000_000_000L; // the clock of a JVM may start anywhere, and wrap
    private final Faults faults = new Faults(() -> now);

    @Test
    void beginsTheTimeOfAFaultWithTheFirstRequestThatReachesIt() {
        set("500:5s", "429:3s", "drop:1");

        pass(60);
        assertThat(next()).isEqualTo("500:5s");
        pass(4.9);
        assertThat(next()).isEqualTo("500:5s");
        pass(0.2);
        assertThat(next()).isEqualTo("429:3s");
        pass(2.9);
        assertThat(next()).isEqualTo("429:3s");
        pass(0.2);
        assertThat(next()).isEqualTo("drop:1");
        assertThat(next()).isEqualTo("none");
    }

    @Test
    void addsUpDelaysAndStillAsksTheOthers() {
        set("slow:200ms", "slow:50ms:1", "503");

        var first = faults.next();
        assertThat(first.fault().orElseThrow().spec()).isEqualTo("503");
        assertThat(first.delay()).isEqualTo(Duration.ofMillis(250));
        assertThat(faults.next().delay()).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void strikesAboutTheShareThatItIsToldAndTheSameRequestsEachTime() {
        set("drop:10%");
        var once = IntStream.range(0, 1000).mapToObj(i -> next()).toList();
        set("drop:10%");
        var again = IntStream.range(0, 1000).mapToObj(i -> next()).toList();

        assertThat(again).isEqualTo(once);
        assertThat(faults.struck().get("drop:10%")).isBetween(60L, 140L);
    }

    @Test
    void startsAnewWhenSetAgain() {
        set("500:1");
        assertThat(next()).isEqualTo("500:1");
        assertThat(next()).isEqualTo("none");
        set("500:1");
        assertThat(next()).isEqualTo("500:1");
    }

    private void set(String... specs) {
        faults.set(Stream.of(specs).map(Fault::parse).toList());
    }

    private String next() {
        return faults.next().fault().map(Fault::spec).orElse("none");
    }

    private void pass(double seconds) {
        now += (long) (seconds * 1e9);
    }
}
