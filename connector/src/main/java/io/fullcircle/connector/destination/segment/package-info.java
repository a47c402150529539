/** Segment's HTTP source as a destination: the queue, the spool, batches through analytics-java, and their answers. */
package io.fullcircle.connector.destination.segment;
