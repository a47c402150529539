package io.fullcircle.pipelines.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holders that die in a shared ledger. */
class LeaseLocksTest {
    private static final LeaseTimes QUICK = new LeaseTimes(
            Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofMillis(50), Duration.ofSeconds(10));

    private static final String SCHEMA = "leases";

    @TempDir
    Path home;

    private Ledger ledger;

    @BeforeEach
    void open() throws SQLException {
        ledger = new Ledger(new PostgresStore(Postgres.url(SCHEMA), QUICK), home, Clock.systemUTC());
        execute("delete from leases");
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(Postgres.url(SCHEMA).reveal());
    }

    private Held granted(String pipeline, String run) {
        return ((Locks.Claim.Granted) ledger.locks().lock(pipeline, run)).held();
    }

    /** A host that died: its connection still stands, its lease was renewed that long ago. */
    private static Connection deadHost(String pipeline, Duration ago) throws SQLException {
        long key = Hashing.xxh3_64().hashBytesToLong((SCHEMA + "/" + pipeline).getBytes(StandardCharsets.UTF_8));
        var connection = connect();
        try (var statement = connection.createStatement()) {
            statement.execute("select pg_advisory_lock(" + (int) (key >>> 32) + ", " + (int) key + ")");
            long renewed = Instant.now().minus(ago).toEpochMilli();
            statement.execute("insert into leases values ('" + pipeline + "', 'token', 'dead', 1, '1', " + renewed
                    + ", " + renewed + ", " + (renewed + QUICK.valid().toMillis()) + ")");
        }
        return connection;
    }

    @Test
    void waitsForTheLeaseOfADeadHostAndEndsItsConnection() throws SQLException {
        try (var dead = deadHost("sales", Duration.ZERO)) {
            assertThat(ledger.locks().holder("sales").orElseThrow().host()).isEqualTo("dead");
            long began = System.nanoTime();
            try (Held held = granted("sales", "2")) {
                assertThat(System.nanoTime() - began)
                        .isGreaterThan(Duration.ofMillis(800).toNanos());
                assertThat(held.isHeld()).isTrue();
                assertThat(ledger.locks().holder("sales").orElseThrow().run()).isEqualTo("2");
            }
            await().untilAsserted(() -> assertThat(dead.isValid(1)).isFalse());
        }
    }

    @Test
    void waitsForTheLeaseOfAProcessWhoseConnectionIsGone() throws SQLException {
        deadHost("sales", Duration.ZERO).close();
        long began = System.nanoTime();
        try (Held held = granted("sales", "2")) {
            assertThat(System.nanoTime() - began)
                    .isGreaterThan(Duration.ofMillis(500).toNanos());
            assertThat(held.isHeld()).isTrue();
        }
    }

    @Test
    void goesOnAfterAKilledHolder() throws Exception {
        try (var child = Child.start("lock", home, Optional.of(Postgres.url(SCHEMA)))) {
            assertThat(child.line()).isEqualTo("locked true");
            var holder = ledger.locks().holder("sales").orElseThrow();
            assertThat(holder.pid()).isEqualTo(child.pid());
            child.kill();
            // Its lease runs for the usual time: let it have been given some seconds ago.
            execute("update leases set valid_until = valid_until - 13000");
            try (Held held = granted("sales", "2")) {
                assertThat(ledger.runs()
                                .interrupted(held, Rowset.DIGEST)
                                .orElseThrow()
                                .why())
                        .contains("interrupted");
            }
        }
    }

    @Test
    void tellsAHolderThatItLostItsLease() throws SQLException {
        var told = new AtomicInteger();
        try (Held held = granted("sales", "1")) {
            held.whenLost(told::incrementAndGet);
            execute("update leases set token = 'another'");
            await().untilAsserted(() -> assertThat(told).hasValue(1));
            assertThat(held.isHeld()).isFalse();
            held.whenLost(told::incrementAndGet);
            assertThat(told).hasValue(2);
        }
    }

    @Test
    void tellsAHolderThatItsConnectionIsGone() throws SQLException {
        var told = new AtomicInteger();
        try (Held held = granted("sales", "1")) {
            held.whenLost(told::incrementAndGet);
            execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where application_name = 'fullcircle lease' and pid <> pg_backend_pid()");
            await().untilAsserted(() -> assertThat(told).hasValue(1));
            assertThat(held.isHeld()).isFalse();
        }
    }

    @Test
    void renewsALeaseLongerThanItIsValid() {
        try (Held held = granted("sales", "1")) {
            await().pollDelay(QUICK.valid().plusMillis(500)).until(held::isHeld);
            assertThat(ledger.locks().holder("sales")).isPresent();
            assertThat(ledger.locks().lock("sales", "2")).isInstanceOf(Locks.Claim.Refused.class);
        }
    }
}
