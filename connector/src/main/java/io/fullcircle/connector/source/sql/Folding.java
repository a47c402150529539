package io.fullcircle.connector.source.sql;

import java.util.Locale;

/** What a database makes of a name without quotes. */
public enum Folding {
    LOWER,
    UPPER,
    /** Names match in any case, with quotes and without. */
    NONE,
    UNKNOWN;

    /** The name as the database keeps it. */
    String fold(String name) {
        return switch (this) {
            case LOWER -> name.toLowerCase(Locale.ROOT);
            case UPPER -> name.toUpperCase(Locale.ROOT);
            case NONE, UNKNOWN -> name;
        };
    }

    /** Whether this plain name means the same with quotes and without. */
    public boolean keeps(String name) {
        return this != UNKNOWN && fold(name).equals(name);
    }
}
