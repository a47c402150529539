package io.fullcircle.pipelines.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SortedLongsTest {
    @TempDir
    Path folder;

    @Test
    void sortsMoreThanItHoldsInMemoryAndLeavesNoFile() throws IOException {
        var random = new Random(3);
        var expected = new TreeSet<Long>(Long::compareUnsigned);
        var sorted = new ArrayList<Long>();
        try (var longs = new SortedLongs(folder)) {
            for (int i = 0; i < 600_000; i++) {
                long number = i % 5 == 0 ? i % 70_000 : random.nextLong();
                longs.add(number);
                expected.add(number);
            }
            longs.forEachPiece(piece -> {
                for (long number : piece) {
                    sorted.add(number);
                }
            });
        }
        assertThat(sorted.equals(new ArrayList<>(expected))).isTrue();
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }
}
