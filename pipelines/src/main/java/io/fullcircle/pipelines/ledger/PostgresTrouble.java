package io.fullcircle.pipelines.ledger;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.base.EnvironmentException;
import java.sql.SQLException;

/** Says what is wrong with the ledger's server, and what to do. What no server can be blamed for stays a defect. */
final class PostgresTrouble {
    private static final String NOTHING_LOST = "; what was recorded is safe, and the next run takes up the rest";

    private final String place;

    /** @param place host, port and database; no user, no password */
    PostgresTrouble(String place) {
        this.place = place;
    }

    /** The same trouble, for people where it is the world's. */
    RuntimeException explain(Exception e) {
        if (e instanceof EnvironmentException || e instanceof ConfigurationException) {
            return (RuntimeException) e;
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return explain(sql, e);
            }
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return unreachable(sql, e);
            }
        }
        return e instanceof RuntimeException own ? own : new IllegalStateException(e);
    }

    private RuntimeException explain(SQLException sql, Exception whole) {
        String said = sql.getMessage();
        String state = sql.getSQLState();
        if (state.startsWith("08") || state.startsWith("57P")) {
            return unreachable(sql, whole);
        }
        if (state.startsWith("28")) {
            return new EnvironmentException(
                    "the ledger's database " + place + " refuses the login: " + said,
                    "correct user and password in the ledger's URL",
                    whole);
        }
        if (state.startsWith("53")) {
            return new EnvironmentException(
                    "the ledger's database " + place + " has no room: " + said,
                    "free disk space or connections there" + NOTHING_LOST,
                    whole);
        }
        return switch (state) {
            case "3D000" ->
                new EnvironmentException(
                        "the ledger's database " + place + " doesn't exist",
                        "create it, or correct the ledger's URL",
                        whole);
            case "42501", "25006" ->
                new EnvironmentException(
                        "the ledger's database " + place + " doesn't let this user write: " + said,
                        "grant the user the right to create a schema, or to write in the one that exists",
                        whole);
            case "55P03", "57014", "40P01" ->
                new EnvironmentException(
                        "the ledger's database " + place + " was locked for too long: " + said,
                        "end what locks its tables" + NOTHING_LOST,
                        whole);
            case "XX001", "XX002" ->
                new EnvironmentException(
                        "the ledger's database " + place + " is damaged: " + said, "restore it from a copy", whole);
            default -> new IllegalStateException("the ledger's database " + place + ": " + said, whole);
        };
    }

    private EnvironmentException unreachable(SQLException sql, Exception whole) {
        return new EnvironmentException(
                "the ledger's database " + place + " can't be reached: " + sql.getMessage(),
                "start it, or correct the ledger's URL" + NOTHING_LOST,
                whole);
    }
}
