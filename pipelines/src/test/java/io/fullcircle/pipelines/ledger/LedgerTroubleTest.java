package io.fullcircle.pipelines.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.connector.base.Secret;
import io.fullcircle.connector.destination.Receipt;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks and servers that don't do their part. */
class LedgerTroubleTest {
    @TempDir
    Path home;

    private Ledger open() {
        return Ledger.open(new LedgerPlace.Embedded(home), Clock.systemUTC());
    }

    private static EnvironmentException trouble(ThrowingCallable work) {
        EnvironmentException trouble = catchThrowableOfType(EnvironmentException.class, work);
        assertThat(trouble).isNotNull();
        assertThat(trouble.remedy()).isNotBlank();
        return trouble;
    }

    @Test
    void saysThatTheDiskIsFullAndKeepsWhatWasRecorded() {
        var store = new SqliteStore(home, Clock.systemUTC());
        try (var ledger = new Ledger(store, home.resolve("scratch"), Clock.systemUTC())) {
            Run run = ledger.runs().begin(Rowset.start("1", "sales"));
            var writer = ledger.receipts().writer(run, Kept.ALL);
            writer.settled(Rowset.accepted(0, 100));
            store.write(handle -> handle.execute("pragma max_page_count = 40"));
            var trouble = trouble(() -> {
                for (int i = 100; i < 100_000; i += 100) {
                    writer.settled(Rowset.accepted(i, i + 100));
                }
            });
            assertThat(trouble).hasMessageContaining("no room").hasMessageContaining("ledger.db");
            store.write(handle -> handle.execute("pragma max_page_count = 100000"));
            long before = count(ledger, run);
            assertThat(before).isGreaterThanOrEqualTo(100).isLessThan(100_000);
            writer.settled(Rowset.accepted(200_000, 200_100));
            assertThat(count(ledger, run)).isEqualTo(before + 100);
        }
    }

    private static long count(Ledger ledger, Run run) {
        var count = new long[1];
        ledger.receipts().forEach(run, receipt -> count[0]++);
        return count[0];
    }

    @Test
    void saysThatAFileIsNoLedger() throws IOException {
        Files.writeString(home.resolve("ledger.db"), "this is no database, and long enough to be none".repeat(500));
        assertThat(trouble(this::open))
                .hasMessageContaining("is damaged")
                .hasMessageContaining(home.resolve("ledger.db").toString());
    }

    @Test
    void saysThatTheFileIsDamaged() throws IOException {
        try (var ledger = open()) {
            Run run = ledger.runs().begin(Rowset.start("1", "sales"));
            try (var writer = ledger.receipts().writer(run, Kept.ALL)) {
                for (int i = 0; i < 20_000; i += 100) {
                    writer.settled(Rowset.accepted(i, i + 100));
                }
            }
        }
        try (var file = new RandomAccessFile(home.resolve("ledger.db").toFile(), "rw")) {
            for (long at = 8192; at < file.length(); at += 512) {
                file.seek(at);
                file.write(new byte[500]);
            }
        }
        var trouble = trouble(() -> {
            try (var ledger = open()) {
                ledger.runs()
                        .list(RunFilter.newest(9))
                        .forEach(run -> ledger.receipts().findByKey("sales", "key-7"));
            }
        });
        assertThat(trouble).hasMessageContaining("is damaged");
        assertThat(trouble.remedy()).contains("-wal");
    }

    @Test
    void saysThatTheFolderCanNotBeMade() throws IOException {
        Path file = Files.createFile(home.resolve("file"));
        assertThat(trouble(() -> Ledger.open(new LedgerPlace.Embedded(file), Clock.systemUTC())))
                .hasMessageContaining(file.toString());
    }

    @Test
    void saysThatAnotherKeepsTheFileLocked() throws SQLException {
        var store = new SqliteStore(home, Clock.systemUTC(), Duration.ofMillis(200));
        try (var ledger = new Ledger(store, home.resolve("scratch"), Clock.systemUTC());
                var other = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("ledger.db"));
                var statement = other.createStatement()) {
            statement.execute("begin immediate");
            var trouble = trouble(() -> ledger.namespaces().namespace("sales", "x"));
            assertThat(trouble).hasMessageContaining("locked for too long");
        }
    }

    @Test
    void refusesALedgerOfANewerProgram() {
        var store = new SqliteStore(home, Clock.systemUTC());
        store.write(handle -> handle.execute(
                "insert into schema_history (installed_rank, version, description, type, script, installed_by,"
                        + " execution_time, success) values (9, '99', 'later', 'SQL', 'V99', 'x', 1, 1)"));
        store.close();
        var trouble = trouble(this::open);
        assertThat(trouble).hasMessageContaining("newer").hasMessageContaining("99");
        assertThat(trouble.remedy()).startsWith("upgrade");
    }

    @Test
    void isReadableByItsOwnerOnly() throws IOException {
        try (var ledger = open();
                Held held = ((Locks.Claim.Granted) ledger.locks().lock("sales", "1")).held()) {
            ledger.namespaces().namespace("sales", "x");
            for (String file : new String[] {"ledger.db", "ledger.db-wal", "ledger.db-shm", "locks/sales.lock"}) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(file))))
                        .as(file)
                        .isEqualTo("rw-------");
            }
            assertThat(held.isHeld()).isTrue();
        }
    }

    @Test
    void leavesNothingOfAForgottenPersonInTheFile() throws IOException {
        String filling = "secret-of-anna".repeat(1000);
        try (var ledger = open()) {
            Run run = ledger.runs().begin(Rowset.start("1", "sales"));
            var message = Rowset.message(0, "anna", filling);
            try (var writer = ledger.receipts().writer(run, Kept.ALL)) {
                writer.settled(List.of(new Receipt.Rejected(message, 400, "no")));
            }
            assertThat(bytes()).contains("secret-of-anna");
            ledger.forgetting().forget(Optional.empty(), "anna");
            assertThat(bytes()).doesNotContain("secret-of-anna").doesNotContain("\"anna\"");
        }
    }

    private String bytes() throws IOException {
        var all = new StringBuilder();
        // Read by another process: to close the file here would take SQLite's locks away.
        for (String file : new String[] {"ledger.db", "ledger.db-wal"}) {
            var cat = new ProcessBuilder("cat", home.resolve(file).toString()).start();
            all.append(new String(cat.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
        }
        return all.toString();
    }

    @Test
    void givesRoomBackWhenItPrunes() throws IOException {
        var clock = new MovedClock();
        var store = new SqliteStore(home, clock);
        try (var ledger = new Ledger(store, home.resolve("scratch"), clock)) {
            Run run = ledger.runs().begin(Rowset.start("1", "sales"));
            try (var writer = ledger.receipts().writer(run, Kept.ALL)) {
                for (int i = 0; i < 100_000; i += 1_000) {
                    writer.settled(Rowset.accepted(i, i + 1_000));
                }
            }
            ledger.runs().end(run, Rowset.ended(RunState.COMPLETED));
            ledger.runs().end(ledger.runs().begin(Rowset.start("2", "sales")), Rowset.ended(RunState.COMPLETED));
            ledger.receipts().index(run);
            clock.forward(Retention.DEFAULT.plusDays(1));
            store.reclaim();
            long before = Files.size(home.resolve("ledger.db"));
            assertThat(ledger.retention().prune("sales", Retention.DEFAULT))
                    .isEqualTo(new Retention.Pruned(1, 100_000, 0));
            assertThat(Files.size(home.resolve("ledger.db"))).isLessThan(before / 4);
        }
    }

    @Test
    void saysThatAServerCanNotBeReachedWithoutItsPassword() {
        var url = Secret.of("jdbc:postgresql://localhost:1/ledger?user=etl&password=hunter2");
        var trouble = trouble(() -> Ledger.open(LedgerPlace.of(Optional.of(url), home), Clock.systemUTC()));
        assertThat(trouble).hasMessageContaining("localhost:1/ledger").hasMessageContaining("can't be reached");
        assertThat(trouble.getMessage() + trouble.remedy()).doesNotContain("hunter2");
    }

    @Test
    void saysThatADatabaseDoesNotExist() {
        var url = Secret.of("jdbc:postgresql://localhost:" + Postgres.server().getPort() + "/nowhere?user=postgres");
        assertThat(trouble(() -> Ledger.open(LedgerPlace.of(Optional.of(url), home), Clock.systemUTC())))
                .hasMessageContaining("nowhere")
                .hasMessageContaining("doesn't exist");
    }

    @Test
    void refusesAUrlThatIsNoLedgers() {
        for (String url : new String[] {"jdbc:mysql://host/db?password=hunter2", "jdbc:postgresql://host:port:x/?p"}) {
            var refused = catchThrowableOfType(
                    ConfigurationException.class,
                    () -> Ledger.open(LedgerPlace.of(Optional.of(Secret.of(url)), home), Clock.systemUTC()));
            assertThat(refused).isNotNull();
            assertThat(refused.getMessage() + refused.remedy()).doesNotContain("hunter2");
        }
    }
}
