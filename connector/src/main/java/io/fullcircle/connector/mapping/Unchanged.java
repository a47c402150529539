package io.fullcircle.connector.mapping;

/**
 * A row that was accepted before as it is.
 *
 * @param ordinal which row of the run it was, counted from 0 in the order read
 */
public record Unchanged(long ordinal, String key) implements Mapped {
    @Override
    public Kind kind() {
        return Kind.UNCHANGED;
    }
}
