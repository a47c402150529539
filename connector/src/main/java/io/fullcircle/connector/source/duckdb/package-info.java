/**
 * DuckDB, embedded: a database file, or none, and files that SQL reads. A query that is cancelled stops at once while it
 * hasn't answered a row, and with the batch of rows at hand afterwards: its driver can't interrupt a fetch.
 *
 * <table>
 *   <caption>What becomes of DuckDB's types</caption>
 *   <tr><th>type</th><th>value</th></tr>
 *   <tr><td>BOOLEAN</td><td>Boolean</td></tr>
 *   <tr><td>TINYINT … BIGINT, UTINYINT … UINTEGER</td><td>Long</td></tr>
 *   <tr><td>UBIGINT, HUGEINT, UHUGEINT, BIGNUM</td><td>Long where it fits, else BigInteger</td></tr>
 *   <tr><td>DECIMAL</td><td>BigDecimal with the column's scale</td></tr>
 *   <tr><td>FLOAT, DOUBLE</td><td>Float, Double; NaN and infinities too</td></tr>
 *   <tr><td>VARCHAR, ENUM, UUID, INTERVAL, BIT, GEOMETRY</td><td>text as DuckDB prints it</td></tr>
 *   <tr><td>BLOB</td><td>base64</td></tr>
 *   <tr><td>DATE, TIME, TIME_NS</td><td>LocalDate, LocalTime; infinite dates and 24:00:00 as text</td></tr>
 *   <tr><td>TIME WITH TIME ZONE</td><td>text as DuckDB prints it: 10:00:00+02</td></tr>
 *   <tr><td>TIMESTAMP, TIMESTAMP_S, _MS, _NS</td><td>LocalDateTime to the nanosecond; infinite ones as text</td></tr>
 *   <tr><td>TIMESTAMP WITH TIME ZONE</td><td>Instant; infinite ones as text</td></tr>
 *   <tr><td>JSON, VARIANT</td><td>Json; NaN and infinities, which DuckDB lets pass there, become null</td></tr>
 *   <tr><td>LIST, ARRAY, STRUCT, MAP</td><td>Json; keys of maps become text</td></tr>
 *   <tr><td>UNION</td><td>the member that is set, as its own type; timestamps in it as DuckDB prints them</td></tr>
 * </table>
 */
package io.fullcircle.connector.source.duckdb;
