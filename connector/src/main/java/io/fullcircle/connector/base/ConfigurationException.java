package io.fullcircle.connector.base;

/**
 * The user's turn: a file, a setting or a name is wrong. The message says what and where, {@link #remedy()} what to
 * do. Never shown with a stack trace; exit code 2.
 */
public final class ConfigurationException extends RuntimeException {
    private final String remedy;

    /**
     * @param problem one sentence: what is wrong, with the names involved, without secrets
     * @param remedy one sentence: what to do
     */
    public ConfigurationException(String problem, String remedy) {
        super(problem);
        this.remedy = remedy;
    }

    public ConfigurationException(String problem, String remedy, Throwable cause) {
        super(problem, cause);
        this.remedy = remedy;
    }

    /** What the user can do about it, one sentence. */
    public String remedy() {
        return remedy;
    }
}
