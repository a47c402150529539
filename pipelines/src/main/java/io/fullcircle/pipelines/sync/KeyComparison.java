package io.fullcircle.pipelines.sync;

import io.fullcircle.connector.Comparison;
import io.fullcircle.connector.mapping.Kind;
import io.fullcircle.connector.mapping.Mark;
import io.fullcircle.pipelines.ledger.AcceptedRows;
import io.fullcircle.pipelines.ledger.SyncStates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Compares a whole scan by key with what was accepted last. Beside each known key it is noted which row had it: so a key
 * that comes again is found at once, and one that didn't come at the end. Memory doesn't grow with the keys, but for a bit
 * for each row where keys come more than once.
 */
public final class KeyComparison implements Comparison {
    /** What became of the row that had the key first: the last two bits of the number beside it. */
    private static final int WAITS = 0;

    private static final int COUNTED_UNCHANGED = 1;
    private static final int INVALID = 2;

    /** Keys whose last calls, of 32 KB at most, are asked for at once. */
    private static final int TOGETHER = 200;

    private final AcceptedRows known;
    private final SyncStates states;
    private final String state;
    private final Optional<Kind> again;
    private final BitSet repeated = new BitSet();
    private final NewKeys newKeys;
    private OptionalLong takenBack = OptionalLong.empty();

    /**
     * @param again as what a row is sent that was accepted as it is; empty for not at all
     * @param scratch a folder for what doesn't fit into memory
     */
    public KeyComparison(SyncStates states, String state, Optional<Kind> again, Path scratch) {
        this.states = states;
        this.state = state;
        this.again = again;
        this.known = states.load(state, scratch);
        this.newKeys = new NewKeys(scratch);
    }

    @Override
    public Mark find(long ordinal, long high, long low, long digest) {
        long entry = known.find(high, low);
        if (entry == AcceptedRows.NONE) {
            return newKeys.add(ordinal, high, low) ? Mark.REPEATED : new Mark(Kind.ADDED, high, low, digest, 1);
        }
        if (known.number(entry) != 0) {
            repeat(entry);
            return Mark.REPEATED;
        }
        boolean present = known.isPresent(entry);
        boolean same = present && known.value(entry) == digest;
        if (same && again.isEmpty()) {
            saw(entry, ordinal, COUNTED_UNCHANGED);
            return Mark.UNCHANGED;
        }
        saw(entry, ordinal, WAITS);
        Kind kind = same ? again.get() : present ? Kind.CHANGED : Kind.ADDED;
        return new Mark(kind, high, low, digest, known.versions(entry) + 1);
    }

    @Override
    public void sawInvalid(long ordinal, long high, long low) {
        long entry = known.find(high, low);
        if (entry == AcceptedRows.NONE) {
            newKeys.addInvalid(ordinal, high, low);
            return;
        }
        long number = known.number(entry);
        if (number == 0 || ordinal(number) == ordinal) {
            saw(entry, ordinal, INVALID);
            return;
        }
        repeat(entry);
    }

    /** The key comes again: the row that had it first is invalid, too, if it isn't already. */
    private void repeat(long entry) {
        long number = known.number(entry);
        long first = ordinal(number);
        int fate = (int) (number & 3);
        if (fate == WAITS) {
            repeated.set(Math.toIntExact(first));
        }
        if (fate == COUNTED_UNCHANGED) {
            takenBack = OptionalLong.of(first);
        }
        saw(entry, first, INVALID);
    }

    private void saw(long entry, long ordinal, int fate) {
        known.setNumber(entry, (ordinal + 1) << 2 | fate);
    }

    private static long ordinal(long number) {
        return (number >>> 2) - 1;
    }

    @Override
    public OptionalLong takenBack() {
        OptionalLong told = takenBack;
        takenBack = OptionalLong.empty();
        return told;
    }

    @Override
    public long findRepeated() {
        repeated.or(newKeys.repeated());
        return repeated.cardinality();
    }

    @Override
    public boolean isRepeated(long ordinal) {
        return repeated.get(Math.toIntExact(ordinal));
    }

    @Override
    public Iterator<Gone> gone() {
        return new Iterator<>() {
            private long next = after(-1);
            private Iterator<Gone> found = Collections.emptyIterator();

            @Override
            public boolean hasNext() {
                return found.hasNext() || next < known.size();
            }

            @Override
            public Gone next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                if (!found.hasNext()) {
                    var marks = new ArrayList<Mark>();
                    for (; next < known.size() && marks.size() < TOGETHER; next = after(next)) {
                        marks.add(removal(next));
                    }
                    found = gone(marks).iterator();
                }
                return found.next();
            }
        };
    }

    /** The next accepted key that no row had. */
    private long after(long entry) {
        long next = entry + 1;
        while (next < known.size() && (known.number(next) != 0 || !known.isPresent(next))) {
            next++;
        }
        return next;
    }

    private Mark removal(long entry) {
        return new Mark(
                Kind.REMOVED, known.high(entry), known.low(entry), known.value(entry), known.versions(entry) + 1);
    }

    private List<Gone> gone(List<Mark> marks) {
        List<Optional<SyncStates.LastCall>> calls = states.lastCalls(state, marks);
        var gone = new ArrayList<Gone>();
        for (int i = 0; i < marks.size(); i++) {
            Optional<SyncStates.LastCall> last = calls.get(i);
            gone.add(new Gone(
                    marks.get(i),
                    last.map(SyncStates.LastCall::key).orElse(null),
                    last.map(SyncStates.LastCall::call).orElse(null)));
        }
        return gone;
    }

    @Override
    public void close() {
        newKeys.close();
    }
}
