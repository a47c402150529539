package io.fullcircle.connector.source.sql;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.base.EnvironmentException;
import java.sql.SQLException;
import java.util.Locale;

/** Says in the user's terms what a driver threw: whose turn it is, where, and in the database's own words. */
final class SqlErrors {
    private static final int LONGEST = 500;

    private final Endpoint endpoint;
    private final Dialect dialect;

    SqlErrors(Endpoint endpoint, Dialect dialect) {
        this.endpoint = endpoint;
        this.dialect = dialect;
    }

    /** No connection can be had. */
    RuntimeException unreachable(SQLException e) {
        SQLException reason = e;
        while (reason.getCause() instanceof SQLException cause) {
            reason = cause;
        }
        Diagnosis diagnosis = dialect.diagnose(reason, "");
        if (diagnosis.remedy().isPresent()) {
            return told("can't connect to " + endpoint.place() + ": " + words(diagnosis), diagnosis, e);
        }
        String state = reason.getSQLState();
        boolean login = state != null && state.startsWith("28");
        return new EnvironmentException(
                "can't connect to " + endpoint.place() + ": " + reasons(reason),
                login ? "Check source.user and source.password." : endpoint.remedy(),
                safe(e));
    }

    /** A driver's message and, where it says more, that of what lies behind: a host's name, a refused port. */
    private String reasons(SQLException e) {
        String message = dialect.diagnose(e, "").message();
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String detail = root.getMessage() == null ? "" : Diagnosis.firstLine(root.getMessage());
        if (root != e && !message.contains(detail)) {
            message += " (" + root.getClass().getSimpleName() + ": " + detail + ")";
        }
        return endpoint.withoutSecrets(message);
    }

    /** What the dialect knows a remedy for. */
    private RuntimeException told(String problem, Diagnosis diagnosis, SQLException e) {
        String remedy = diagnosis.remedy().orElseThrow();
        return diagnosis.outage()
                ? new EnvironmentException(problem, remedy, safe(e))
                : new ConfigurationException(problem, remedy, safe(e));
    }

    /** A result had other rows than the server announced. */
    EnvironmentException miscounted(long read, long announced) {
        return new EnvironmentException(
                endpoint.place() + " announced " + announced + " rows and sent " + read,
                "Start it again; rows that were delivered are recognized by their ids.");
    }

    EnvironmentException cancelled() {
        return new EnvironmentException(
                "the query on " + endpoint.place() + " was cancelled", "Start it again when it is wanted.");
    }

    /** A catalog can't be read. */
    RuntimeException inCatalog(SQLException e) {
        Diagnosis diagnosis = dialect.diagnose(e, "");
        if (diagnosis.remedy().isPresent()) {
            return told("can't list the tables of " + endpoint.place() + ": " + words(diagnosis), diagnosis, e);
        }
        return diagnosis.outage()
                ? lost(e, diagnosis)
                : new ConfigurationException(
                        "can't list the tables of " + endpoint.place() + ": " + words(diagnosis),
                        "Check what the user may read.",
                        safe(e));
    }

    /** A statement fails, at its start or amid its rows. */
    RuntimeException inStatement(SQLException e, Chain chain) {
        Diagnosis diagnosis = dialect.diagnose(e, chain.select());
        if (diagnosis.outage()) {
            return lost(e, diagnosis);
        }
        String place = diagnosis.line().isEmpty()
                ? ""
                : chain.place(diagnosis.line().getAsInt())
                        .map(p -> "operator \"" + p.operator() + "\", line " + p.line() + ": ")
                        .orElse("");
        return new ConfigurationException(place + words(diagnosis), remedy(diagnosis, chain), safe(e));
    }

    private static String remedy(Diagnosis diagnosis, Chain chain) {
        if (diagnosis.remedy().isPresent()) {
            return diagnosis.remedy().get();
        }
        String message = diagnosis.message().toLowerCase(Locale.ROOT);
        if (message.contains("circular") || message.contains("recursive")) {
            return chain.selfReading()
                    .map(o -> "Rename the operator \"" + o + "\", or the table that it reads: they are the same name.")
                    .orElse("Correct the SQL.");
        }
        return "Correct the SQL or the table's name; 'tables' lists what the source offers.";
    }

    /** Rows can't be added to a table, or it can't be made. */
    EnvironmentException inWriting(SQLException e, String schema) {
        SQLException first = e.getNextException() == null ? e : e.getNextException();
        Diagnosis diagnosis = dialect.diagnose(first, "");
        return new EnvironmentException(
                "can't write into the schema " + schema + " of " + endpoint.place() + ": " + words(diagnosis),
                diagnosis.remedy().orElse("Let the user make tables there, or make them and let the user add rows."),
                safe(e));
    }

    private EnvironmentException lost(SQLException e, Diagnosis diagnosis) {
        return new EnvironmentException(
                endpoint.place() + " gave up: " + words(diagnosis),
                diagnosis.remedy().orElse("See whether the database runs and has room, then start again."),
                safe(e));
    }

    /** The database's words; some of them repeat the whole statement. */
    private String words(Diagnosis diagnosis) {
        String words = endpoint.withoutSecrets(diagnosis.message());
        return words.length() <= LONGEST ? words : words.substring(0, LONGEST) + "…";
    }

    /** The cause, unless a secret stands in its message or one behind it. */
    private Throwable safe(Throwable e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            String text = String.valueOf(t.getMessage());
            if (!endpoint.withoutSecrets(text).equals(text)) {
                return null;
            }
        }
        return e;
    }
}
