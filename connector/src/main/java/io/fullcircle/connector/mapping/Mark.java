package io.fullcircle.connector.mapping;

/**
 * By what an accepted row is known again in later runs.
 *
 * @param kind what was found of the row
 * @param high the upper half of 128 bits that name it: in {@code changed} XXH3-128 of its key, in {@code incremental} its
 *     message id
 * @param low the lower half
 * @param value in {@code changed} the digest of its content, in {@code incremental} the {@link CursorPlace} of its cursor
 *     value
 * @param versions in {@code changed} how many versions of the key have been accepted when this one is; else 0
 */
public record Mark(Kind kind, long high, long low, long value, int versions) {
    /** Nothing is kept of the row. */
    public static final Mark NONE = new Mark(Kind.UNCOMPARED, 0, 0, 0, 0);

    public static final Mark UNCHANGED = new Mark(Kind.UNCHANGED, 0, 0, 0, 0);
    public static final Mark REPEATED = new Mark(Kind.REPEATED, 0, 0, 0, 0);

    /** Whether there is anything to keep. */
    public boolean isKept() {
        return this != NONE && (high != 0 || low != 0);
    }
}
