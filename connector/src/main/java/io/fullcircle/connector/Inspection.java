package io.fullcircle.connector;

import io.fullcircle.connector.mapping.Kind;
import io.fullcircle.connector.mapping.Mapped;
import java.util.List;

/**
 * Looks at every row of a run before the first is sent, and says whether they may go. A run that is inspected is
 * <em>staged</em>: its rows are read to the end, what would be sent waits in the spool, then comes the verdict. So what
 * is judged and what is sent come from one reading. Called by the reader's thread; what it throws fails the run, and
 * nothing is sent.
 */
public interface Inspection {
    /** What becomes of messages when all rows are read. */
    enum Verdict {
        /** They are sent. */
        GO,
        /** They are counted as held. Nothing is sent, and what the ledger knows of the source stays as it is. */
        HOLD
    }

    /** The properties whose values rows are shown with, as people write them: {@code score}, {@code scores.iphone}. */
    default List<String> properties() {
        return List.of();
    }

    /** Whether messages are only looked at: the verdict is never to send them, so that nothing has to be kept. */
    default boolean isDry() {
        return false;
    }

    /**
     * Sees a row, in the order read.
     *
     * @param row what the mapping made of it
     * @param kind what the sync mode found of it
     * @param values those of {@link #properties()}, cast as the call has them, of the kinds that a {@link
     *     io.fullcircle.connector.source.Cursor} gives, NaN for any number that JSON has not; all null where there is no such row or it is invalid before its
     *     values are cast. Used again for the next row
     */
    void see(Mapped row, Kind kind, Object[] values);

    /**
     * Asked once, when every row has been read, or as many as were asked for; never after a scan that failed or was
     * cancelled.
     *
     * @param rows as they would be if all were held: what waits to be sent counts as {@code held}. Rows that turned out
     *     to be invalid when all were read are counted so, though they were seen as something else
     */
    Verdict verdict(Rows rows);

    /** Sees nothing, and lets everything go. */
    Inspection NONE = new Inspection() {
        @Override
        public void see(Mapped row, Kind kind, Object[] values) {}

        @Override
        public Verdict verdict(Rows rows) {
            return Verdict.GO;
        }
    };
}
