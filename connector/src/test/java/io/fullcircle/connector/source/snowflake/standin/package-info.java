/**
 * A stand-in of Snowflake for tests and for trying pipelines offline: it speaks the protocol of Snowflake's JDBC driver over
 * plain HTTP on the loopback address and answers from an embedded DuckDB. {@link StandIn} is its Java face, {@link
 * StandInMain} the program.
 *
 * <p>It imitates logins, sessions, results in JSON and Arrow, chunks by address, polling, cancelling, SHOW,
 * INFORMATION_SCHEMA, RESULT_SCAN, and what can go wrong with all of these. It does not imitate privileges, cost, stages,
 * streams, time travel, FLATTEN and most functions: SQL beyond the common ground of both databases fails, positions in
 * error messages are always 0, lengths of texts are not kept, and a division of integers has DuckDB's type. A
 * TIMESTAMP_TZ column is compared with {@code '…'::timestamp_tz}, not with a bare text. Only BEGIN opens a transaction.
 *
 * <p>What is known of the real server only from public reports, or not at all, is marked "assumed" where it is imitated.
 */
package io.fullcircle.connector.source.snowflake.standin;
