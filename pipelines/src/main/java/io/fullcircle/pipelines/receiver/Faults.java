package io.fullcircle.pipelines.receiver;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongSupplier;

/** The faults in force, with what they have done so far. All of the server's threads ask, anyone may change them. */
final class Faults {
    private final LongSupplier nanoTime;
    private List<Active> active = List.of();

    /**
     * What is to be done with a request.
     *
     * @param fault the one that answers; empty where all is well
     * @param delay how much later
     */
    record Verdict(Optional<Fault> fault, Duration delay) {}

    /** A message that a fault refuses. */
    record Bad(Fault.BadMessage fault, int index) {}

    Faults(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** From now on these, as if they had never struck. */
    synchronized void set(List<Fault> faults) {
        active = faults.stream().map(Active::new).toList();
    }

    synchronized List<String> specs() {
        return active.stream().map(one -> one.fault.spec()).toList();
    }

    /** How often each has struck; faults that are written alike count as one. */
    synchronized Map<String, Long> struck() {
        var struck = new LinkedHashMap<String, Long>();
        active.forEach(one -> struck.merge(one.fault.spec(), one.struck, Long::sum));
        return struck;
    }

    /** For one request, which counts from now. */
    synchronized Verdict next() {
        var delay = Duration.ZERO;
        for (var one : active) {
            if (!(one.fault instanceof Fault.OfRequest fault) || !one.strikes(fault.limit(), nanoTime.getAsLong())) {
                continue;
            }
            if (!(fault instanceof Fault.Slow slow)) {
                return new Verdict(Optional.of(fault), delay);
            }
            delay = delay.plus(slow.delay());
        }
        return new Verdict(Optional.empty(), delay);
    }

    /** The first message of the batch that a fault calls bad. */
    synchronized Optional<Bad> bad(Batch batch) {
        for (var one : active) {
            if (!(one.fault instanceof Fault.BadMessage fault)) {
                continue;
            }
            for (var i = 0; i < batch.size(); i++) {
                if (fault.strikes(batch, i)) {
                    one.struck++;
                    return Optional.of(new Bad(fault, i));
                }
            }
        }
        return Optional.empty();
    }

    private static final class Active {
        private final Fault fault;
        private final Random random = new Random(42); // the same requests each time
        private boolean begun;
        private long begin;
        private long struck;

        Active(Fault fault) {
            this.fault = fault;
        }

        boolean strikes(Fault.Limit limit, long now) {
            if (!begun) {
                begun = true;
                begin = now;
            }
            if (limit.time().isPresent() && now - begin >= limit.time().get().toNanos()) {
                return false;
            }
            if (limit.requests().isPresent() && struck >= limit.requests().getAsLong()) {
                return false;
            }
            if (limit.share() < 1 && random.nextDouble() >= limit.share()) {
                return false;
            }
            struck++;
            return true;
        }
    }
}
