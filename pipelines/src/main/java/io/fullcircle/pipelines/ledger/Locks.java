package io.fullcircle.pipelines.ledger;

import java.util.Optional;

/** Who carries out which pipeline: one run of each at a time, over all processes that share the ledger. */
public interface Locks {
    /** What a process gets that asks for a pipeline. */
    sealed interface Claim {
        record Granted(Held held) implements Claim {}

        /** @param holder who has it */
        record Refused(Holder holder) implements Claim {}
    }

    /**
     * Asks for a pipeline. With the embedded ledger the answer comes at once, and a dead holder has nothing. With a
     * shared one a holder that doesn't prove itself alive is waited for: until its next sign of life, some seconds, or
     * until its lease has run out.
     *
     * @param run the run that is to carry it out
     */
    Claim lock(String pipeline, String run);

    /** Who has it now, as far as is known without waiting. */
    Optional<Holder> holder(String pipeline);
}
