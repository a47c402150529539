/**
 * What every SQL source shares: {@link io.fullcircle.connector.source.sql.SqlSource} chains operators into one
 * statement, opens it on a pooled connection and streams its rows. What one kind of database does differently is its
 * {@link io.fullcircle.connector.source.sql.Dialect}; where it is and how to get in, its {@link
 * io.fullcircle.connector.source.sql.Endpoint}.
 *
 * <p>The journey of a query: {@code Chain} writes the statement, {@code Connections} lends a connection, {@link
 * io.fullcircle.connector.source.sql.Projection} binds one {@link io.fullcircle.connector.source.sql.ColumnReader} to
 * each column, {@code SqlCursor} runs it, {@code SqlErrors} says what went wrong in the user's terms.
 *
 * <p>What holds for the values of every source, on top of the table of types in its own package:
 *
 * <ul>
 *   <li>sessions are in UTC where the database has session zones, whatever the machine's and the JVM's zone
 *   <li>a timestamp or date of {@code infinity}, and the time {@code 24:00:00}, arrive as the text that the database
 *       prints, for Java's own types can't hold them
 *   <li>nested values become JSON: timestamps {@code yyyy-MM-ddTHH:mm:ss[.fraction]Z}, binary as base64, NaN and
 *       infinities null and counted
 * </ul>
 */
package io.fullcircle.connector.source.sql;
