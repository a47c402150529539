package io.fullcircle.pipelines.config.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {
    private static Written written(String text) {
        return Written.plainly(text, Path.of(""));
    }

    private static Parsed<?> size(String text) {
        return new Leaf.Size(1, 1L << 40).parse(written(text));
    }

    private static Parsed<?> time(String text) {
        return Quantity.time(true).parse(written(text));
    }

    @ParameterizedTest
    @CsvSource({
        "500KB, 512000",
        "32KB, 32768",
        "1GB, 1073741824",
        "1MB, 1048576",
        "0.5MB, 524288",
        "32768, 32768",
        "32768B, 32768",
        "1e3, 1000",
        "1.5KB, 1536",
        "0x10, 16",
        "0o17, 15"
    })
    void readsSizesInPowersOf1024(String text, long bytes) {
        assertThat(size(text)).isEqualTo(new Parsed.Good<>(bytes));
    }

    @ParameterizedTest
    @CsvSource({"50%, 0.5", "0%, 0", "0, 0", "0.0, 0", "12.5%, 0.125", "100%, 1"})
    void readsPercentages(String text, double share) {
        assertThat(new Leaf.Share(100).parse(written(text))).isEqualTo(new Parsed.Good<>(share));
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, write 50%",
        "30, write 30%",
        "30 %, write 30%",
        "1e3, write a percentage such as 50%",
        "-5%, write a percentage such as 50%",
        "half, write a percentage such as 50%",
        "101%, write 100% or less"
    })
    void saysHowAPercentageIsWritten(String text, String remedy) {
        assertThat(new Leaf.Share(100).parse(written(text)))
                .isInstanceOfSatisfying(
                        Parsed.Bad.class, bad -> assertThat(bad.remedy()).isEqualTo(remedy));
    }

    @ParameterizedTest
    @CsvSource({
        "500kb, write 500KB",
        "32 KiB, write 32KB",
        "1G, write 1GB",
        "2 m, write 2MB",
        "512k, write 512KB",
        "1TB, write a size such as 500KB",
        "lots, write a size such as 500KB",
        "-5KB, write a size such as 500KB",
        "1.5, write a size such as 500KB",
        "0KB, write a size such as 500KB",
        "0, write 1 or more"
    })
    void saysHowASizeIsWritten(String text, String remedy) {
        assertThat(size(text))
                .isInstanceOfSatisfying(
                        Parsed.Bad.class, bad -> assertThat(bad.remedy()).isEqualTo(remedy));
    }

    @ParameterizedTest
    @CsvSource({"0.5s, 500", "500ms, 500", "15m, 900000", "2h, 7200000", "1d, 86400000", "0s, 0", "1.25h, 4500000"})
    void readsTimes(String text, long milliseconds) {
        assertThat(time(text)).isEqualTo(new Parsed.Good<>(Duration.ofMillis(milliseconds)));
    }

    @ParameterizedTest
    @CsvSource({
        "5 minutes, write 5m",
        "30sec, write 30s",
        "1 Hour, write 1h",
        "10S, write 10s",
        "100 millis, write 100ms",
        "5, 'write a time such as 0.5s, 15m or 2h'",
        "PT5M, 'write a time such as 0.5s, 15m or 2h'",
        "99999999d, write a shorter time"
    })
    void saysHowATimeIsWritten(String text, String remedy) {
        assertThat(time(text))
                .isInstanceOfSatisfying(
                        Parsed.Bad.class, bad -> assertThat(bad.remedy()).isEqualTo(remedy));
    }

    @Test
    void zeroIsNoTimeWhereOneIsNeeded() {
        assertThat(Quantity.time(false).parse(written("0.00s"))).isInstanceOf(Parsed.Bad.class);
        assertThat(Quantity.time(false).parse(written("0.001s"))).isEqualTo(new Parsed.Good<>(Duration.ofMillis(1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1e999999999", "-1e999999999", "1e-999999999", "99999999999999999999", ".nan", "", "+", "0x"})
    void refusesNumbersThatNoSettingHas(String text) {
        assertThat(new Leaf.Whole(1, 100).parse(written(text))).isInstanceOf(Parsed.Bad.class);
        assertThat(new Leaf.Whole(1, Long.MAX_VALUE).parse(written(text))).isInstanceOf(Parsed.Bad.class);
    }

    @Test
    void repeatsNothingThatWasFilledInWhenItSpellsAnew() {
        var filled = Written.filled("500kb", "${SIZE}", Path.of(""));

        assertThat(new Leaf.Size(1, 1000).parse(filled))
                .isInstanceOfSatisfying(
                        Parsed.Bad.class,
                        bad -> assertThat(bad.problem() + bad.remedy())
                                .doesNotContain("500kb", "write 500KB,")
                                .contains("${SIZE}"));
    }
}
