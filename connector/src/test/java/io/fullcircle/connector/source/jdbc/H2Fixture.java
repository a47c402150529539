package io.fullcircle.connector.source.jdbc;

import io.fullcircle.connector.source.Settings;
import io.fullcircle.connector.source.Source;
import io.fullcircle.connector.source.sql.SqlFixture;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A database in memory, through the source for any driver. */
final class H2Fixture implements SqlFixture {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String url = "jdbc:h2:mem:test" + COUNT.incrementAndGet();
    private final Connection keepsItAlive;

    H2Fixture() throws SQLException {
        keepsItAlive = DriverManager.getConnection(url);
    }

    @Override
    public void execute(String... statements) throws SQLException {
        try (Statement statement = keepsItAlive.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public Source source() {
        return new JdbcProvider().create(new Settings(Map.of("url", url)));
    }

    @Override
    public Source unreachable() {
        return new JdbcProvider().create(new Settings(Map.of("url", "jdbc:h2:tcp://localhost:1/scores")));
    }

    @Override
    public String unreachablePlace() {
        return "localhost:1";
    }

    @Override
    public String numbers(long count) {
        return "select x as n from system_range(1, " + count + ")";
    }

    @Override
    public String endless() {
        return "select count(*) as n from system_range(1, 100000000000) where mod(x, 7) = 8";
    }

    @Override
    public String stored(String name) {
        return name.toUpperCase(Locale.ROOT);
    }

    @Override
    public boolean tellsLines() {
        return false;
    }

    @Override
    public void close() throws SQLException {
        keepsItAlive.close();
    }
}
