package io.fullcircle.connector.operator;

import java.util.Objects;

/**
 * What a query is asked for. A database whose history keeps notes beside statements gets it as one, so that whoever
 * pays for them finds out where they come from.
 *
 * @param pipeline the pipeline's name; empty for none
 * @param run the run's id; empty outside of a run
 */
public record Purpose(String pipeline, String run) {
    /** Nothing is said. */
    public static final Purpose NONE = new Purpose("", "");

    public Purpose {
        Objects.requireNonNull(pipeline);
        Objects.requireNonNull(run);
    }
}
