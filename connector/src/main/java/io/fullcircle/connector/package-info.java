/** The journey of a row, from the cursor to its bucket: {@link io.fullcircle.connector.Transfer}. */
package io.fullcircle.connector;
