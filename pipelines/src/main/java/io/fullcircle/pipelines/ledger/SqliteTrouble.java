package io.fullcircle.pipelines.ledger;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.base.EnvironmentException;
import java.nio.file.Path;
import java.sql.SQLException;

/** Says what is wrong with the ledger's file, and what to do. What no file can be blamed for stays a defect. */
final class SqliteTrouble {
    private static final String NOTHING_LOST = "; what was recorded is safe, and the next run takes up the rest";

    private final Path file;

    SqliteTrouble(Path file) {
        this.file = file;
    }

    /** The same trouble, for people where it is the world's. */
    RuntimeException explain(Exception e) {
        if (e instanceof EnvironmentException || e instanceof ConfigurationException) {
            return (RuntimeException) e;
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return explain(sql, e);
            }
        }
        return e instanceof RuntimeException own ? own : new IllegalStateException(e);
    }

    /** The lower byte is the kind of error, whatever its details. */
    private RuntimeException explain(SQLException sql, Exception whole) {
        String said = sql.getMessage();
        return switch (sql.getErrorCode() & 0xff) {
            case 13 ->
                new EnvironmentException(
                        "no room on the disk for the ledger " + file, "free disk space" + NOTHING_LOST, whole);
            case 10 ->
                new EnvironmentException(
                        "the ledger " + file + " can't be read or written: " + said,
                        "check the disk and its free space" + NOTHING_LOST,
                        whole);
            case 11, 26 ->
                new EnvironmentException(
                        "the ledger " + file + " is damaged: " + said,
                        "put a copy back, or move it away with its -wal and -shm files: the next run starts a new one",
                        whole);
            case 5, 6 ->
                new EnvironmentException(
                        "another process has kept the ledger " + file + " locked for too long",
                        "end that process, or give this one a FULLCIRCLE_HOME of its own" + NOTHING_LOST,
                        whole);
            case 3, 8, 14, 23 ->
                new EnvironmentException(
                        "the ledger " + file + " can't be opened for writing: " + said,
                        "make the file and its folder writable for this user, or set FULLCIRCLE_HOME to another folder",
                        whole);
            default -> new IllegalStateException("the ledger " + file + ": " + said, whole);
        };
    }
}
