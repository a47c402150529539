package io.fullcircle.connector.source.sql;

import java.util.Locale;

/** What a database makes of a name without quotes. */
public enum Folding {
    LOWER,
    UPPER,
    /** Names match in any case, with quotes and without. */
    NONE,
    UNKNOWN;

    /** Whether this plain name means the same with quotes and without. */
    public boolean keeps(String name) {
        return switch (this) {
            case LOWER -> name.equals(name.toLowerCase(Locale.ROOT));
            case UPPER -> name.equals(name.toUpperCase(Locale.ROOT));
            case NONE -> true;
            case UNKNOWN -> false;
        };
    }
}
