package io.fullcircle.pipelines.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.pipelines.receiver.IdSet.Seen;
import java.util.HashMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IdSetTest {
    private final IdSet ids = new IdSet();

    @Test
    void tellsNewFromSameFromOther() {
        assertThat(ids.add(1, 2, 3)).isEqualTo(Seen.NEW);
        assertThat(ids.add(1, 2, 3)).isEqualTo(Seen.SAME);
        assertThat(ids.add(1, 2, 4)).isEqualTo(Seen.OTHER);
        assertThat(ids.add(1, 2, 3)).isEqualTo(Seen.SAME);
        assertThat(ids.add(1, 3, 3)).isEqualTo(Seen.NEW);
        assertThat(ids.add(2, 2, 3)).isEqualTo(Seen.NEW);
        assertThat(ids.size()).isEqualTo(3);
    }

    @Test
    void knowsTheIdThatIsAllZeros() {
        assertThat(ids.add(0, 0, 0)).isEqualTo(Seen.NEW);
        assertThat(ids.add(0, 0, 0)).isEqualTo(Seen.SAME);
        assertThat(ids.add(-1, -1, -1)).isEqualTo(Seen.NEW);
        assertThat(ids.add(-1, -1, -1)).isEqualTo(Seen.SAME);
    }

    @Test
    void agreesWithAMapOverARandomStream() {
        var random = new SplittableRandom(1);
        var map = new HashMap<Integer, Integer>();
        for (var i = 0; i < 200_000; i++) {
            var id = random.nextInt(60_000);
            var content = random.nextInt(3);
            var known = map.putIfAbsent(id, content);
            var expected = known == null ? Seen.NEW : known == content ? Seen.SAME : Seen.OTHER;

            assertThat(ids.add(mixed(id), mixed(~id), content)).isEqualTo(expected);
        }
        assertThat(ids.size()).isEqualTo(map.size());
    }

    @Test
    void keepsAMillionIdsIn30Megabytes() {
        for (var i = 0; i < 1_000_000; i++) {
            ids.add(mixed(i), mixed(~i), i);
        }
        assertThat(ids.size()).isEqualTo(1_000_000);
        assertThat(ids.bytes()).isLessThan(30_000_000);
        for (var i = 0; i < 1_000_000; i++) {
            assertThat(ids.add(mixed(i), mixed(~i), i) == Seen.SAME).isTrue();
        }
    }

    private static long mixed(long value) {
        return new SplittableRandom(value).nextLong();
    }
}
