package io.fullcircle.connector.mapping;

/**
 * A row that can't become a call. It is never sent.
 *
 * @param ordinal which row of the run it was, counted from 0 in the order read
 * @param key the row's key as far as it has one, or null
 * @param reason one sentence, without the row's values: the same for all rows with the same fault, so that it groups
 * @param detail what is particular to this row (the value, the size), or null
 */
public record Invalid(long ordinal, String key, String reason, String detail) implements Mapped {
    @Override
    public Kind kind() {
        return Kind.UNCOMPARED;
    }
}
