package io.fullcircle.connector;

/**
 * When a run is ended because its calls are rejected.
 *
 * @param rejected how many rejected calls end it
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
