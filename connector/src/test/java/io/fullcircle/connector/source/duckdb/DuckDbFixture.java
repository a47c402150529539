package io.fullcircle.connector.source.duckdb;

import io.fullcircle.connector.source.Settings;
import io.fullcircle.connector.source.Source;
import io.fullcircle.connector.source.sql.SqlFixture;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import org.duckdb.DuckDBDriver;

/** A database file. What writes to it is gone before a source opens it. */
final class DuckDbFixture implements SqlFixture {
    private final Path file;

    DuckDbFixture(Path directory) {
        this.file = directory.resolve("scores.duckdb");
    }

    @Override
    public void execute(String... statements) throws SQLException {
        try (Connection connection = new DuckDBDriver().connect("jdbc:duckdb:" + file, new Properties());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public Source source() {
        return new DuckDbProvider().create(new Settings(Map.of("path", file)));
    }

    @Override
    public Source unreachable() {
        return new DuckDbProvider().create(new Settings(Map.of("path", file.resolveSibling("none.duckdb"))));
    }

    @Override
    public String unreachablePlace() {
        return "none.duckdb";
    }

    @Override
    public String numbers(long count) {
        return "select range as n from range(1, " + (count + 1) + ")";
    }

    @Override
    public String endless() {
        return "select sum(hash(range)) as n from range(100000000000)";
    }

    @Override
    public void close() {}
}
