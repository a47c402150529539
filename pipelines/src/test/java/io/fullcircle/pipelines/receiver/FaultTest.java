package io.fullcircle.pipelines.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fullcircle.connector.base.ConfigurationException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultTest {
    private static final Fault.Limit NONE = Fault.Limit.NONE;

    @Test
    void readsAStatusWithItsLimits() {
        assertThat(Fault.parse("500")).isEqualTo(new Fault.Status("500", 500, OptionalInt.empty(), NONE));
        assertThat(Fault.parse("429:5s")).isEqualTo(new Fault.Status("429:5s", 429, OptionalInt.of(2), time(5_000)));
        assertThat(Fault.parse("429:retry-after=none"))
                .isEqualTo(new Fault.Status("429:retry-after=none", 429, OptionalInt.empty(), NONE));
        assertThat(Fault.parse("503:retry-after=7:20"))
                .isEqualTo(new Fault.Status(
                        "503:retry-after=7:20",
                        503,
                        OptionalInt.of(7),
                        new Fault.Limit(Optional.empty(), OptionalLong.of(20), 1)));
    }

    @Test
    void readsTheOthers() {
        assertThat(Fault.parse("refuse:1.5m")).isEqualTo(new Fault.Refuse("refuse:1.5m", time(90_000)));
        assertThat(Fault.parse("garbage")).isEqualTo(new Fault.Garbage("garbage", false, NONE));
        assertThat(Fault.parse("garbage:empty")).isEqualTo(new Fault.Garbage("garbage:empty", true, NONE));
        assertThat(Fault.parse("slow:200ms:5s"))
                .isEqualTo(new Fault.Slow("slow:200ms:5s", Duration.ofMillis(200), time(5_000)));
        assertThat(Fault.parse(" drop:10%:3s:4 "))
                .isEqualTo(new Fault.Drop(
                        "drop:10%:3s:4", new Fault.Limit(Optional.of(Duration.ofSeconds(3)), OptionalLong.of(4), 0.1)));
    }

    @Test
    void readsBadMessages() {
        assertThat(Fault.parse("bad:every=1000"))
                .isEqualTo(new Fault.BadMessage("bad:every=1000", 400, Optional.empty(), 1000));
        var fault = (Fault.BadMessage) Fault.parse("413:id=a:b*.c");
        assertThat(fault.status()).isEqualTo(413);
        assertThat(fault.ids().orElseThrow().matches("a:bXY.c")).isTrue();
        assertThat(fault.ids().orElseThrow().matches("a:bXYzc")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'', '' is no fault",
        "boom, 'boom' is no fault",
        "600, '600' is no fault",
        "429:5x, '5x' has no meaning there",
        "429:5s:6s, '6s' has no meaning there",
        "drop:empty, 'empty' has no meaning there",
        "drop:0, '0' has no meaning there",
        "drop:0%, a share is over 0%",
        "drop:101%, a share is over 0%",
        "drop:retry-after=2, 'retry-after=2' has no meaning there",
        "slow, it doesn't say by how much",
        "slow:20, it doesn't say by how much",
        "bad, it doesn't say which messages",
        "bad:every=0, '0' is not a number from 1",
        "bad:id=, no id follows"
    })
    void saysWhatItDoesNotUnderstand(String spec, String why) {
        assertThatThrownBy(() -> Fault.parse(spec))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("the fault '" + spec + "' can't be understood: " + why);
    }

    private static Fault.Limit time(long millis) {
        return new Fault.Limit(Optional.of(Duration.ofMillis(millis)), OptionalLong.empty(), 1);
    }
}
