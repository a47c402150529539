package io.fullcircle.pipelines.drill;

import java.util.Random;

/** The moments at which a run is killed. */
enum Aim {
    /** From its first instruction to shortly after it has begun. */
    STARTING,
    /** While rows are read: those of an interrupted run, that are not sent again, among them. */
    READING,
    /** Once a share of the rows has arrived. */
    SENDING,
    /** When the last row has arrived: the queue is empty, the run is being closed. */
    FINISHING;

    static Aim any(Random random) {
        return values()[random.nextInt(values().length)];
    }
}
