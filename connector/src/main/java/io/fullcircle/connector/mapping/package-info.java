/** Rows become messages here: pure functions over values, no thread, clock, file or socket. */
package io.fullcircle.connector.mapping;
