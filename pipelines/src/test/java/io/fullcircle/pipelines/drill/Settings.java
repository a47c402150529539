package io.fullcircle.pipelines.drill;

import io.fullcircle.connector.source.snowflake.standin.StandIn;
import io.fullcircle.connector.source.snowflake.standin.StandInOptions;
import io.fullcircle.connector.source.snowflake.standin.User;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * What the long drill goes through, with the servers that it takes: the usual setting, then each further ledger, source
 * and mode alone. One more is one more line of {@link #all}.
 */
final class Settings implements AutoCloseable {
    private static final int LAST = Setting.ROWS - 1;
    private static final String PASSWORD = "drilled";

    private final EmbeddedPostgres postgres;
    private final StandIn snowflake;
    private final String sqlite;

    /** @param folder for files of its own */
    Settings(Path folder) throws IOException, SQLException {
        postgres = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofSeconds(60))
                .start();
        snowflake = StandIn.start(StandInOptions.defaults()
                .withUser(User.named("drill").withPassword(PASSWORD))
                .withInit("create table scores as "
                        + Setting.select(
                                "(select seq4() as i from table(generator(rowcount => " + Setting.ROWS + "))) t")));
        sqlite = "jdbc:sqlite:" + folder.resolve("scores.sqlite");
        fill(postgres.getPostgresDatabase().getConnection(), Setting.select("generate_series(0, " + LAST + ") i"));
        fill(
                DriverManager.getConnection(sqlite),
                "with recursive t(i) as (select 0 union all select i + 1 from t where i < " + LAST + ") "
                        + Setting.select("t", "replace(hex(zeroblob(20000)), '0', 'x')"));
    }

    private static void fill(Connection connection, String select) throws SQLException {
        try (connection;
                var statement = connection.createStatement()) {
            statement.execute("create table scores as " + select);
        }
    }

    List<Setting> all() {
        Setting usual = Setting.usual();
        String postgresUrl = postgres.getJdbcUrl("postgres", "postgres");
        return List.of(
                usual,
                // Ledgers.
                usual.withLedger("duckdb, ledger in PostgreSQL, drop", postgresUrl),
                // Sources.
                usual.withSource(
                        "postgres, embedded ledger, drop",
                        "source: {type: postgres, url: '" + postgresUrl + "', user: postgres}\n"),
                usual.withSource(
                        "snowflake, embedded ledger, drop",
                        "source: {type: snowflake, account: test, url: '" + snowflake.address()
                                + "', user: drill, password: " + PASSWORD + ", database: DEMO}\n"),
                usual.withSource(
                        "jdbc (SQLite), embedded ledger, drop", "source: {type: jdbc, url: '" + sqlite + "'}\n"),
                // Modes.
                usual.withMode("duckdb, when_full: block", "queue: {when_full: block, capacity: 1000}\n"),
                usual.withMode("duckdb, analytics-java", usual.more() + "delivery: {transport: analytics-java}\n"),
                usual.withMode("duckdb, matched by sync.key", "sync: {key: [customer_id]}\n"),
                usual.withMode("duckdb, incremental", "sync: {mode: incremental, cursor: number}\n")
                        .readingOn(),
                usual.withMode("duckdb, changed", "sync: {mode: changed}\n"),
                usual.withMode("duckdb, ordered by order_by", "sync: {order_by: [number]}\n")
                        .readingOn());
    }

    @Override
    public void close() throws IOException {
        snowflake.close();
        postgres.close();
    }
}
