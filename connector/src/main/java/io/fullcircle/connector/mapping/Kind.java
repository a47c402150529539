package io.fullcircle.connector.mapping;

/** What was found of a row when it was compared with what was accepted before. */
public enum Kind {
    /** It was compared with nothing. */
    UNCOMPARED,
    /** Its key is not among the accepted ones. */
    ADDED,
    /** Its key is, with another content. */
    CHANGED,
    /** No row: an accepted key that a whole scan didn't find. */
    REMOVED,
    /** It was accepted just like that. */
    UNCHANGED,
    /** Its key came before in the same scan. */
    REPEATED,
    /** Settled by the interrupted run that this one resumes; compared no further. */
    RESUMED
}
