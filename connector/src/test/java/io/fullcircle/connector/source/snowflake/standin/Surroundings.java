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
        String account,
        Session session,
        Instant now,
        List<String> binds,
        Set<String> temporary,
        Results results,
        Reading reading) {

    /**
     * How timestamps are read. Snowflake converts its three kinds into each other where DuckDB's types do not; so a query
     * that DuckDB refuses for that is tried again in the other way.
     */
    enum Reading {
        PLAIN,
        /** TIMESTAMP_LTZ values of the statement itself as wall clock, to be compared with TIMESTAMP_NTZ. */
        WALL_CLOCK,
        /** TIMESTAMP_NTZ values of the statement itself without nanoseconds, to be compared with the year 9999. */
        WIDE,
        /** Casts look into structs: TIMESTAMP_TZ columns are cast to other kinds. */
        OPENED
    }

    Surroundings read(Reading other) {
        return new Surroundings(account, session, now, binds, temporary, results, other);
    }

    /** The stored results, seen by RESULT_SCAN. */
    interface Results {
        /** A subquery over the result's rows under its own column names. */
        String scan(String queryId) throws SqlFailure;
    }
}
