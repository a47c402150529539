package io.fullcircle.connector;

import io.fullcircle.connector.base.EnvironmentException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What goes wrong in a transfer, in the order of its happening, and what it comes to. A statement is cancelled in
 * consequence of an end, and no trouble. Confined to the reader's thread.
 */
final class Trouble {
    private final BooleanSupplier cancelled;
    private final Supplier<Optional<RuntimeException>> stopped;
    private RuntimeException first;

    /**
     * @param cancelled whether somebody asked for the end
     * @param stopped why delivery has stopped
     */
    Trouble(BooleanSupplier cancelled, Supplier<Optional<RuntimeException>> stopped) {
        this.cancelled = cancelled;
        this.stopped = stopped;
    }

    void in(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            note(e);
        } catch (OutOfMemoryError e) {
            note(new EnvironmentException(
                    "there is not enough memory: " + e.getMessage(),
                    "lower queue.capacity, or give Java more by FULLCIRCLE_JAVA_OPTS=-Xmx1g",
                    e));
        }
    }

    void note(RuntimeException e) {
        Optional<RuntimeException> stop = stopped.get();
        boolean asked = cancelled.getAsBoolean() || stop.isPresent() && stop.get() != e;
        boolean consequence = asked && (e instanceof EnvironmentException || e instanceof CancellationException);
        if (first == null && !consequence) {
            first = e;
        }
    }

    /** A sum that doesn't add up is a defect, whatever else happened. */
    Optional<RuntimeException> worst(Rows rows) {
        return rows.addUp()
                ? Optional.ofNullable(first)
                : Optional.of(new IllegalStateException("the rows don't add up: " + rows.sum(), first));
    }

    /**
     * @param exhausted whether the last row was read
     * @param held whether nothing may be sent
     */
    Ending.State state(Rows rows, boolean exhausted, boolean held) {
        if (worst(rows).isPresent()) {
            return Ending.State.FAILED;
        }
        if (held) {
            return Ending.State.HELD;
        }
        boolean early = !exhausted || rows.left() + rows.inDoubt() > 0;
        if (cancelled.getAsBoolean() && early) {
            return Ending.State.CANCELLED;
        }
        boolean all = rows.rejected() + rows.invalid() + rows.dropped() == 0;
        return all ? Ending.State.COMPLETED : Ending.State.COMPLETED_WITH_REJECTS;
    }
}
