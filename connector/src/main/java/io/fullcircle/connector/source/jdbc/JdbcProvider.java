package io.fullcircle.connector.source.jdbc;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.base.Secret;
import io.fullcircle.connector.source.Option;
import io.fullcircle.connector.source.Settings;
import io.fullcircle.connector.source.Source;
import io.fullcircle.connector.source.SourceProvider;
import io.fullcircle.connector.source.sql.Endpoint;
import io.fullcircle.connector.source.sql.SqlSource;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** {@code type: jdbc}: any database whose driver is on the class path. */
public final class JdbcProvider implements SourceProvider {
    private static final String WHERE =
            "Put the driver's jar on the class path: name it in FULLCIRCLE_CLASSPATH, or make"
                    + " it a dependency of your program.";

    @Override
    public String type() {
        return "jdbc";
    }

    @Override
    public String description() {
        return "Any database whose JDBC driver is on the class path.";
    }

    @Override
    public List<Option> options() {
        return List.of(
                new Option("url", Option.Kind.TEXT, true, "Where the database is, as its driver writes it: jdbc:…"),
                new Option("user", Option.Kind.TEXT, false, "Who reads."),
                new Option("password", Option.Kind.SECRET, false, "The user's password."),
                new Option(
                        "driver",
                        Option.Kind.TEXT,
                        false,
                        "The driver's class; needed only when it doesn't register itself."),
                new Option("properties", Option.Kind.MAP, false, "Handed to the driver as they are."));
    }

    @Override
    public Map<String, String> check(Settings settings) {
        boolean wrong = settings.text("url").filter(u -> !JdbcUrl.isOne(u)).isPresent();
        return wrong ? Map.of("url", "must begin with jdbc: and the driver's name") : Map.of();
    }

    /** Takes every connection, so it is asked last. */
    @Override
    public Optional<Source> over(Connection connection) {
        return Optional.of(SqlSource.over(connection, new JdbcDialect()));
    }

    @Override
    public Source create(Settings settings) {
        String url = settings.text("url")
                .filter(JdbcUrl::isOne)
                .orElseThrow(() -> new ConfigurationException(
                        "source.url must begin with jdbc: and the driver's name",
                        "Write the url as the driver's documentation has it."));
        Driver driver = settings.text("driver").map(JdbcProvider::driver).orElseGet(() -> driverOf(url));
        Properties properties = new Properties();
        if (url.startsWith("jdbc:sqlite:")) {
            // Read-only by the flag of SQLite's own open call, for its driver refuses it later.
            properties.setProperty("open_mode", "1");
        }
        settings.text("user").ifPresent(u -> properties.setProperty("user", u));
        settings.secret("password").ifPresent(p -> properties.setProperty("password", p.reveal()));
        properties.putAll(settings.map("properties"));
        Endpoint endpoint = new Endpoint(
                JdbcUrl.place(url),
                "Check source.url, and that the database runs and can be reached from here.",
                () -> connect(driver, url, properties),
                secrets(settings, url));
        return new SqlSource(endpoint, new JdbcDialect());
    }

    private static List<Secret> secrets(Settings settings, String url) {
        List<Secret> secrets = new ArrayList<>(JdbcUrl.secrets(url));
        settings.secret("password").ifPresent(secrets::add);
        settings.map("properties").forEach((name, value) -> {
            if (JdbcUrl.isSecret(name)) {
                secrets.add(Secret.of(value));
            }
        });
        return secrets;
    }

    private static Driver driver(String name) {
        try {
            Object driver = Class.forName(name).getDeclaredConstructor().newInstance();
            if (driver instanceof Driver found) {
                return found;
            }
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new ConfigurationException("source.driver " + name + " is not on the class path", WHERE, e);
        }
        throw new ConfigurationException("source.driver " + name + " is no JDBC driver", "Name a class that is one.");
    }

    private static Driver driverOf(String url) {
        try {
            return DriverManager.getDriver(url);
        } catch (SQLException e) {
            throw new ConfigurationException(
                    "no JDBC driver on the class path takes the url " + JdbcUrl.place(url), WHERE);
        }
    }

    private static Connection connect(Driver driver, String url, Properties properties) throws SQLException {
        Connection connection = driver.connect(url, (Properties) properties.clone());
        if (connection == null) {
            throw new SQLException("the driver " + driver.getClass().getName() + " doesn't take this url");
        }
        return connection;
    }
}
