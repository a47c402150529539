package io.fullcircle.connector;

import io.fullcircle.connector.destination.Receipt;
import io.fullcircle.connector.mapping.Invalid;
import io.fullcircle.connector.mapping.Message;
import java.util.List;

/**
 * Hears what becomes of each row, once. Calls come one at a time, from the reader's thread and the destination's. A call
 * that throws stops the run: its rows are not settled, and the next run takes them up.
 */
public interface Observer {
    /**
     * The source has answered, and this is what it calls the statement: by that name the same rows can be read again.
     * Before the first row; never, where the source has no such names.
     */
    default void reading(String statementId) {}

    /** A row that can't become a message. */
    void invalid(Invalid row);

    /** @param receipts at least one */
    void settled(List<Receipt> receipts);

    /**
     * Rows that are not sent, since their kind is left out, and count as known from now on.
     *
     * @param rows what they would be; without bytes where nobody needs them; at least one
     */
    default void noted(List<Message> rows) {}

    /**
     * Every row up to here is settled. Only told where the query has an order.
     *
     * @param position the values of the order's columns, of the kinds that a cursor gives
     */
    default void moved(List<Object> position) {}

    /** Hears nothing. */
    Observer NONE = new Observer() {
        @Override
        public void invalid(Invalid row) {}

        @Override
        public void settled(List<Receipt> receipts) {}
    };
}
