package io.fullcircle.connector.destination.segment;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Time that passes by waiting alone, for several threads at once: who waits from noon for an hour comes back at one
 * o'clock or later, however many others wait meanwhile.
 */
final class MovedPause implements Pause {
    private final Pause real;
    private final AtomicLong now = new AtomicLong();

    /** @param real knows whether delivery has stopped */
    MovedPause(Pause real) {
        this.real = real;
    }

    @Override
    public long nanoTime() {
        return now.get();
    }

    @Override
    public boolean await(long nanos) {
        long end = now.get() + nanos;
        now.accumulateAndGet(end, Math::max);
        return real.await(0);
    }
}
