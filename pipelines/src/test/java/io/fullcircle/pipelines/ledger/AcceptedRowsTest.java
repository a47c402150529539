package io.fullcircle.pipelines.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptedRowsTest {
    @TempDir
    Path scratch;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 15, 16, 17, 1_000, 100_000})
    void findsEveryEntryAndNothingElse(int size) {
        var random = new Random(size);
        // Some share their upper half, and the extremes are among them.
        long[][] hashes = Stream.concat(
                        Stream.of(new long[] {0, 0}, new long[] {-1, -1}, new long[] {-1, 0}),
                        Stream.generate(() -> new long[] {
                            random.nextLong() & (random.nextBoolean() ? -1 : 0xFFFL << 52), random.nextLong()
                        }))
                .limit(size)
                .sorted(Comparator.<long[], Long>comparing(hash -> hash[0], Long::compareUnsigned)
                        .thenComparing(hash -> hash[1], Long::compareUnsigned))
                .toArray(long[][]::new);
        var rows = new AcceptedRows(size, scratch);
        for (int i = 0; i < size; i++) {
            rows.add(hashes[i][0], hashes[i][1], i, 0);
        }
        rows.complete();
        assertThat(rows.size()).isEqualTo(size);
        for (int i = 0; i < size; i++) {
            assertThat(rows.find(hashes[i][0], hashes[i][1])).isEqualTo(i);
            assertThat(rows.find(hashes[i][0], hashes[i][1] ^ 0x5555)).isEqualTo(AcceptedRows.NONE);
            assertThat(rows.find(hashes[i][0] ^ 0x5555, hashes[i][1])).isEqualTo(AcceptedRows.NONE);
        }
        assertThat(rows.find(1, 1)).isEqualTo(AcceptedRows.NONE);
    }
}
