package io.fullcircle.connector.source.snowflake;

import io.fullcircle.connector.base.Secret;
import io.fullcircle.connector.source.Settings;
import io.fullcircle.connector.source.Source;
import io.fullcircle.connector.source.snowflake.standin.StandIn;
import io.fullcircle.connector.source.snowflake.standin.StandInOptions;
import io.fullcircle.connector.source.snowflake.standin.User;
import io.fullcircle.connector.source.sql.SqlFixture;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A stand-in of Snowflake, to which the real driver talks. */
final class SnowflakeFixture implements SqlFixture {
    static final String PASSWORD = "s3cret-reader";

    final StandIn server;

    SnowflakeFixture(StandInOptions options) {
        server = StandIn.start(
                options.withUser(User.named("reader").withPassword(PASSWORD).withRole("LOADER")));
    }

    SnowflakeFixture() {
        this(StandInOptions.defaults());
    }

    @Override
    public void execute(String... statements) {
        for (String sql : statements) {
            server.load(sql);
        }
    }

    /** What any source of this server needs. */
    Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("account", "test");
        settings.put("url", server.address());
        settings.put("user", "reader");
        settings.put("password", Secret.of(PASSWORD));
        settings.put("database", "DEMO");
        return settings;
    }

    Source source(Map<String, Object> settings) {
        return new SnowflakeProvider().create(new Settings(settings));
    }

    /** With one setting more, or another value for it. */
    Source sourceWith(String name, Object value) {
        Map<String, Object> settings = settings();
        settings.put(name, value);
        return source(settings);
    }

    @Override
    public Source source() {
        return source(settings());
    }

    @Override
    public Source unreachable() {
        return sourceWith("url", "http://127.0.0.1:1");
    }

    @Override
    public String unreachablePlace() {
        return "127.0.0.1:1";
    }

    @Override
    public String numbers(long count) {
        return "select seq4() + 1 as n from table(generator(rowcount => " + count + "))";
    }

    @Override
    public String endless() {
        return "select system$wait(600) as n";
    }

    @Override
    public String stored(String name) {
        return name.toUpperCase(Locale.ROOT);
    }

    /** The stand-in says line 1 of everything. */
    @Override
    public boolean tellsLines() {
        return false;
    }

    @Override
    public void close() {
        server.close();
    }
}
