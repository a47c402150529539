package io.fullcircle.connector.source.snowflake.standin;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** What functions without arguments say about the session and the moment, as SQL. Pure. */
final class ContextValues {
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");

    private ContextValues() {}

    /** Null when the word is no such function. */
    static String of(String word, Surroundings around) {
        var session = around.session();
        var utc = around.now().atOffset(ZoneOffset.UTC).toLocalDateTime();
        return switch (word) {
            case "CURRENT_TIMESTAMP", "LOCALTIMESTAMP", "GETDATE", "SYSTIMESTAMP" ->
                "TIMESTAMPTZ '" + MICROS.format(utc) + "+00'";
            case "SYSDATE" -> "TIMESTAMP_NS '" + MICROS.format(utc) + "'";
            case "CURRENT_TIME" ->
                "CAST('"
                        + around.now()
                                .atZone(ZoneId.of(session.parameter("TIMEZONE")))
                                .toLocalTime() + "' AS TIME_NS)";
            case "CURRENT_DATE" ->
                "DATE '" + LocalDate.ofInstant(around.now(), ZoneId.of(session.parameter("TIMEZONE"))) + "'";
            case "CURRENT_VERSION" -> Names.literal(Login.SERVER_VERSION);
            case "CURRENT_ACCOUNT" -> text(around.account().toUpperCase());
            case "CURRENT_USER" -> text(session.user().name());
            case "CURRENT_ROLE" -> text(session.role());
            case "CURRENT_WAREHOUSE" -> text(session.warehouse());
            case "CURRENT_DATABASE" -> text(session.database());
            case "CURRENT_SCHEMA" -> text(session.schema());
            case "CURRENT_SESSION" -> text(String.valueOf(session.id()));
            case "LAST_QUERY_ID" -> text(session.lastQueryId());
            default -> null;
        };
    }

    private static String text(String value) {
        return value == null ? "CAST(NULL AS VARCHAR)" : Names.literal(value);
    }
}
