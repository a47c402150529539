package io.fullcircle.connector.mapping;

/**
 * A row that is not to be sent, since {@code on} or {@code backfill} leaves its kind out, but counts as known from now on.
 *
 * @param message what it would be; without bytes where nobody needs them
 */
public record Noted(Message message) implements Mapped {
    @Override
    public long ordinal() {
        return message.ordinal();
    }

    @Override
    public String key() {
        return message.key();
    }

    @Override
    public Kind kind() {
        return message.kind();
    }
}
