package io.fullcircle.connector.mapping;

/**
 * A row that has become a call, encoded once: what is sized, spooled and sent are these bytes.
 *
 * @param ordinal which row of the run it was, counted from 0 in the order read
 * @param key the row's key as people write it: {@code 42}, several columns as {@code a,b}
 * @param lane a hash of the customer; calls of equal lane are delivered in the order offered
 * @param id the message id, 32 hexadecimal digits
 * @param json the whole call in UTF-8, its {@code messageId} included; not to be changed
 * @param mark what is kept of the row when it is accepted
 */
public record Message(long ordinal, String key, int lane, String id, byte[] json, Mark mark) implements Mapped {
    /** Where in {@code json} the content begins: behind the id, which every call has at the same place. */
    public static final int CONTENT_AT = Envelope.CONTENT_AT;

    /** A message of which nothing is kept. */
    public Message(long ordinal, String key, int lane, String id, byte[] json) {
        this(ordinal, key, lane, id, json, Mark.NONE);
    }

    /** The same, of which this is kept. */
    Message marked(Mark other) {
        return new Message(ordinal, key, lane, id, json, other);
    }

    @Override
    public Kind kind() {
        return mark.kind();
    }
}
