package io.fullcircle.connector.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SortedRecordsTest {
    private record Four(long high, long low, long third, long fourth) {}

    @TempDir
    Path folder;

    @Test
    void sortsByTheFirstTwoAsOneUnsignedNumberAndKeepsEqualOnesInTheirOrder() {
        var random = new Random(7);
        var expected = new ArrayList<Four>();
        try (var records = new SortedRecords(folder)) {
            for (long i = 0; i < 300_000; i++) {
                // Some hashes differ in their lower half only, some in their last bits, some in nothing.
                long high = random.nextInt(20) == 0 ? 42 + random.nextInt(2) : random.nextLong();
                long low = high == 42 ? random.nextInt(3) - 1 : random.nextLong();
                expected.add(new Four(high, low, i, -i));
                records.add(high, low, i, -i);
            }
            expected.sort(Comparator.<Four, Long>comparing(Four::high, Long::compareUnsigned)
                    .thenComparing(Four::low, Long::compareUnsigned));
            assertThat(all(records)).isEqualTo(expected);
        }
    }

    @Test
    void hasNothingWhenNothingWasAdded() {
        try (var records = new SortedRecords(folder)) {
            assertThat(records.next()).isFalse();
        }
    }

    private static List<Four> all(SortedRecords records) {
        var all = new ArrayList<Four>();
        while (records.next()) {
            all.add(new Four(records.word(0), records.word(1), records.word(2), records.word(3)));
        }
        return all;
    }
}
