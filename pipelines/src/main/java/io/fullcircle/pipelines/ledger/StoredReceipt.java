package io.fullcircle.pipelines.ledger;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What became of one row of a run. Of a delivered one only the first five are known.
 *
 * @param run the run's id
 * @param ordinal which row of the run it was
 * @param messageId what to look for at the destination; invalid rows have none
 * @param key the row's key, as far as it has one
 * @param status the destination's HTTP status
 * @param reason why it wasn't delivered
 * @param detail what is particular to this row
 * @param letter how the dead letter stands, if it is one
 */
public record StoredReceipt(
        String run,
        long ordinal,
        Bucket bucket,
        Instant settledAt,
        Optional<String> messageId,
        Optional<String> key,
        OptionalInt status,
        Optional<String> reason,
        Optional<String> detail,
        Optional<DeadLetter.State> letter) {

    static StoredReceipt delivered(String run, long ordinal, Instant settledAt, Optional<String> messageId) {
        return new StoredReceipt(
                run,
                ordinal,
                Bucket.DELIVERED,
                settledAt,
                messageId,
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
