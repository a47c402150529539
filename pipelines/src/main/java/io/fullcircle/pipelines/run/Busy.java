package io.fullcircle.pipelines.run;

import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.pipelines.ledger.Holder;

/** Another process, or another thread of this one, carries the pipeline out. */
public final class Busy extends EnvironmentException {
    Busy(String pipeline, Holder holder) {
        super(
                pipeline + " is being carried out by " + holder,
                "wait for its end, or stop it: the next run takes up what it leaves");
    }
}
