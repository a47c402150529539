/**
 * Snowflake, through its own driver. One query, one session, one result in Arrow, which the driver fetches ahead in a
 * few threads.
 *
 * <table>
 *   <caption>What becomes of Snowflake's types</caption>
 *   <tr><th>type</th><th>value</th></tr>
 *   <tr><td>BOOLEAN</td><td>Boolean</td></tr>
 *   <tr><td>NUMBER(p,0)</td><td>Long; BigInteger for more than it holds</td></tr>
 *   <tr><td>NUMBER(p,s), DECFLOAT</td><td>BigDecimal, the scale as the column has it</td></tr>
 *   <tr><td>FLOAT</td><td>Double, NaN and infinities included</td></tr>
 *   <tr><td>VARCHAR</td><td>text</td></tr>
 *   <tr><td>BINARY</td><td>base64</td></tr>
 *   <tr><td>DATE, TIME</td><td>LocalDate, LocalTime, to the nanosecond</td></tr>
 *   <tr><td>TIMESTAMP_NTZ</td><td>LocalDateTime: the digits that Snowflake shows</td></tr>
 *   <tr><td>TIMESTAMP_LTZ</td><td>Instant, whatever the session's zone</td></tr>
 *   <tr><td>TIMESTAMP_TZ</td><td>OffsetDateTime with its own offset</td></tr>
 *   <tr><td>VARIANT, OBJECT, ARRAY, MAP, VECTOR</td><td>Json; a JSON null is Json, an SQL NULL is null; undefined
 *       becomes null</td></tr>
 *   <tr><td>GEOGRAPHY, GEOMETRY</td><td>Json where the account prints GeoJSON, else text</td></tr>
 *   <tr><td>all others</td><td>text as Snowflake prints it</td></tr>
 * </table>
 */
package io.fullcircle.connector.source.snowflake;
