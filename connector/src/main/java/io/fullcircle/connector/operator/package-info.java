/** Steps behind a source. SQL operators are chained into one statement and run in the database. */
package io.fullcircle.connector.operator;
