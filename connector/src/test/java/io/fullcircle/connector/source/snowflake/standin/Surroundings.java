package io.fullcircle.connector.source.snowflake.standin;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What a statement's meaning depends on besides its text.
 *
 * @param binds SQL literals for the question marks; null when the statement is only described
 * @param temporary names of the session's temporary tables, as DuckDB stores them
 * @param results finds what RESULT_SCAN reads
 */
record Surroundings(
        String account, Session session, Instant now, List<String> binds, Set<String> temporary, Results results) {

    /** The stored results, seen by RESULT_SCAN. */
    interface Results {
        /** A subquery over the result's rows under its own column names. */
        String scan(String queryId) throws SqlFailure;
    }
}
