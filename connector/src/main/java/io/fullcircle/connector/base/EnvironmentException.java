package io.fullcircle.connector.base;

/**
 * The world's turn: a host, a database, a disk or a destination doesn't do its part. The message says which and why,
 * {@link #remedy()} what to do. Never shown with a stack trace; exit code 3.
 */
public class EnvironmentException extends RuntimeException {
    private final String remedy;

    /**
     * @param problem one sentence: which host or file, and why, without secrets
     * @param remedy one sentence: what to do
     */
    public EnvironmentException(String problem, String remedy) {
        super(problem);
        this.remedy = remedy;
    }

    public EnvironmentException(String problem, String remedy, Throwable cause) {
        super(problem, cause);
        this.remedy = remedy;
    }

    /** What the user can do about it, one sentence. */
    public String remedy() {
        return remedy;
    }
}
