package io.fullcircle.connector.source.snowflake;

import io.fullcircle.connector.source.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is told to the driver and, at login, to the server: the properties of every connection. */
final class Session {
    /** Two days are the server's own default, which a query that runs away costs. */
    private static final Duration STATEMENT_TIMEOUT = Duration.ofHours(1);

    private static final Duration QUEUE_TIMEOUT = Duration.ofMinutes(10);

    /** Where heap is short, half the threads hold half the chunks. */
    private static final long LITTLE_HEAP = 1L << 30;

    /** What the driver reads by, and what has a setting of its own: another value would change or lose values. */
    private static final Set<String> OURS = Stream.of(
                    "TIMESTAMP_OUTPUT_FORMAT",
                    "TIMESTAMP_NTZ_OUTPUT_FORMAT",
                    "TIMESTAMP_LTZ_OUTPUT_FORMAT",
                    "TIMESTAMP_TZ_OUTPUT_FORMAT",
                    "TIME_OUTPUT_FORMAT",
                    "JDBC_QUERY_RESULT_FORMAT",
                    "JDBC_TREAT_DECIMAL_AS_INT",
                    "JDBC_USE_SESSION_TIMEZONE",
                    "JDBC_TREAT_TIMESTAMP_NTZ_AS_UTC",
                    "JDBC_FORMAT_DATE_WITH_TIMEZONE",
                    "CLIENT_HONOR_CLIENT_TZ_FOR_TIMESTAMP_NTZ",
                    "CLIENT_TIMESTAMP_TYPE_MAPPING",
                    "CLIENT_MEMORY_LIMIT",
                    "QUERY_TAG",
                    "STATEMENT_TIMEOUT_IN_SECONDS",
                    "STATEMENT_QUEUED_TIMEOUT_IN_SECONDS",
                    "ACCOUNT",
                    "USER",
                    "PASSWORD",
                    "TOKEN",
                    "AUTHENTICATOR",
                    "PRIVATEKEY",
                    "PRIVATE_KEY_FILE",
                    "PRIVATE_KEY_FILE_PWD",
                    "PRIVATE_KEY_BASE64",
                    "PRIVATE_KEY_PWD",
                    "WAREHOUSE",
                    "DB",
                    "DATABASE",
                    "SCHEMA",
                    "ROLE",
                    "SSL",
                    "TRACING",
                    "ENABLEPUTGET",
                    "JAVA_LOGGING_CONSOLE_STD_OUT")
            .collect(Collectors.toUnmodifiableSet());

    /** How what is read as text is printed. */
    static final Map<String, String> FORMATS = Map.of(
            "TIME_OUTPUT_FORMAT", "HH24:MI:SS.FF9",
            "TIMESTAMP_NTZ_OUTPUT_FORMAT", "YYYY-MM-DD HH24:MI:SS.FF9",
            "TIMESTAMP_LTZ_OUTPUT_FORMAT", "YYYY-MM-DD HH24:MI:SS.FF9 TZHTZM",
            "TIMESTAMP_TZ_OUTPUT_FORMAT", "YYYY-MM-DD HH24:MI:SS.FF9 TZHTZM");

    private Session() {}

    /** Names under {@code session} that may not stand there. */
    static List<String> refused(Settings settings) {
        return settings.map("session").keySet().stream()
                .filter(name -> OURS.contains(name.toUpperCase(Locale.ROOT)))
                .sorted()
                .toList();
    }

    /** How long a statement may run; zero for as long as the server lets it. */
    static Duration statementTimeout(Settings settings) {
        return settings.duration("statement_timeout").orElse(STATEMENT_TIMEOUT);
    }

    /** How long a statement may wait for the warehouse; zero for as long as the server lets it. */
    static Duration queueTimeout(Settings settings) {
        return settings.duration("queue_timeout").orElse(QUEUE_TIMEOUT);
    }

    static Properties properties(Settings settings, SnowflakeUrl url, String account, Credential credential) {
        Properties all = new Properties();
        all.setProperty("account", account);
        text(all, "user", settings.text("user"));
        text(all, "db", settings.text("database"));
        text(all, "schema", settings.text("schema"));
        text(all, "warehouse", settings.text("warehouse"));
        text(all, "role", settings.text("role"));
        all.setProperty("ssl", url.tls() ? "on" : "off");
        credential.addTo(all);
        driver(all);
        server(all);
        seconds(all, "STATEMENT_TIMEOUT_IN_SECONDS", statementTimeout(settings));
        seconds(all, "STATEMENT_QUEUED_TIMEOUT_IN_SECONDS", queueTimeout(settings));
        settings.map("session").forEach(all::setProperty);
        return all;
    }

    private static void text(Properties all, String name, Optional<String> value) {
        value.ifPresent(text -> all.setProperty(name, text));
    }

    private static void seconds(Properties all, String name, Duration time) {
        all.setProperty(name, String.valueOf(time.plusMillis(999).toSeconds()));
    }

    /** How the driver behaves: patient with a slow answer, impatient at the door, and without side business. */
    private static void driver(Properties all) {
        all.setProperty("application", "FullCircle");
        all.setProperty("loginTimeout", "60");
        all.setProperty("networkTimeout", "1800000");
        all.setProperty("validateDefaultParameters", "true");
        all.setProperty("allowUnderscoresInHost", "false");
        all.setProperty("enablePutGet", "false");
        all.setProperty("disablePlatformDetection", "true");
        all.setProperty("disableConsoleLogin", "true");
        all.setProperty("clientStoreTemporaryCredential", "false");
        all.setProperty("ENABLE_WILDCARDS_IN_SHOW_METADATA_COMMANDS", "false");
        all.setProperty("CLIENT_OUT_OF_BAND_TELEMETRY_ENABLED", "false");
        all.setProperty("CLIENT_TELEMETRY_ENABLED", "false");
    }

    /**
     * How the server answers: Arrow in chunks that fit into a small heap, nanoseconds wherever a timestamp is printed,
     * UTC where a statement leaves the zone open. A session lives while its rows are delivered; a statement dies with
     * the process that asked.
     */
    private static void server(Properties all) {
        boolean little = Runtime.getRuntime().maxMemory() < LITTLE_HEAP;
        all.setProperty("JDBC_QUERY_RESULT_FORMAT", "ARROW");
        all.setProperty("CLIENT_RESULT_CHUNK_SIZE", "48");
        all.setProperty("CLIENT_PREFETCH_THREADS", little ? "2" : "4");
        all.setProperty("CLIENT_SESSION_KEEP_ALIVE", "true");
        all.setProperty("ABORT_DETACHED_QUERY", "true");
        all.setProperty("TIMEZONE", "UTC");
        all.setProperty("CLIENT_TIMESTAMP_TYPE_MAPPING", "TIMESTAMP_NTZ");
        all.setProperty("JDBC_USE_SESSION_TIMEZONE", "false");
        FORMATS.forEach(all::setProperty);
    }
}
