package io.fullcircle.pipelines.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.connector.Earlier;
import io.fullcircle.connector.base.Secret;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that end by SIGKILL. */
class KillTest {
    @TempDir
    Path home;

    @Test
    void keepsInAFileWhatAppendReturnedFrom() throws Exception {
        for (int kill = 0; kill < 3; kill++) {
            Path own = home.resolve("kill-" + kill);
            keepsWhatAppendReturnedFrom(own, Optional.empty(), new Random(kill).nextInt(400));
        }
    }

    @Test
    void keepsInPostgresWhatAppendReturnedFrom() throws Exception {
        keepsWhatAppendReturnedFrom(home, Optional.of(Postgres.url("kill")), 200);
    }

    private static void keepsWhatAppendReturnedFrom(Path home, Optional<Secret> url, int lines) throws Exception {
        long returned;
        try (var child = Child.start("append", home, url)) {
            for (int i = 0; i < lines; i++) {
                child.line();
            }
            child.kill();
            // What it had said before it was killed is still in the pipe.
            returned = lines * 10L;
            for (String line = child.line(); line != null; line = child.line()) {
                returned = Math.max(returned, line.isEmpty() ? 0 : Long.parseLong(line));
            }
        }
        try (var ledger = Ledger.open(LedgerPlace.of(url, home), Clock.systemUTC());
                Held held = ((Locks.Claim.Granted) ledger.locks().lock("sales", "2")).held()) {
            Run run = ledger.runs().interrupted(held, Rowset.DIGEST).orElseThrow();
            assertThat(run.why()).contains("interrupted");
            // A batch may have been stored and not yet been told of.
            assertThat(run.rows().delivered()).isBetween(returned, returned + 10);
            var settled = ledger.receipts().settledRows(run, SettledRows.Match.KEY);
            for (int i = 0; i < returned; i++) {
                assertThat(settled.fate(Rowset.message(i, "key-" + i, "any"))).isEqualTo(Earlier.Fate.DOUBTFUL);
            }
            assertThat(settled.fate(Rowset.message(0, "key-" + (returned + 10), "any")))
                    .isEqualTo(Earlier.Fate.OPEN);
        }
    }

    @Test
    void freesAFilesLockTheMomentItsHolderDies() throws Exception {
        try (var ledger = Ledger.open(new LedgerPlace.Embedded(home), Clock.systemUTC());
                var child = Child.start("lock", home, Optional.empty())) {
            assertThat(child.line()).isEqualTo("locked true");
            var refused = (Locks.Claim.Refused) ledger.locks().lock("sales", "2");
            assertThat(refused.holder().pid()).isEqualTo(child.pid());
            assertThat(refused.holder().run()).isEqualTo("1");
            assertThat(ledger.locks().holder("sales")).contains(refused.holder());
            child.kill();
            assertThat(ledger.locks().holder("sales")).isEmpty();
            try (Held held = ((Locks.Claim.Granted) ledger.locks().lock("sales", "2")).held()) {
                assertThat(ledger.runs().interrupted(held, Rowset.DIGEST)).isPresent();
            }
        }
    }

    @Test
    void keepsItsLockHoweverOftenItsOwnProcessAsks() throws Exception {
        try (var ledger = Ledger.open(new LedgerPlace.Embedded(home), Clock.systemUTC());
                var second = Ledger.open(
                        new LedgerPlace.Embedded(home.resolve("../" + home.getFileName())), Clock.systemUTC());
                Held held = ((Locks.Claim.Granted) ledger.locks().lock("sales", "1")).held()) {
            assertThat(second.locks().lock("sales", "2")).isInstanceOf(Locks.Claim.Refused.class);
            assertThat(second.locks().holder("sales")).isPresent();
            // Another process is refused still: it dies of it, and says nothing.
            try (var child = Child.start("lock", home, Optional.empty())) {
                assertThat(child.line()).isNull();
            }
            assertThat(held.isHeld()).isTrue();
        }
        try (var child = Child.start("lock", home, Optional.empty())) {
            assertThat(child.line()).isEqualTo("locked true");
        }
    }

    @Test
    void letsProcessesMakeTheLedgerAtOnce() throws Exception {
        try (var one = Child.start("open", home, Optional.empty());
                var two = Child.start("open", home, Optional.empty());
                var three = Child.start("open", home, Optional.empty())) {
            assertThat(one.line()).isEqualTo("opened");
            assertThat(two.line()).isEqualTo("opened");
            assertThat(three.line()).isEqualTo("opened");
        }
    }
}
