package io.fullcircle.connector;

import io.fullcircle.connector.destination.Receipt;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Knows how far every row is settled, in a stable order. Rows are counted by segments of {@value #SEGMENT}: a segment
 * whose rows are all settled, like all before it, moves the position to its last row. So the position never moves over an
 * open row and never back, and memory is one small object for a thousand rows on their way.
 *
 * <p>Not safe for several threads by itself: {@link Transfer} calls it under the lock that orders settlements.
 */
final class PositionTracker {
    /** How many rows are sent again at most, beside those in flight, when a position is all that is known. */
    static final int SEGMENT = 1000;

    private static final class Segment {
        private int open = SEGMENT;
        private List<Object> end;

        boolean isOver() {
            return open == 0 && end != null;
        }
    }

    private final Map<Long, Segment> segments = new HashMap<>();
    private long first;

    /**
     * Notes where a segment ends. Does nothing for a row that is not the last of one.
     *
     * @param placed the values that order the row, or the last one before it that has a value in each column of the order;
     *     null when there is none
     */
    void read(long ordinal, Object[] placed) {
        if (isEnd(ordinal)) {
            segment(ordinal).end = position(placed);
        }
    }

    /** Notes that so many rows were all: the last segment is a shorter one. */
    void readAll(long rows, Object[] placed) {
        if (rows % SEGMENT != 0) {
            Segment last = segment(rows);
            last.open -= (int) (SEGMENT - rows % SEGMENT);
            last.end = position(placed);
        }
    }

    private static List<Object> position(Object[] placed) {
        return placed == null ? List.of() : Collections.unmodifiableList(Arrays.asList(placed.clone()));
    }

    /** Whether this row is the last one of a segment. */
    static boolean isEnd(long ordinal) {
        return ordinal % SEGMENT == SEGMENT - 1;
    }

    /** Notes that a row is settled. */
    void settled(long ordinal) {
        segment(ordinal).open--;
    }

    /** Notes the rows that are settled by these. */
    void settled(List<Receipt> receipts) {
        for (Receipt receipt : receipts) {
            boolean open = receipt instanceof Receipt.InDoubt || receipt instanceof Receipt.Left;
            if (!open) {
                settled(receipt.message().ordinal());
            }
        }
    }

    private Segment segment(long ordinal) {
        return segments.computeIfAbsent(ordinal / SEGMENT, number -> new Segment());
    }

    /** Where the position moves to now; empty when it stays. */
    Optional<List<Object>> moved() {
        Optional<List<Object>> moved = Optional.empty();
        for (Segment next = segments.get(first); next != null && next.isOver(); next = segments.get(first)) {
            segments.remove(first++);
            if (!next.end.isEmpty()) {
                moved = Optional.of(next.end);
            }
        }
        return moved;
    }
}
