package io.fullcircle.connector;

import io.fullcircle.connector.mapping.Accepted;
import io.fullcircle.connector.mapping.Mark;
import java.util.Collections;
import java.util.Iterator;
import java.util.OptionalLong;

/**
 * Compares the rows of one scan with what was accepted before it. Used by the reader's thread alone: {@link #find} for each
 * row, then {@link #findRepeated} and {@link #gone}, once each.
 */
public interface Comparison extends Accepted, AutoCloseable {
    /** Nothing is compared. */
    Comparison NONE = new Comparison() {
        @Override
        public Mark find(long ordinal, long high, long low, long value) {
            return Accepted.NOTHING.find(ordinal, high, low, value);
        }
    };

    /**
     * The row that counted as unchanged until the one found last had its key again: both are invalid. Told once.
     *
     * @return its ordinal
     */
    default OptionalLong takenBack() {
        return OptionalLong.empty();
    }

    /**
     * Finds, when all rows were read, those that share their key with another and weren't known to be invalid. They were to
     * be sent or noted.
     *
     * @return how many they are
     */
    default long findRepeated() {
        return 0;
    }

    /** Whether the row of this ordinal is one of them. */
    default boolean isRepeated(long ordinal) {
        return false;
    }

    /** The accepted keys that no row had. Only of use after a whole scan. */
    default Iterator<Gone> gone() {
        return Collections.emptyIterator();
    }

    @Override
    default void close() {}

    /**
     * A key that is gone.
     *
     * @param key as people write it, or null where that isn't known
     * @param call the one that was accepted last, or null where it wasn't kept
     */
    record Gone(Mark mark, String key, byte[] call) {}
}
