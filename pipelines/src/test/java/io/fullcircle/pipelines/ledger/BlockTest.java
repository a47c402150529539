package io.fullcircle.pipelines.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BlockTest {
    private static final long[] ODD_ORDINALS = {0, 1, 127, 128, 1L << 40, Long.MAX_VALUE, 3};

    @Test
    void readsWhatItWrote() {
        var random = new Random(1);
        for (int size = 0; size < 200; size++) {
            var block = new Block(size);
            for (int i = 0; i < size; i++) {
                long ordinal = size % 3 == 0 ? ODD_ORDINALS[i % ODD_ORDINALS.length] : random.nextInt(1_000_000);
                Bucket bucket = size % 2 == 0 ? Bucket.DELIVERED : Bucket.values()[random.nextInt(10)];
                block.add(bucket, ordinal, random.nextLong(), random.nextLong(), random.nextLong());
            }
            var read = Block.of(block.toBytes());
            assertThat(read).usingRecursiveComparison().isEqualTo(block);
        }
    }

    @Test
    void takesTwentySixBytesAReceipt() {
        var block = new Block(100);
        for (int i = 0; i < 100; i++) {
            block.add(Bucket.DELIVERED, 900_000 + 4 * i, i, i, i);
        }
        assertThat(block.toBytes().length).isLessThan(2_600);
    }

    @Test
    void hashesAKeyAsXxh3Does() {
        // XXH3_64bits of the empty text and of the letter a, seed 0, by the reference implementation.
        assertThat(KeyHash.of("")).isEqualTo(0x2d06800538d394c2L);
        assertThat(KeyHash.of("a")).isEqualTo(0xe6c632b61e964e1fL);
    }
}
