package io.fullcircle.connector.destination;

import io.fullcircle.connector.mapping.Message;

/** What became of one message. Each message that was taken or dropped gets exactly one. */
public sealed interface Receipt {
    Message message();

    /** The destination took it. */
    record Accepted(Message message) implements Receipt {}

    /**
     * The destination refused this message, by itself.
     *
     * @param status the HTTP status
     * @param reason the answer's body, cut at 500 characters
     */
    record Rejected(Message message, int status, String reason) implements Receipt {}

    /** Refused by the full queue, and the full spool was told to drop. It was never sent. */
    record Dropped(Message message) implements Receipt {}

    /**
     * Sent at least once, and no answer is known.
     *
     * @param why what happened to the last such attempt
     */
    record InDoubt(Message message, String why) implements Receipt {}

    /** Not sent, or answered with "not now" until delivery stopped. The next run takes its row up. */
    record Left(Message message) implements Receipt {}
}
