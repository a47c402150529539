/**
 * Any database with a JDBC driver on the class path.
 *
 * <table>
 *   <caption>What becomes of JDBC's types</caption>
 *   <tr><th>type</th><th>value</th></tr>
 *   <tr><td>BOOLEAN</td><td>Boolean</td></tr>
 *   <tr><td>BIT</td><td>by what the driver makes of it: Boolean, or base64 of its bytes</td></tr>
 *   <tr><td>TINYINT … BIGINT</td><td>Long; BigInteger for an unsigned BIGINT that needs it</td></tr>
 *   <tr><td>DECIMAL, NUMERIC</td><td>BigDecimal with the column's scale</td></tr>
 *   <tr><td>REAL; FLOAT, DOUBLE</td><td>Float; Double</td></tr>
 *   <tr><td>CHAR … CLOB, SQLXML, ROWID</td><td>text, the padding of CHAR included</td></tr>
 *   <tr><td>BINARY … BLOB</td><td>base64</td></tr>
 *   <tr><td>DATE, TIME</td><td>LocalDate, LocalTime</td></tr>
 *   <tr><td>TIMESTAMP</td><td>LocalDateTime: the digits that the driver shows, with no shift</td></tr>
 *   <tr><td>TIMESTAMP WITH TIME ZONE</td><td>OffsetDateTime with its own offset</td></tr>
 *   <tr><td>TIME WITH TIME ZONE</td><td>text with its offset: 10:00:00+02:00</td></tr>
 *   <tr><td>types named JSON or JSONB</td><td>Json</td></tr>
 *   <tr><td>ARRAY, STRUCT</td><td>Json; structs are arrays, for JDBC doesn't tell their names</td></tr>
 *   <tr><td>all others, and every column of SQLite</td><td>by the class of each value, else text as the driver
 *       prints it</td></tr>
 * </table>
 */
package io.fullcircle.connector.source.jdbc;
