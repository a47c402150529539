package io.fullcircle.connector;

/**
 * When a run is ended because its rows are rejected or invalid.
 *
 * @param rejected how many such rows end it
 * @param last among how many settled ones
 */
public record StopWhen(int rejected, int last) {
    /** Half of the last thousand. */
    public static final StopWhen DEFAULT = new StopWhen(500, 1000);

    public StopWhen {
        if (rejected < 1 || last < rejected) {
            throw new IllegalArgumentException(rejected + " of the last " + last + " can't be");
        }
    }
}
