/** Where messages go: what a destination promises, and the outbox and spool in front of it. */
package io.fullcircle.connector.destination;
