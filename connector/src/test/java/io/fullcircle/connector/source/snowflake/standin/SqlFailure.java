package io.fullcircle.connector.source.snowflake.standin;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A statement that Snowflake refuses or gives up: its code, its SQL state and its words. */
final class SqlFailure extends Exception {
    private static final Pattern MISSING_TABLE =
            Pattern.compile("(?:Table|View)(?: Function)? with name \"?(.+?)\"? does not exist");
    private static final Pattern MISSING_CATALOG = Pattern.compile("(?:Catalog|Schema)[^\"]*\"(.+?)\" does not exist");
    private static final Pattern MISSING_FUNCTION =
            Pattern.compile("(?:Scalar|Aggregate|Table|Macro|Window)?\\s*Function with name (\\S+) does not exist");
    private static final Pattern MISSING_COLUMN = Pattern.compile(
            "Referenced (?:column|table) \"(.+?)\" not found|does not have a column named \"(.+?)\"|column \"(.+?)\"");
    private static final Pattern EXISTING = Pattern.compile("with name \"?(.+?)\"? already exists");
    private static final Pattern FIELD = Pattern.compile("\"(.*?)\"");
    private static final Pattern NEAR = Pattern.compile("at or near \"(.+?)\"");

    final int code;
    final String state;

    SqlFailure(int code, String state, String message) {
        super(message);
        this.code = code;
        this.state = state;
    }

    static SqlFailure noObject(String name) {
        return new SqlFailure(
                2003, "42S02", "SQL compilation error:\nObject '" + name + "' does not exist or not authorized.");
    }

    static SqlFailure syntax(String near) {
        return new SqlFailure(
                1003, "42000", "SQL compilation error:\nsyntax error line 1 at position 0 unexpected '" + near + "'.");
    }

    static SqlFailure noWarehouse() {
        return new SqlFailure(
                606,
                "57P03",
                "No active warehouse selected in the current session.  Select an active warehouse with the 'use"
                        + " warehouse' command.\n");
    }

    static SqlFailure canceled() {
        return new SqlFailure(604, "57014", "SQL execution canceled");
    }

    static SqlFailure timedOut(long seconds) {
        return new SqlFailure(
                630,
                "57014",
                "Statement reached its statement or warehouse timeout of " + seconds + " second(s) and was canceled.");
    }

    /** Seen in public reports: login and constant SELECTs work, SELECTs from tables fail. The trial's words: assumed. */
    static SqlFailure trialEnded() {
        return new SqlFailure(
                666,
                "57014",
                "SQL compilation error: Your free trial has ended and all of your virtual warehouses have been"
                        + " suspended. Add billing information in the Snowflake web UI to continue using the full set"
                        + " of Snowflake features.");
    }

    static SqlFailure noCurrentDatabase(String what) {
        return new SqlFailure(
                90105,
                "22000",
                "Cannot perform " + what
                        + ". This session does not have a current database. Call 'USE DATABASE', or use a qualified"
                        + " name.");
    }

    static SqlFailure missingOrForbidden() {
        return new SqlFailure(
                2043, "02000", "SQL compilation error:\nObject does not exist, or operation cannot be performed.");
    }

    static SqlFailure unknownStatement(String queryId) {
        return new SqlFailure(709, "02000", "SQL compilation error:\nStatement " + queryId + " not found");
    }

    /** What Snowflake would say where DuckDB says this. */
    static SqlFailure from(Throwable cause) {
        var message = Names.unmark(String.valueOf(cause.getMessage()))
                .replace(
                        "Invalid Input Error: Attempting to execute an unsuccessful or closed pending query result", "")
                .replace("Error: ", " ");
        if (message.contains("INTERRUPT") || message.contains("Interrupted")) return canceled();
        if (message.contains("Parser ")) return syntax(first(NEAR, message, "<EOF>"));
        if (EXISTING.matcher(message).find()) {
            return new SqlFailure(
                    2002,
                    "42710",
                    "SQL compilation error:\nObject '"
                            + first(EXISTING, message, "").toUpperCase() + "' already exists.");
        }
        if (MISSING_TABLE.matcher(message).find()) return noObject(first(MISSING_TABLE, message, ""));
        if (MISSING_FUNCTION.matcher(message).find()) {
            return new SqlFailure(
                    2140,
                    "42601",
                    "SQL compilation error:\nUnknown function "
                            + first(MISSING_FUNCTION, message, "").toUpperCase());
        }
        if (MISSING_CATALOG.matcher(message).find()) return noObject(first(MISSING_CATALOG, message, ""));
        if (message.contains("Binder ") && MISSING_COLUMN.matcher(message).find()) {
            return new SqlFailure(
                    904,
                    "42000",
                    "SQL compilation error: error line 1 at position 0\ninvalid identifier '"
                            + first(MISSING_COLUMN, message, "") + "'");
        }
        if (message.contains("Conversion ") && message.contains("timestamp field")) {
            return new SqlFailure(100035, "22007", "Timestamp '" + first(FIELD, message, "") + "' is not recognized");
        }
        if (message.contains("Conversion ") && message.contains("date field")) {
            return new SqlFailure(100040, "22007", "Date '" + first(FIELD, message, "") + "' is not recognized");
        }
        if (message.contains("Conversion ")) {
            var value = first(Pattern.compile("string ['\"](.*?)['\"]|value \"(.*?)\"|: \"(.*?)\""), message, "");
            if (value.isEmpty()) return new SqlFailure(100038, "22018", message.strip());
            return new SqlFailure(100038, "22018", "Numeric value '" + value + "' is not recognized");
        }
        if (message.contains("Out of Range")) {
            return new SqlFailure(100039, "22003", "Numeric value is out of range: " + message.strip());
        }
        if (message.contains("Binder ")) {
            return new SqlFailure(1044, "42P13", "SQL compilation error: " + message.strip());
        }
        return new SqlFailure(603, "XX000", "SQL execution internal error: " + message.strip());
    }

    private static String first(Pattern pattern, String message, String otherwise) {
        Matcher found = pattern.matcher(message);
        if (!found.find()) return otherwise;
        for (int i = 1; i <= found.groupCount(); i++) {
            if (found.group(i) != null) return found.group(i);
        }
        return otherwise;
    }
}
