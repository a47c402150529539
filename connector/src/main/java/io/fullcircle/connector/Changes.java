package io.fullcircle.connector;

/**
 * What a comparison came to. Rows that are invalid are in none of these; those that are only noted, held, rejected or left
 * are.
 *
 * @param added keys that were not accepted before
 * @param changed keys with another content
 * @param removed accepted keys that the scan didn't find
 * @param unchanged rows that were accepted as they are
 */
public record Changes(long added, long changed, long removed, long unchanged) {
    public static final Changes NONE = new Changes(0, 0, 0, 0);
}
