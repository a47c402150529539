/**
 * A stand-in of Snowflake for tests and for trying pipelines offline: it speaks the protocol of the JDBC driver over
 * plain HTTP on the loopback address and answers from an embedded DuckDB. It runs no privilege checks and no cost.
 *
 * <p>What is known of the real server only from public reports is marked "assumed" where it is imitated.
 */
package io.fullcircle.connector.source.snowflake.standin;
