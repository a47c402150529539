package io.fullcircle.connector.source.snowflake.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The faults that are still to come. Any thread. */
public final class Faults {
    private final List<Pending> pending = new ArrayList<>();

    private static final class Pending {
        private final Fault fault;
        private int skip;
        private int left;

        private Pending(Fault fault) {
            this.fault = fault;
            skip = fault.number("after", 0);
            left = fault.times();
        }
    }

    public synchronized void add(Fault fault) {
        pending.add(new Pending(fault));
    }

    public synchronized void clear() {
        pending.clear();
    }

    /** The faults that have not happened as often as asked for. */
    public synchronized List<Fault> left() {
        return pending.stream().map(one -> one.fault).toList();
    }

    /** The fault of this kind that happens now, counted; null when none does. */
    synchronized Fault take(Fault.Kind kind, Predicate<Fault> test) {
        for (var one : pending) {
            if (one.fault.kind() != kind || !test.test(one.fault)) continue;
            if (one.skip > 0) {
                one.skip--;
                continue;
            }
            if (--one.left == 0) pending.remove(one);
            return one.fault;
        }
        return null;
    }
}
