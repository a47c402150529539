package io.fullcircle.pipelines.schedule;

/**
 * When a pipeline is to run by itself.
 *
 * @param when its due times, or the pipeline that it follows
 * @param catchUp what becomes of due times at which no server was there
 * @param overlap what becomes of those at which it is still running
 */
public record Schedule(When when, CatchUp catchUp, Overlap overlap) {
    /** Whether times that were missed are made up for. */
    public enum CatchUp {
        /** They are gone. */
        NONE,
        /** One run, for the newest of them. */
        ONCE
    }

    /** What a run that still goes on does to the next. */
    public enum Overlap {
        /** It isn't started. */
        SKIP,
        /** It waits. Of several times that pass meanwhile the newest is kept; of several runs followed, each. */
        QUEUE
    }

    /** The same text is the same schedule. */
    public String text() {
        return when.text();
    }
}
