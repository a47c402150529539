package io.fullcircle.connector.source;

import java.util.List;

/**
 * A table that is made where it isn't there.
 *
 * @param name of letters, digits and underscores
 */
public record NewTable(String name, List<Field> columns) {
    public NewTable {
        columns = List.copyOf(columns);
    }

    /** A column; its name is of letters, digits and underscores, too. Every value may be null. */
    public record Field(String name, Type type) {}

    /** What a column holds. */
    public enum Type {
        /** A {@link String}. */
        TEXT,
        /** A {@link Long}. */
        NUMBER,
        /** An {@link java.time.Instant}. */
        TIME
    }
}
