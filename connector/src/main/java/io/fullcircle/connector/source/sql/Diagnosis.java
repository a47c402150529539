package io.fullcircle.connector.source.sql;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a database's complaint means.
 *
 * @param outage whether the world has to act: the connection, the server, its resources, the credentials; otherwise
 *     it is the SQL
 * @param message the database's own words, on one line
 * @param line the line of the statement it is about, counted from 1
 * @param remedy one sentence, where this complaint has a cure of its own
 */
public record Diagnosis(boolean outage, String message, OptionalInt line, Optional<String> remedy) {
    private static final Pattern LINE = Pattern.compile("(?i)\\bline:? (\\d{1,6})\\b");
    /** Connection, credentials, resources, operator intervention, system, rollback, internal. */
    private static final Set<String> OUTAGES = Set.of("08", "28", "40", "53", "57", "58", "XX");

    public Diagnosis(boolean outage, String message, OptionalInt line) {
        this(outage, message, line, Optional.empty());
    }

    /** By the exception's class and SQL state, as the standard has them. */
    public static Diagnosis of(SQLException e) {
        String message = firstLine(e.getMessage());
        return new Diagnosis(isOutage(e), message, lineIn(message));
    }

    public static boolean isOutage(SQLException e) {
        String state = e.getSQLState();
        return e instanceof SQLTransientConnectionException
                || e instanceof SQLNonTransientConnectionException
                || e instanceof SQLRecoverableException
                || e instanceof SQLTimeoutException
                || state != null && state.length() == 5 && OUTAGES.contains(state.substring(0, 2));
    }

    /** The line that a message names, as {@code … at line 3} does. */
    public static OptionalInt lineIn(String message) {
        Matcher matcher = LINE.matcher(message);
        return matcher.find() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }

    public static String firstLine(String message) {
        if (message == null || message.isBlank()) {
            return "no reason given";
        }
        return message.strip().lines().findFirst().orElseThrow().strip();
    }
}
