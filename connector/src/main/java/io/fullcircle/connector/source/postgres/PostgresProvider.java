package io.fullcircle.connector.source.postgres;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.base.Secret;
import io.fullcircle.connector.source.Option;
import io.fullcircle.connector.source.Settings;
import io.fullcircle.connector.source.Source;
import io.fullcircle.connector.source.SourceProvider;
import io.fullcircle.connector.source.TableWriter;
import io.fullcircle.connector.source.sql.Endpoint;
import io.fullcircle.connector.source.sql.SqlSource;
import io.fullcircle.connector.source.sql.SqlTableWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;

/** {@code type: postgres}. */
public final class PostgresProvider implements SourceProvider {
    private static final String SHAPE =
            "must be postgresql://host:port/database or jdbc:postgresql://host:port/database";

    @Override
    public String type() {
        return "postgres";
    }

    @Override
    public String description() {
        return "PostgreSQL, and what speaks its protocol.";
    }

    @Override
    public List<Option> options() {
        return List.of(
                new Option(
                        "url",
                        Option.Kind.TEXT,
                        true,
                        "Where the database is: postgresql://host:5432/database or jdbc:postgresql://host:5432/database."),
                new Option("user", Option.Kind.TEXT, false, "Who reads; needed unless the url names the user."),
                new Option(
                        "password", Option.Kind.SECRET, false, "The user's password, where the server asks for one."));
    }

    @Override
    public Map<String, String> check(Settings settings) {
        Map<String, String> findings = new LinkedHashMap<>();
        Optional<PostgresUrl> url = settings.text("url").flatMap(PostgresUrl::parse);
        if (settings.text("url").isPresent() && url.isEmpty()) {
            findings.put("url", SHAPE);
        }
        if (url.isPresent() && url.get().user().or(() -> settings.text("user")).isEmpty()) {
            findings.put("user", "is missing, and the url names none");
        }
        return findings;
    }

    @Override
    public Optional<Source> over(Connection connection) {
        return SqlSource.belongsTo(connection, "PostgreSQL")
                ? Optional.of(SqlSource.over(connection, new PostgresDialect()))
                : Optional.empty();
    }

    @Override
    public Optional<String> refusalToWrite(Settings settings, String schema) {
        return schema.contains(".") ? Optional.of("must be a schema alone") : Optional.empty();
    }

    @Override
    public TableWriter writer(Settings settings, String schema) {
        Properties properties = properties();
        properties.setProperty("reWriteBatchedInserts", "true");
        return new SqlTableWriter(endpoint(settings, properties), new PostgresDialect(), new PostgresWriting(), schema);
    }

    @Override
    public Source create(Settings settings) {
        return new SqlSource(endpoint(settings, properties()), new PostgresDialect());
    }

    private static Endpoint endpoint(Settings settings, Properties properties) {
        PostgresUrl url = settings.text("url")
                .flatMap(PostgresUrl::parse)
                .orElseThrow(() -> new ConfigurationException("source.url " + SHAPE, "Correct the url."));
        String user = settings.text("user")
                .or(url::user)
                .orElseThrow(() -> new ConfigurationException("source.user is missing", "Name the user who reads."));
        Optional<Secret> password = settings.secret("password").or(url::password);
        properties.setProperty("user", user);
        password.ifPresent(p -> properties.setProperty("password", p.reveal()));
        return new Endpoint(
                url.place() + ", as " + user,
                "Check source.url, and that the server runs and can be reached from here.",
                () -> connect(url.jdbc(), properties),
                password.stream().toList());
    }

    /**
     * Rows come in batches of 100 to 500, as many as a quarter of the heap holds, so that a table of large documents
     * doesn't exhaust it; larger batches have measured no faster. Nested values come as text, for their binary form leaves out what they are.
     * A parameter in the URL wins over these.
     */
    private static Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "full-circle");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("loginTimeout", "30");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("defaultRowFetchSize", "100");
        properties.setProperty("adaptiveFetch", "true");
        properties.setProperty("adaptiveFetchMinimum", "1");
        properties.setProperty("adaptiveFetchMaximum", "500");
        properties.setProperty(
                "maxResultBuffer", String.valueOf(Runtime.getRuntime().maxMemory() / 4));
        properties.setProperty(
                "binaryTransferDisable",
                "BYTEA_ARRAY,INT2_ARRAY,INT4_ARRAY,INT8_ARRAY,OID_ARRAY,FLOAT4_ARRAY,FLOAT8_ARRAY,VARCHAR_ARRAY,"
                        + "TEXT_ARRAY,POINT,BOX,TIMETZ");
        return properties;
    }

    private static Connection connect(String url, Properties properties) throws SQLException {
        Connection connection = new Driver().connect(url, properties);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TIME ZONE 'UTC'");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
