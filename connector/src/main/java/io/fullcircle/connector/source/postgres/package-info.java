/**
 * PostgreSQL and what speaks its protocol.
 *
 * <table>
 *   <caption>What becomes of PostgreSQL's types</caption>
 *   <tr><th>type</th><th>value</th></tr>
 *   <tr><td>smallint, integer, bigint, oid</td><td>Long</td></tr>
 *   <tr><td>numeric</td><td>BigDecimal with the scale that the value has; NaN and infinities as Double</td></tr>
 *   <tr><td>real, double precision</td><td>Float, Double; NaN and infinities too</td></tr>
 *   <tr><td>boolean</td><td>Boolean</td></tr>
 *   <tr><td>text, varchar, char(n), name, xml, enums, uuid, inet, money, interval, bit, ranges, geometric and text search
 *       types, and every type not named here</td><td>text as PostgreSQL prints it; char(n) with its padding</td></tr>
 *   <tr><td>bytea</td><td>base64</td></tr>
 *   <tr><td>date, time</td><td>LocalDate, LocalTime; infinite dates and 24:00:00 as text</td></tr>
 *   <tr><td>time with time zone</td><td>text as PostgreSQL prints it: 10:00:00+02</td></tr>
 *   <tr><td>timestamp</td><td>LocalDateTime; infinite ones as the text infinity or -infinity</td></tr>
 *   <tr><td>timestamp with time zone</td><td>Instant; infinite ones as text</td></tr>
 *   <tr><td>json, jsonb</td><td>Json</td></tr>
 *   <tr><td>arrays of any dimension</td><td>Json; lower bounds are dropped</td></tr>
 *   <tr><td>composite types, rows of tables</td><td>Json, an object; anonymous records as text</td></tr>
 *   <tr><td>hstore</td><td>Json, an object of texts</td></tr>
 *   <tr><td>domains</td><td>as the type they are over</td></tr>
 * </table>
 */
package io.fullcircle.connector.source.postgres;
