package io.fullcircle.connector.destination.segment;

/**
 * What an HTTP status means for the messages of the request. Segment answers 200 to all but too large bodies and broken
 * JSON, which are 400 (HTTP API, "Errors"); 413 is what a proxy in front of it says.
 */
enum Verdict {
    /** The messages were taken. */
    ACCEPTED,
    /** Something in this body was refused: it is split until the message is found. */
    REFUSED,
    /** Not now: try again. */
    LATER,
    /** The credentials were refused: no message can be sent. */
    CREDENTIALS,
    /** Nothing that takes batches is there: no message can be sent. */
    WRONG_ADDRESS;

    static Verdict of(int status) {
        return switch (status) {
            case 401, 403 -> CREDENTIALS;
            case 404, 405, 410, 407, 421 -> WRONG_ADDRESS;
            case 408, 425, 429 -> LATER;
            default -> ofClass(status);
        };
    }

    private static Verdict ofClass(int status) {
        if (status >= 500) {
            return LATER;
        }
        if (status >= 400) {
            return REFUSED;
        }
        return status >= 200 && status < 300 ? ACCEPTED : WRONG_ADDRESS;
    }
}
