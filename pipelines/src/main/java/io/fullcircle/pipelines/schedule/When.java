package io.fullcircle.pipelines.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What makes a pipeline due. */
public sealed interface When {
    /** As a file writes it, on one line; equal for equal due times. */
    String text();

    /** Due times that follow from the clock alone, the same for everybody who asks. */
    sealed interface Timed extends When permits Every, CronTimes {
        /** The first due time later than that. */
        Instant next(Instant after);

        /** The last due time from one moment to another, both included, if there is one. */
        default Optional<Instant> newest(Instant from, Instant until) {
            for (Duration back : WINDOWS) {
                Instant begin = until.minus(back);
                if (begin.isBefore(from)) {
                    break;
                }
                Optional<Instant> found = last(begin, until);
                if (found.isPresent()) {
                    return found;
                }
            }
            return last(from.minusNanos(1), until);
        }

        /** Walks from due time to due time: for stretches that hold few of them. */
        private Optional<Instant> last(Instant after, Instant until) {
            Optional<Instant> last = Optional.empty();
            for (Instant due = next(after); !due.isAfter(until); due = next(due)) {
                last = Optional.of(due);
            }
            return last;
        }
    }

    /** Backwards in growing steps, so that a long absence isn't walked minute by minute. */
    List<Duration> WINDOWS = List.of(
            Duration.ofMinutes(2), Duration.ofHours(2), Duration.ofDays(2), Duration.ofDays(62), Duration.ofDays(800));

    /**
     * At equal distances, counted from 1970-01-01T00:00Z: {@code every: 15m} is due on the quarters of an hour, {@code
     * every: 1d} at midnight UTC, on every server and after every restart.
     *
     * @param period a second or more
     */
    record Every(Duration period) implements Timed {
        public Every {
            if (period.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new IllegalArgumentException("a schedule's period is a second or more");
            }
        }

        @Override
        public Instant next(Instant after) {
            long millis = period.toMillis();
            return Instant.ofEpochMilli((Math.floorDiv(after.toEpochMilli(), millis) + 1) * millis);
        }

        @Override
        public Optional<Instant> newest(Instant from, Instant until) {
            long millis = period.toMillis();
            Instant last = Instant.ofEpochMilli(Math.floorDiv(until.toEpochMilli(), millis) * millis);
            return last.isBefore(from) ? Optional.empty() : Optional.of(last);
        }

        @Override
        public String text() {
            return "every " + written(period.toMillis());
        }
    }

    /** As a file writes it: {@code 90000} is {@code 90s}. */
    private static String written(long millis) {
        long rest = millis;
        String unit = "ms";
        for (Unit larger : UNITS) {
            if (rest % larger.size() != 0) {
                break;
            }
            rest /= larger.size();
            unit = larger.name();
        }
        return rest + unit;
    }

    /**
     * A unit of time.
     *
     * @param size how many of the next smaller one
     */
    record Unit(String name, int size) {}

    List<Unit> UNITS = List.of(new Unit("s", 1000), new Unit("m", 60), new Unit("h", 60), new Unit("d", 24));

    /** When a run of another pipeline has delivered everything. */
    record After(String pipeline) implements When {
        @Override
        public String text() {
            return "after " + pipeline;
        }
    }
}
