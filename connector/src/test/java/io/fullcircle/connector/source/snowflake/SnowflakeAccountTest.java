package io.fullcircle.connector.source.snowflake;

import io.fullcircle.connector.source.Settings;
import io.fullcircle.connector.source.Source;
import io.fullcircle.connector.source.sql.SqlFixture;
import io.fullcircle.connector.source.sql.SqlSourceContract;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import net.snowflake.client.api.driver.SnowflakeDriver;
import org.junit.jupiter.api.Tag;

/**
 * The contract on a real account, for those who have one: {@code mvn -pl connector -Psnowflake test}, with
 * SNOWFLAKE_ACCOUNT, SNOWFLAKE_USER, SNOWFLAKE_PRIVATE_KEY_FILE, SNOWFLAKE_WAREHOUSE and SNOWFLAKE_ROLE set; SNOWFLAKE_URL
 * where the account isn't at its own address. The role makes a database and drops it again. What it costs is a few
 * minutes of the smallest warehouse.
 *
 * <p>The project has no account: this has been compiled and never run.
 */
@Tag("snowflake-account")
class SnowflakeAccountTest extends SqlSourceContract {
    @Override
    protected SqlFixture database() throws SQLException {
        return new Account("FULL_CIRCLE_CONTRACT_" + System.currentTimeMillis());
    }

    private record Account(String database) implements SqlFixture {
        Account {
            try (Connection connection = connect(settings(""))) {
                run(connection, "create transient database " + database);
            } catch (SQLException e) {
                throw new IllegalStateException("the database for the contract can't be made", e);
            }
        }

        private static String variable(String name) {
            return Optional.ofNullable(System.getenv(name))
                    .orElseThrow(() -> new IllegalStateException(name + " isn't set"));
        }

        private static Map<String, Object> settings(String database) {
            Map<String, Object> settings = new HashMap<>();
            settings.put("account", variable("SNOWFLAKE_ACCOUNT"));
            settings.put("user", variable("SNOWFLAKE_USER"));
            settings.put("private_key_file", Path.of(variable("SNOWFLAKE_PRIVATE_KEY_FILE")));
            settings.put("warehouse", variable("SNOWFLAKE_WAREHOUSE"));
            settings.put("role", variable("SNOWFLAKE_ROLE"));
            Optional.ofNullable(System.getenv("SNOWFLAKE_URL")).ifPresent(url -> settings.put("url", url));
            if (!database.isEmpty()) {
                settings.put("database", database);
            }
            return settings;
        }

        private static Connection connect(Map<String, Object> values) throws SQLException {
            var settings = new Settings(values);
            String account = settings.text("account").orElseThrow();
            SnowflakeUrl url =
                    settings.text("url").flatMap(SnowflakeUrl::parse).orElseGet(() -> SnowflakeUrl.of(account));
            Properties properties = Session.properties(
                    settings, url, account, Credential.of(settings).orElseThrow());
            return SnowflakeDriver.INSTANCE.connect(url.jdbc(), properties);
        }

        private static void run(Connection connection, String sql) throws SQLException {
            try (var statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        @Override
        public void execute(String... statements) throws SQLException {
            try (Connection connection = connect(settings(database))) {
                for (String sql : statements) {
                    run(connection, sql);
                }
            }
        }

        @Override
        public Source source() {
            return new SnowflakeProvider().create(new Settings(settings(database)));
        }

        @Override
        public Source unreachable() {
            var settings = settings(database);
            settings.put("url", "http://127.0.0.1:1");
            return new SnowflakeProvider().create(new Settings(settings));
        }

        @Override
        public String unreachablePlace() {
            return "127.0.0.1:1";
        }

        @Override
        public String numbers(long count) {
            return "select row_number() over (order by seq8()) as n from table(generator(rowcount => " + count + "))";
        }

        @Override
        public String endless() {
            return "select count(*) as n from table(generator(rowcount => 100000000000)) a,"
                    + " table(generator(rowcount => 100000000000)) b";
        }

        @Override
        public String stored(String name) {
            return name.toUpperCase(Locale.ROOT);
        }

        @Override
        public void close() throws SQLException {
            try (Connection connection = connect(settings(""))) {
                run(connection, "drop database if exists " + database);
            }
        }
    }
}
