package io.fullcircle.connector.source.postgres;

import static org.awaitility.Awaitility.await;

import io.fullcircle.connector.base.Secret;
import io.fullcircle.connector.source.Settings;
import io.fullcircle.connector.source.Source;
import io.fullcircle.connector.source.sql.SqlFixture;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A database of its own on one server, which lives as long as the JVM. */
final class PostgresFixture implements SqlFixture {
    private static final AtomicInteger COUNT = new AtomicInteger();
    static final String PASSWORD = "s3cret-reader";

    private final String database = "test_" + COUNT.incrementAndGet();

    /** Started by the first who needs it; it stops by itself when the JVM ends. */
    private static final class Server {
        static final EmbeddedPostgres INSTANCE = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("timezone", "America/New_York")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    PostgresFixture() throws SQLException {
        try (Connection connection = Server.INSTANCE.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + database);
        }
    }

    static int port() {
        return Server.INSTANCE.getPort();
    }

    String url() {
        return "jdbc:postgresql://localhost:" + port() + "/" + database;
    }

    String database() {
        return database;
    }

    @Override
    public void execute(String... statements) throws SQLException {
        try (Connection connection =
                        Server.INSTANCE.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The server trusts everybody, but for this role from now on. */
    void askForPasswordOf(String role) throws SQLException, IOException {
        try (Connection connection = Server.INSTANCE.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show hba_file")) {
            row.next();
            Path file = Path.of(row.getString(1));
            Files.writeString(file, "host all " + role + " all scram-sha-256\n" + Files.readString(file));
            statement.execute("select pg_reload_conf()");
        }
        await().until(() -> !letsIn(role));
    }

    private boolean letsIn(String roleWithoutPassword) {
        try (Connection connection = DriverManager.getConnection(url(), roleWithoutPassword, "")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public Source source() {
        return source(url(), "postgres");
    }

    static Source source(String url, String user) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("url", url);
        settings.put("user", user);
        settings.put("password", Secret.of(PASSWORD));
        return new PostgresProvider().create(new Settings(settings));
    }

    @Override
    public Source unreachable() {
        return source("postgresql://localhost:1/scores", "postgres");
    }

    @Override
    public String unreachablePlace() {
        return "localhost:1";
    }

    @Override
    public String numbers(long count) {
        return "select n from generate_series(1, " + count + ") n";
    }

    @Override
    public String endless() {
        return "select count(*) as n from generate_series(1, 1000000) a, generate_series(1, 1000000) b";
    }

    @Override
    public void close() {}
}
