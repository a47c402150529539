package io.fullcircle.connector.source.snowflake;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The driver's own log. It repeats what its exceptions say, at length and for everything it tries again; so it is
 * silent, unless somebody has set a level for it.
 */
final class DriverLog {
    /** Held here, since the log manager lets loggers go that nobody holds. */
    private static final Logger DRIVER = Logger.getLogger("net.snowflake");

    private DriverLog() {}

    static void silence() {
        if (DRIVER.getLevel() == null) {
            DRIVER.setLevel(Level.OFF);
        }
    }
}
