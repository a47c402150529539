package io.fullcircle.connector.destination;

import java.util.List;

/**
 * Hears what became of messages. Called by a thread of the destination's, one call at a time; messages of one customer
 * come in the order read. A call that throws stops the delivery: what it couldn't take
 * counts as in doubt.
 */
@FunctionalInterface
public interface Receipts {
    /** @param receipts of one batch or several, at least one; not kept by the caller */
    void settled(List<Receipt> receipts);
}
