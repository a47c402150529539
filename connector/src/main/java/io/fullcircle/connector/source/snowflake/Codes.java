package io.fullcircle.connector.source.snowflake;

import io.fullcircle.connector.source.sql.Diagnosis;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** What Snowflake's error codes mean, and what to do. */
final class Codes {
    static final int CANCELLED = 604;
    static final int NO_WAREHOUSE = 606;
    static final int TIMED_OUT = 630;

    /** The statement is over, the session is well. */
    static final Set<Integer> STATEMENT_ENDED = Set.of(CANCELLED, NO_WAREHOUSE, TIMED_OUT);

    private static final Set<Integer> SESSION_LOST = Set.of(390104, 390111, 390112, 390113, 390114, 390115);

    /** The driver's own for a connection that breaks or doesn't come about. */
    private static final Set<Integer> NETWORK = Set.of(200002, 200015, 200016, 200052);

    private static final Set<Integer> REFUSED_KEY = Set.of(200045, 200046);

    /** Some of the driver's messages hold the stack of another failure. */
    private static final Pattern STACK = Pattern.compile("(?s)\\s+at [a-z]+\\.[A-Za-z0-9_.$]+\\(.*");

    private Codes() {}

    static boolean isSessionLost(int code) {
        return SESSION_LOST.contains(code);
    }

    /** A lost session or network. Not a cancelled statement: whoever cancelled it meant it. */
    static boolean isPassing(SQLException e) {
        return isSessionLost(e.getErrorCode()) || NETWORK.contains(e.getErrorCode());
    }

    /** @param credential what was shown at the door */
    static Diagnosis diagnose(SQLException e, Credential credential) {
        String words = words(e);
        boolean outage = isOutage(e, words);
        return new Diagnosis(outage, words, line(e), remedy(e.getErrorCode(), words, credential));
    }

    /** On one line, the code before it: what people search for. */
    private static String words(SQLException e) {
        String message = e.getMessage() == null ? "no reason given" : e.getMessage();
        String line = STACK.matcher(message).replaceFirst("").strip().replaceAll("\\s*\\R\\s*", " ");
        return e.getErrorCode() == 0 ? line : "Snowflake %06d: %s".formatted(e.getErrorCode(), line);
    }

    private static OptionalInt line(SQLException e) {
        return e.getMessage() == null ? OptionalInt.empty() : Diagnosis.lineIn(e.getMessage());
    }

    private static boolean isOutage(SQLException e, String words) {
        return switch (e.getErrorCode()) {
            case NO_WAREHOUSE, 390189, 390201, 200045, 200046 -> false;
            default -> isTrialOver(words) || isSession(e.getErrorCode()) || Diagnosis.isOutage(e);
        };
    }

    /** Logins and sessions. */
    private static boolean isSession(int code) {
        return code >= 390000 && code < 400000;
    }

    private static boolean isTrialOver(String words) {
        String text = words.toLowerCase(Locale.ROOT);
        return text.contains("trial has ended")
                || text.contains("account is suspended")
                || text.contains("has been suspended");
    }

    private static boolean isQueueTimeout(String words) {
        String text = words.toLowerCase(Locale.ROOT);
        return text.contains("queued") && text.contains("timeout");
    }

    private static Optional<String> remedy(int code, String words, Credential credential) {
        if (isTrialOver(words)) {
            return Optional.of("Have the account's administrator add billing information or end the suspension.");
        }
        if (isQueueTimeout(words)) {
            return Optional.of(
                    "The warehouse is busy: give source.warehouse another one, or raise source.queue_timeout.");
        }
        if (words.contains("HTTP status=404")) {
            return Optional.of(
                    "There is no such account there: check source.account (ORGANIZATION-ACCOUNT) and source.url.");
        }
        if (words.contains("download of chunk")) {
            return Optional.of(
                    "Start again: results can be fetched for six hours after their query, through the proxy if there is one.");
        }
        if (NETWORK.contains(code)) {
            return Optional.of(
                    "Check source.account, source.url and HTTPS_PROXY, and that the host can be reached from here.");
        }
        if (REFUSED_KEY.contains(code)) {
            return Optional.of(
                    "Check source.private_key_file (PKCS#8 or PKCS#1, PEM) and source.private_key_password.");
        }
        return Optional.ofNullable(
                switch (code) {
                    case 390100, 390144, 390303, 390318, 394400, 394507 -> credential.remedy();
                    case 390101, 390102 ->
                        "Have the user enabled or unlocked: ALTER USER … SET DISABLED = FALSE, MINS_TO_UNLOCK = 0.";
                    case 390422 ->
                        "Have this machine's address allowed by the network policy of the account or the user.";
                    case 390189 -> "Check source.role, and that it is granted to the user: GRANT ROLE … TO USER ….";
                    case 390201 ->
                        "Check source.database, source.schema and source.warehouse, and that the role may use them:"
                                + " GRANT USAGE ON ….";
                    case 390104, 390111, 390112, 390113, 390114, 390115 ->
                        "Start again; the session ended while nothing was asked for hours, or an administrator ended it.";
                    case NO_WAREHOUSE ->
                        "Set source.warehouse, and let the role use it: GRANT USAGE ON WAREHOUSE … TO ROLE ….";
                    case CANCELLED ->
                        "Somebody cancelled the statement in Snowflake; start again when that is settled.";
                    case TIMED_OUT ->
                        "Make the SQL cheaper, or raise source.statement_timeout; the warehouse's own limit holds, too.";
                    case 2003, 2043 ->
                        "Check the name, source.database and source.schema, and that the role may read it: GRANT SELECT"
                                + " ON … TO ROLE …; 'tables' lists what there is.";
                    case 904 -> "Correct the column's name; names in quotes are in the case they are written in.";
                    case 3001 -> "Grant the role what the statement needs.";
                    case 90105, 90106 -> "Set source.database and source.schema, or write the table with both.";
                    default -> null;
                });
    }
}
