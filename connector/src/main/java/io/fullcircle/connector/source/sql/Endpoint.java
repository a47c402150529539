package io.fullcircle.connector.source.sql;

import io.fullcircle.connector.base.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where a database is and how to get in.
 *
 * @param place for messages, without secrets: {@code PostgreSQL at db:5432}, {@code DuckDB file scores.duckdb}
 * @param remedy one sentence: which setting to check when the place can't be had
 * @param entrance opens a connection
 * @param secrets what is cut out of every message
 */
public record Endpoint(String place, String remedy, Entrance entrance, List<Secret> secrets) {
    private static final int SHORT = 6;

    public Endpoint {
        secrets = List.copyOf(secrets);
    }

    /** Opens one new connection, its session set up. Any thread. */
    @FunctionalInterface
    public interface Entrance {
        Connection connect() throws SQLException;
    }

    /** The text with every secret blackened; a short one only where it stands alone, for it may be part of a word. */
    String withoutSecrets(String text) {
        String clean = text;
        for (Secret secret : secrets) {
            String quoted = Pattern.quote(secret.reveal());
            String alone = "(?<![A-Za-z0-9])" + quoted + "(?![A-Za-z0-9])";
            if (!secret.isBlank()) {
                clean = clean.replaceAll(secret.reveal().length() < SHORT ? alone : quoted, "***");
            }
        }
        return clean;
    }
}
