package io.fullcircle.pipelines.run;

import io.fullcircle.connector.Rows;
import io.fullcircle.connector.Transfer;
import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.connector.destination.Destination;
import io.fullcircle.pipelines.ledger.Held;
import io.fullcircle.pipelines.ledger.Ledger;
import io.fullcircle.pipelines.ledger.Locks.Claim;

/**
 * A run that goes on, as other threads see it: they ask how far it is, and end it. It may be ended before there is
 * anything to end.
 */
final class Carrying {
    private volatile Transfer transfer;
    private int cancels;

    /** Takes the pipeline, or says who has it. */
    static Held hold(Ledger ledger, String pipeline, String run) {
        Claim claim = ledger.locks().lock(pipeline, run);
        if (claim instanceof Claim.Refused refused) {
            throw new Busy(pipeline, refused.holder());
        }
        return ((Claim.Granted) claim).held();
    }

    /** Begins; called once, by the thread that reads. */
    synchronized Transfer begin(Transfer prepared, Held held) {
        transfer = prepared;
        for (int i = 0; i < cancels; i++) {
            transfer.cancel();
        }
        held.whenLost(() -> prepared.stop(new EnvironmentException(
                "the ledger has given " + held.pipeline() + " to another process, since it heard nothing of this one",
                "see that this machine reaches the ledger's database, and run again")));
        return prepared;
    }

    /** Once: the reading ends and the queue is emptied. Twice: requests under way are broken off. */
    synchronized void cancel() {
        cancels++;
        if (transfer != null) {
            transfer.cancel();
        }
    }

    Destination.Traffic traffic() {
        var current = transfer;
        return current == null ? Destination.Traffic.NONE : current.traffic();
    }

    Runner.Progress progress() {
        var current = transfer;
        return current == null
                ? new Runner.Progress(Rows.NONE, false)
                : new Runner.Progress(current.rows(), current.allRead());
    }
}
