package io.fullcircle.connector.destination.segment;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** What one attempt to send a batch came to. */
sealed interface Attempt {
    /**
     * The server answered.
     *
     * @param body its beginning, at most {@value #REASON_LENGTH} characters
     * @param retryAfter when it asked to be tried again
     */
    record Answered(int status, String body, Optional<Duration> retryAfter) implements Attempt {}

    /**
     * No answer came.
     *
     * @param sent whether any of the body had been handed to the connection, so that the server may have taken it
     */
    record Unanswered(IOException cause, boolean sent) implements Attempt {}

    /** The open circuit let nothing through. */
    record NotTried() implements Attempt {}

    /** How much of an answer is kept as a reason. */
    int REASON_LENGTH = 500;

    /** Whether it makes sense to try again. */
    default boolean later() {
        return !(this instanceof Answered answered) || Verdict.of(answered.status()) == Verdict.LATER;
    }

    /** For people: what happened. */
    default String inWords() {
        if (this instanceof Answered answered) {
            return "HTTP " + answered.status() + (answered.body().isBlank() ? "" : " " + answered.body());
        }
        if (this instanceof Unanswered unanswered) {
            String message = unanswered.cause().getMessage();
            return message == null ? unanswered.cause().getClass().getSimpleName() : message;
        }
        return "too many failures in a row, no request was made";
    }
}
