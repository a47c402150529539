package io.fullcircle.connector.guard;

/** What becomes of a run that breaks a rule. */
public enum Then {
    /** It goes on, and that is said. */
    WARN,
    /** It sends nothing and waits for a person, who may let it through. */
    HOLD,
    /** It sends nothing and has failed: nobody can let it through, the data or the rule have to change. */
    FAIL
}
