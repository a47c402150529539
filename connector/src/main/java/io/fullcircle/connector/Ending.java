package io.fullcircle.connector;

import io.fullcircle.connector.destination.Destination;
import java.util.List;
import java.util.Optional;

/**
 * How a transfer ended.
 *
 * @param state see {@link State}
 * @param rows the rows by bucket
 * @param changes what comparing them came to; empty where the mode compares nothing by key
 * @param nulled NaN and infinite numbers that became null, since JSON has none
 * @param repeated rows equal in key and content to an earlier one: one message at Segment, delivered all the same
 * @param repeatedIds some of their message ids
 * @param refused messages that the full queue refused at first
 * @param traffic requests and the queue's peak
 * @param statement what the source calls the statement whose rows were read, where it has such a name
 * @param why what ended it early: {@link io.fullcircle.connector.base.ConfigurationException}, {@link
 *     io.fullcircle.connector.base.EnvironmentException}, or any other for a defect
 */
public record Ending(
        State state,
        Rows rows,
        Optional<Changes> changes,
        long nulled,
        long repeated,
        List<String> repeatedIds,
        long refused,
        Destination.Traffic traffic,
        Optional<String> statement,
        Optional<RuntimeException> why) {
    public Ending {
        repeatedIds = List.copyOf(repeatedIds);
    }

    /** A transfer that failed before it began. */
    public static Ending early(RuntimeException why) {
        return new Ending(
                State.FAILED,
                Rows.NONE,
                Optional.empty(),
                0,
                0,
                List.of(),
                0,
                Destination.Traffic.NONE,
                Optional.empty(),
                Optional.of(why));
    }

    /** The same, but what came at its end failed. What failed first counts. */
    public Ending failed(RuntimeException reason) {
        return new Ending(
                State.FAILED,
                rows,
                changes,
                nulled,
                repeated,
                repeatedIds,
                refused,
                traffic,
                statement,
                why.or(() -> Optional.of(reason)));
    }

    /** The same, and why it ended so. */
    public Ending because(RuntimeException reason) {
        return new Ending(
                state, rows, changes, nulled, repeated, repeatedIds, refused, traffic, statement, Optional.of(reason));
    }

    public enum State {
        /** Every row was delivered. */
        COMPLETED,
        /** Every row is settled; some were rejected, invalid or dropped. */
        COMPLETED_WITH_REJECTS,
        /** Every row was read, and none may be sent. */
        HELD,
        /** It ended before its rows did. */
        FAILED,
        /** Somebody asked it to end. */
        CANCELLED
    }
}
