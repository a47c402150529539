package io.fullcircle.connector.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BinsTest {
    @Test
    void areTenWhereNothingIsTied() {
        assertThat(Bins.edges(List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0)))
                .hasSize(9);
    }

    @Test
    void giveAValueOfManyRowsABinOfItsOwn() {
        assertThat(Bins.edges(List.of(0.1, 0.2, 0.5, 0.5, 0.5, 0.5, 0.7, 0.8, 0.9)))
                .containsExactly(0.1, 0.2, Math.nextDown(0.5), 0.5, 0.7, 0.8, 0.9);
    }

    @Test
    void surroundTheOnlyValueOfAConstantColumn() {
        assertThat(Bins.edges(Collections.nCopies(9, 0.5))).containsExactly(Math.nextDown(0.5), 0.5);
    }

    @Test
    void surroundTheLeastNumberThereIs() {
        assertThat(Bins.edges(Collections.nCopies(9, -Double.MAX_VALUE))).containsExactly(-Double.MAX_VALUE);
    }

    @Property(tries = 300)
    void haveStrictlyAscendingEdgesWhateverTheDeciles(
            @ForAll @Size(9) List<@DoubleRange(min = -3, max = 3) Double> values, @ForAll boolean tied) {
        var deciles = values.stream()
                .map(value -> tied ? Math.rint(value) : value)
                .sorted()
                .toList();
        List<Double> edges = Bins.edges(deciles);
        assertThat(edges).isSorted().doesNotHaveDuplicates().hasSizeBetween(1, 9);
    }

    @Property(tries = 300)
    void putEveryValueIntoOneBin(
            @ForAll @Size(min = 1, max = 200) List<@DoubleRange(min = -3, max = 3) Double> values) {
        var edges = List.of(-1.0, 0.0, 2.0);
        var counter = new Bins.Counter(new Bins(edges, List.of(0.25, 0.25, 0.25, 0.25)));
        values.forEach(counter::count);
        assertThat(counter.counts()[0])
                .isEqualTo(values.stream().filter(value -> value <= -1).count());
        assertThat(counter.counts()[3])
                .isEqualTo(values.stream().filter(value -> value > 2).count());
        assertThat(LongStream.of(counter.counts()).sum()).isEqualTo(values.size());
    }
}
