package io.fullcircle.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PositionTrackerTest {
    private static final int SEGMENT = PositionTracker.SEGMENT;

    private static void readAll(PositionTracker tracker, long rows) {
        LongStream.range(0, rows).forEach(ordinal -> tracker.read(ordinal, new Object[] {ordinal}));
    }

    @Test
    void keepsThePositionBehindAnOpenRow() {
        var tracker = new PositionTracker();
        readAll(tracker, 3L * SEGMENT);
        LongStream.range(0, 3L * SEGMENT).filter(ordinal -> ordinal != 1_500).forEach(tracker::settled);
        assertThat(tracker.moved()).contains(List.of(SEGMENT - 1L));
        assertThat(tracker.moved()).isEmpty();
        tracker.settled(1_500);
        assertThat(tracker.moved()).contains(List.of(3L * SEGMENT - 1));
    }

    @Test
    void neverMovesBackNorOverAnOpenRowWhateverTheOrderOfSettlements() {
        var random = new Random(11);
        var tracker = new PositionTracker();
        readAll(tracker, 20L * SEGMENT);
        var ordinals =
                new ArrayList<>(LongStream.range(0, 20L * SEGMENT).boxed().toList());
        Collections.shuffle(ordinals, random);
        var open = new java.util.TreeSet<>(ordinals);
        long last = -1;
        for (long ordinal : ordinals) {
            tracker.settled(ordinal);
            open.remove(ordinal);
            Optional<List<Object>> moved = tracker.moved();
            if (moved.isPresent()) {
                long position = (Long) moved.get().get(0);
                assertThat(position).isGreaterThan(last);
                assertThat(open.isEmpty() || open.first() > position).isTrue();
                last = position;
            }
        }
        assertThat(last).isEqualTo(20L * SEGMENT - 1);
    }

    @Test
    void staysWhereNoRowHasAPlaceInTheOrder() {
        var tracker = new PositionTracker();
        LongStream.range(0, 2L * SEGMENT).forEach(ordinal -> tracker.read(ordinal, null));
        LongStream.range(0, 2L * SEGMENT).forEach(tracker::settled);
        assertThat(tracker.moved()).isEmpty();
    }

    @Test
    void movesToTheLastRowWhenAllAreReadAndSettled() {
        var tracker = new PositionTracker();
        long rows = SEGMENT + 7L;
        LongStream.range(0, rows).forEach(ordinal -> tracker.read(ordinal, new Object[] {ordinal}));
        LongStream.range(0, rows - 1).forEach(tracker::settled);
        tracker.readAll(rows, new Object[] {rows - 1});
        assertThat(tracker.moved()).contains(List.of(SEGMENT - 1L));
        tracker.settled(rows - 1);
        assertThat(tracker.moved()).contains(List.of(rows - 1));
    }
}
