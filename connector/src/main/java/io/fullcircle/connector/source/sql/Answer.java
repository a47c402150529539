package io.fullcircle.connector.source.sql;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a server says of a result beside its rows.
 *
 * @param id what it calls the statement
 * @param rows how many rows the result has
 */
public record Answer(Optional<String> id, OptionalLong rows) {
    /** Nothing. */
    public static final Answer NONE = new Answer(Optional.empty(), OptionalLong.empty());
}
