package io.fullcircle.connector.destination;

import java.util.List;

/**
 * Hears what became of messages. Called by the destination's sender threads and by the reader's thread, one call at a
 * time; messages of one customer come in the order read. A call that throws stops the delivery: what it couldn't take
 * counts as in doubt.
 */
@FunctionalInterface
public interface Receipts {
    /** @param receipts one batch's, at least one; not kept by the caller */
    void settled(List<Receipt> receipts);
}
