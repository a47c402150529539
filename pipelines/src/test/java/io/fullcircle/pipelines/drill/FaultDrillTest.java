package io.fullcircle.pipelines.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.connector.base.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} at any moment, the same command again: nothing is lost, and each row arrives under one id. The long
 * drill is in the profile of that name: {@code mvn verify -P drill}.
 */
class FaultDrillTest {
    /** Another with {@code -Ddrill.seed=…}. */
    private static final long SEED = Long.getLong("drill.seed", 20261122);

    /** Long enough for a run to be met while it sends. */
    private static final String SLOW = "slow:15ms";

    @TempDir
    Path folder;

    private Path folder(String name) throws IOException {
        return Files.createDirectory(folder.resolve(name));
    }

    private static void tell(List<Outcome> outcomes) {
        System.out.printf("The fault drill, seed %d:%n%s", SEED, Outcome.table(outcomes));
    }

    @Test
    void losesNothingToEightKills() throws Exception {
        try (var receiver = new ReceiverProcess(folder("receiver"), SLOW)) {
            var outcome = new Drill(Setting.usual(), new Random(SEED), receiver, folder("runs")).until(8);
            tell(List.of(outcome));
            assertThat(outcome.kills()).isGreaterThanOrEqualTo(8);
            assertThat(outcome.unique()).isEqualTo(outcome.rows());
        }
    }

    @Test
    @Tag("drill")
    void losesNothingToAHundredKillsInEverySetting() throws Exception {
        var outcomes = new ArrayList<Outcome>();
        try (var postgres = EmbeddedPostgres.builder()
                        .setPGStartupWait(Duration.ofSeconds(60))
                        .start();
                var receiver = new ReceiverProcess(folder("receiver"), SLOW)) {
            fill(postgres);
            for (Setting setting : settings(postgres)) {
                int kills = outcomes.isEmpty() ? 50 : 10;
                var runs = folder("runs-" + outcomes.size());
                outcomes.add(new Drill(setting, new Random(SEED + outcomes.size()), receiver, runs).until(kills));
                tell(outcomes);
            }
        }
        assertThat(outcomes).allMatch(outcome -> outcome.unique() == outcome.rows());
    }

    private static void fill(EmbeddedPostgres postgres) throws Exception {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(
                    "create table scores as " + Setting.select("generate_series(0, " + (Setting.ROWS - 1) + ") i"));
        }
    }

    private static List<Setting> settings(EmbeddedPostgres postgres) {
        Setting usual = Setting.usual();
        String url = postgres.getJdbcUrl("postgres", "postgres");
        return List.of(
                usual,
                new Setting(
                        "duckdb, ledger in PostgreSQL, drop",
                        usual.source(),
                        usual.more(),
                        Optional.of(Secret.of(url))),
                new Setting(
                        "postgres, embedded ledger, drop",
                        "source: {type: postgres, url: '" + url + "', user: postgres}\n",
                        usual.more(),
                        Optional.empty()),
                usual.with("duckdb, embedded ledger, block", "queue: {when_full: block, capacity: 1000}\n"),
                usual.with(
                        "duckdb, embedded ledger, drop, analytics-java",
                        usual.more() + "delivery: {transport: analytics-java}\n"),
                usual.with("duckdb, matched by sync.key", "sync: {key: [customer_id]}\n"),
                usual.with("duckdb, ordered by order_by", "sync: {order_by: [number]}\n"));
    }
}
