package io.fullcircle.connector;

/** The destination refuses so many messages that something is wrong with all of them. The run ends; exit code 4. */
public final class RejectedTooOften extends RuntimeException {
    RejectedTooOften(String problem) {
        super(problem);
    }

    /** What the user can do about it, one sentence. */
    public String remedy() {
        return "mend the mapping, or raise failure.stop_when; rejected calls are kept as dead letters";
    }
}
