package io.fullcircle.connector.source.snowflake.standin;

import java.time.Instant;
import java.util.Map;

/**
 * A statement that the server has received, as it stands now.
 *
 * @param tag the QUERY_TAG that held for it; empty when none did
 * @param described whether it was only described, which runs nothing
 * @param rows of its result so far known; 0 for others
 * @param parameters the session's, with the statement's own over them
 */
public record LoggedStatement(
        String queryId,
        String requestId,
        long sessionId,
        String user,
        String warehouse,
        String text,
        String tag,
        boolean described,
        boolean async,
        State state,
        int code,
        long rows,
        Instant received,
        Map<String, String> parameters) {

    /** How far a statement has come. */
    public enum State {
        RUNNING,
        SUCCEEDED,
        FAILED,
        ABORTED,
        TIMED_OUT
    }
}
