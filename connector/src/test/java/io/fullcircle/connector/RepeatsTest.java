package io.fullcircle.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepeatsTest {
    @TempDir
    Path folder;

    private static String id(long number) {
        // Scattered as hashes are, so that every part has its share.
        return HexFormat.of().toHexDigits(number * 0x9E3779B97F4A7C15L)
                + HexFormat.of().toHexDigits(number);
    }

    @Test
    void countsEveryMessageBeyondTheFirstOfItsIdAlsoWhenItHadToUseTheDisk() {
        var random = new Random(1);
        Path file = folder.resolve("ids");
        try (var repeats = new Repeats(file)) {
            for (long i = 0; i < 600_000; i++) {
                repeats.add(id(i));
            }
            assertThat(file).exists();
            assertThat(repeats.find()).isEqualTo(Repeats.Found.NOTHING);
            for (int i = 0; i < 1_000; i++) {
                repeats.add(id(i * 600L + random.nextInt(600)));
            }
            assertThat(repeats.find().count()).isEqualTo(1_000);
            assertThat(repeats.find().examples()).hasSize(5);
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void namesTheIdOnceHoweverOftenItCame() {
        try (var repeats = new Repeats(folder.resolve("ids"))) {
            for (int i = 0; i < 4; i++) {
                repeats.add(id(77));
            }
            repeats.add(id(78));
            assertThat(repeats.find().count()).isEqualTo(3);
            assertThat(repeats.find().examples()).containsExactly(id(77));
        }
    }

    @Test
    void tellsIdsApartThatDifferInTheLastDigitOnly() {
        try (var repeats = new Repeats(folder.resolve("ids"))) {
            repeats.add("0123456789abcdef0123456789abcdef");
            repeats.add("0123456789abcdef0123456789abcdee");
            assertThat(repeats.find().count()).isZero();
        }
    }
}
