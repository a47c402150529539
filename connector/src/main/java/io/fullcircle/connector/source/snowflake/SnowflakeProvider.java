package io.fullcircle.connector.source.snowflake;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.base.Secret;
import io.fullcircle.connector.source.Option;
import io.fullcircle.connector.source.Option.Kind;
import io.fullcircle.connector.source.Settings;
import io.fullcircle.connector.source.Source;
import io.fullcircle.connector.source.SourceProvider;
import io.fullcircle.connector.source.TableWriter;
import io.fullcircle.connector.source.sql.Endpoint;
import io.fullcircle.connector.source.sql.Scratch;
import io.fullcircle.connector.source.sql.SqlSource;
import io.fullcircle.connector.source.sql.SqlTableWriter;
import java.nio.file.Files;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;

/** {@code type: snowflake}. */
public final class SnowflakeProvider implements SourceProvider {
    private static final String URL_SHAPE =
            "must be https://host or https://host:port; plain http is for this machine's own addresses";

    @Override
    public String type() {
        return "snowflake";
    }

    @Override
    public String description() {
        return "Snowflake, through its own driver.";
    }

    @Override
    public List<Option> options() {
        return List.of(
                new Option("account", Kind.TEXT, false, "The account's name: myorg-account."),
                new Option(
                        "url",
                        Kind.TEXT,
                        false,
                        "Where the account's service listens. Default: https://ACCOUNT.snowflakecomputing.com."),
                new Option("user", Kind.TEXT, false, "Who reads; needed unless a token says it."),
                new Option(
                        "private_key_file",
                        Kind.PATH,
                        false,
                        "The user's private key: PEM, PKCS#8 or PKCS#1. One of this, password and token is needed."),
                new Option("private_key_password", Kind.SECRET, false, "Of the private key, where it is encrypted."),
                new Option("password", Kind.SECRET, false, "The user's password."),
                new Option("token", Kind.SECRET, false, "A programmatic access token, or an OAuth access token."),
                new Option("warehouse", Kind.TEXT, false, "What computes. Default: the user's own."),
                new Option("database", Kind.TEXT, false, "Where names without one are looked up."),
                new Option("schema", Kind.TEXT, false, "Where names without one are looked up. Default: PUBLIC."),
                new Option("role", Kind.TEXT, false, "Whose rights hold. Default: the user's own."),
                new Option(
                        "statement_timeout",
                        Kind.DURATION,
                        false,
                        "How long a statement may run. Default: 1h; 0s for the server's own limit."),
                new Option(
                        "queue_timeout",
                        Kind.DURATION,
                        false,
                        "How long a statement may wait for the warehouse. Default: 10m; 0s for no limit."),
                new Option("max_rows", Kind.INTEGER, false, "A larger result is refused before its first row."),
                new Option(
                        "scratch_schema",
                        Kind.TEXT,
                        false,
                        "Where operators with materialize: true have their tables: SCHEMA or DATABASE.SCHEMA."),
                new Option("session", Kind.MAP, false, "Session parameters by name, such as WEEK_START: 1."));
    }

    @Override
    public Map<String, String> check(Settings settings) {
        Map<String, String> findings = new LinkedHashMap<>();
        Optional<String> account = settings.text("account");
        Optional<SnowflakeUrl> url = settings.text("url").flatMap(SnowflakeUrl::parse);
        if (settings.text("url").isPresent() && url.isEmpty()) {
            findings.put("url", URL_SHAPE);
        } else if (account.isEmpty() && url.isEmpty()) {
            findings.put("account", "is missing, and so is the url");
        } else if (account.isEmpty() && url.get().account().isEmpty()) {
            findings.put("account", "is missing, and the url's host doesn't begin with it");
        }
        account.filter(name -> !SnowflakeUrl.isAccount(name))
                .ifPresent(name -> findings.put("account", "must be the account's name alone, such as myorg-account"));
        checkCredential(settings, findings);
        List<String> refused = Session.refused(settings);
        if (!refused.isEmpty()) {
            findings.put(
                    "session",
                    String.join(", ", refused)
                            + " can't stand here: a setting of the source has it, or rows are read by it");
        }
        if (settings.integer("max_rows").orElse(1L) == 0) {
            findings.put("max_rows", "must be 1 or more");
        }
        settings.text("scratch_schema")
                .flatMap(SnowflakeProvider::complaint)
                .ifPresent(complaint -> findings.put("scratch_schema", complaint));
        return findings;
    }

    private static void checkCredential(Settings settings, Map<String, String> findings) {
        List<String> written = Credential.written(settings);
        if (written.isEmpty()) {
            findings.put("", "has no credential: one of " + String.join(", ", Credential.NAMES) + " is needed");
        }
        if (written.size() > 1) {
            findings.put(written.get(1), "stands beside " + written.get(0) + "; only one of them can hold");
        }
        boolean named = settings.text("user").isPresent();
        if (!named && written.size() == 1 && !written.get(0).equals("token")) {
            findings.put("user", "is missing");
        }
        boolean protects = settings.secret("private_key_password").isPresent();
        if (protects && settings.path("private_key_file").isEmpty()) {
            findings.put("private_key_password", "protects no key: there is no private_key_file");
        }
    }

    private static Optional<String> complaint(String schema) {
        try {
            SnowflakeDialect.GRAMMAR.table(schema);
            return Optional.empty();
        } catch (ConfigurationException e) {
            return Optional.of("must be SCHEMA or DATABASE.SCHEMA");
        }
    }

    @Override
    public Optional<String> refusalToMaterialize(Settings settings) {
        return settings.text("scratch_schema").isPresent()
                ? Optional.empty()
                : Optional.of("there is no source.scratch_schema to materialize it in");
    }

    @Override
    public Optional<Source> over(Connection connection) {
        if (!SqlSource.belongsTo(connection, "Snowflake")) {
            return Optional.empty();
        }
        Surroundings.check();
        return Optional.of(SqlSource.over(
                connection,
                new SnowflakeDialect(
                        new Credential.Elsewhere(), Optional.empty(), OptionalLong.empty(), Optional.empty())));
    }

    @Override
    public Source create(Settings settings) {
        checkAll(settings);
        return source(settings, System.getenv());
    }

    private void checkAll(Settings settings) {
        Surroundings.check();
        check(settings).entrySet().stream().findFirst().ifPresent(finding -> {
            String place = finding.getKey().isEmpty() ? "source" : "source." + finding.getKey();
            throw new ConfigurationException(place + " " + finding.getValue(), "Correct the source's settings.");
        });
        settings.path("private_key_file")
                .filter(file -> !Files.isReadable(file))
                .ifPresent(file -> {
                    throw new ConfigurationException(
                            "source.private_key_file " + file + " can't be read",
                            "Name a file that exists and can be read.");
                });
    }

    /** The same, whatever the JVM is like. */
    static Source source(Settings settings, Map<String, String> environment) {
        return new SqlSource(endpoint(settings, environment), dialect(settings));
    }

    @Override
    public Optional<String> refusalToWrite(Settings settings, String schema) {
        return Optional.empty();
    }

    @Override
    public TableWriter writer(Settings settings, String schema) {
        checkAll(settings);
        return new SqlTableWriter(
                endpoint(settings, System.getenv()), dialect(settings), new SnowflakeWriting(), schema);
    }

    private static SnowflakeDialect dialect(Settings settings) {
        return new SnowflakeDialect(
                Credential.of(settings).orElseThrow(),
                settings.text("schema"),
                settings.integer("max_rows").map(OptionalLong::of).orElseGet(OptionalLong::empty),
                settings.text("scratch_schema").map(SnowflakeProvider::scratch));
    }

    private static Endpoint endpoint(Settings settings, Map<String, String> environment) {
        DriverLog.silence();
        Credential credential = Credential.of(settings).orElseThrow();
        SnowflakeUrl url = settings.text("url")
                .flatMap(SnowflakeUrl::parse)
                .orElseGet(() -> SnowflakeUrl.of(settings.text("account").orElseThrow()));
        String account = settings.text("account").or(url::account).orElseThrow();
        Optional<Proxy> proxy = Proxy.to(url, environment);
        Properties properties = Session.properties(settings, url, account, credential);
        proxy.ifPresent(p -> p.addTo(properties, environment));
        return new Endpoint(
                "Snowflake account " + account + " at " + url.shown()
                        + settings.text("user").map(user -> ", as " + user).orElse(""),
                "Check source.account and source.url, and that the host can be reached from here.",
                new Door(url, proxy, properties)::enter,
                secrets(credential, proxy));
    }

    private static List<Secret> secrets(Credential credential, Optional<Proxy> proxy) {
        List<Secret> secrets = new ArrayList<>(credential.secrets());
        proxy.map(Proxy::password).filter(p -> !p.isEmpty()).map(Secret::of).ifPresent(secrets::add);
        return secrets;
    }

    private static Scratch scratch(String schema) {
        return new ScratchTables(SnowflakeDialect.GRAMMAR.table(schema));
    }
}
