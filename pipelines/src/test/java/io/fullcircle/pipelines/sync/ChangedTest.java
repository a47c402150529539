package io.fullcircle.pipelines.sync;

import static io.fullcircle.pipelines.sync.Bench.sum;
import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.connector.Changes;
import io.fullcircle.connector.Ending;
import io.fullcircle.connector.mapping.Kind;
import io.fullcircle.connector.mapping.Mark;
import io.fullcircle.connector.mapping.TrackMapper;
import io.fullcircle.pipelines.ledger.RunFilter;
import io.fullcircle.pipelines.run.Report;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Runs that send what differs from what was accepted last. */
class ChangedTest {
    @TempDir
    Path folder;

    private Bench bench(String more) {
        var bench = new Bench(folder).sync("{mode: changed" + more + "}");
        bench.sql(
                "create table scores (customer_id varchar, score double, noise integer)",
                "insert into scores select 'c' || i, i / 10.0, 0 from range(10) t(i)");
        return bench;
    }

    private static Changes changes(Report report) {
        return report.ending().changes().orElseThrow();
    }

    @Test
    void sendsWhatIsAddedAndChangedAndNothingTwice() {
        try (var bench = bench("")) {
            assertThat(sum(bench.run())).isEqualTo("read 10 delivered 10");
            assertThat(sum(bench.run())).isEqualTo("read 10 unchanged 10");
            bench.sql(
                    "update scores set noise = 7",
                    "update scores set score = 9.5 where customer_id = 'c3'",
                    "insert into scores values ('new', 1, 1)");
            var report = bench.run();
            assertThat(sum(report)).isEqualTo("read 11 delivered 2 unchanged 9");
            assertThat(changes(report)).isEqualTo(new Changes(1, 1, 0, 9));
            assertThat(bench.of("c3")).containsExactly("Scored 0.3", "Scored 9.5");
            assertThat(report.members().get("changes")).hasToString("{added=1, changed=1, removed=0, unchanged=9}");
        }
    }

    @Test
    void sendsAScoreThatComesBackAsANewMessage() {
        try (var bench = bench("")) {
            bench.sql("delete from scores where customer_id <> 'c7'");
            bench.run();
            for (String score : new String[] {"0.8", "0.7", "0.8"}) {
                bench.sql("update scores set score = " + score);
                assertThat(sum(bench.run())).isEqualTo("read 1 delivered 1");
            }
            assertThat(bench.of("c7")).containsExactly("Scored 0.7", "Scored 0.8", "Scored 0.7", "Scored 0.8");
            assertThat(bench.messages().stream()
                            .map(message -> message.get("messageId").asString()))
                    .hasSize(4)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void comparesWhatTheNumbersAreAndNotHowTheyAreStored() {
        try (var bench = bench("")) {
            bench.run();
            bench.sql("alter table scores alter score type decimal(20, 6)");
            assertThat(sum(bench.run())).isEqualTo("read 10 unchanged 10");
            bench.sql("create or replace table scores as select score, customer_id, 5 as other from scores");
            assertThat(sum(bench.run())).isEqualTo("read 10 unchanged 10");
        }
    }

    @Test
    void tellsRemovalsWithTheLastKnownValuesUnderTheirOwnName() {
        try (var bench = bench(", on: {added: Score Added, changed:, removed: Score Removed}")) {
            bench.run();
            bench.sql("update scores set score = 5 where customer_id = 'c1'", "delete from scores where noise = 1");
            bench.run();
            bench.sql("delete from scores where customer_id = 'c1'");
            var report = bench.run();
            assertThat(sum(report)).isEqualTo("read 10 delivered 1 unchanged 9");
            assertThat(changes(report)).isEqualTo(new Changes(0, 0, 1, 9));
            assertThat(bench.of("c1")).containsExactly("Score Added 0.1", "Scored 5.0", "Score Removed 5.0");
            assertThat(sum(bench.run())).isEqualTo("read 9 unchanged 9");
            bench.sql("insert into scores values ('c1', 5, 0)");
            assertThat(changes(bench.run())).isEqualTo(new Changes(1, 0, 0, 9));
            assertThat(bench.of("c1")).hasSize(4).endsWith("Score Added 5.0");
            assertThat(bench.messages().stream()
                            .map(message -> message.get("messageId").asString()))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void leavesOutOfARemovalWhenTheRowHappened() {
        try (var bench = bench(", on: [removed]").action("  timestamp: happened\n")) {
            bench.sql("alter table scores add column happened timestamp default timestamp '2026-11-22 06:00:00'");
            var first = bench.run();
            assertThat(sum(first)).isEqualTo("read 10 filtered 10");
            assertThat(changes(first).added()).isEqualTo(10);
            bench.sql("delete from scores where customer_id = 'c1'");
            bench.run();
            assertThat(bench.messages()).hasSize(1);
            JsonNode removal = bench.messages().get(0);
            assertThat(removal.get("userId").asString()).isEqualTo("c1");
            assertThat(removal.at("/properties/score").asDouble()).isEqualTo(0.1);
            // The receiver's own; Segment sets it, too.
            assertThat(removal.path("timestamp").asString("")).doesNotStartWith("2026-11-22T06");
        }
    }

    @Test
    void notesWhatItLeavesOutSoThatOnlyChangesAreSent() {
        try (var bench = bench(", on: [changed]")) {
            assertThat(sum(bench.run())).isEqualTo("read 10 filtered 10");
            bench.sql(
                    "update scores set score = 9 where customer_id in ('c1', 'c2')",
                    "delete from scores where customer_id = 'c5'");
            assertThat(sum(bench.run())).isEqualTo("read 10 delivered 2 filtered 1 unchanged 7");
            assertThat(sum(bench.run())).isEqualTo("read 9 unchanged 9");
        }
    }

    @Test
    void offersRejectedRowsAgainUntilTheyAreAccepted() {
        try (var bench = bench("")) {
            bench.receiver.fail("bad:id=c3", "bad:id=c7");
            var first = bench.run();
            assertThat(first.ending().state()).isEqualTo(Ending.State.COMPLETED_WITH_REJECTS);
            assertThat(sum(first)).isEqualTo("read 10 delivered 8 rejected 2");
            bench.receiver.fail("bad:id=c7");
            assertThat(sum(bench.run())).isEqualTo("read 10 delivered 1 rejected 1 unchanged 8");
            bench.receiver.fail();
            assertThat(sum(bench.run())).isEqualTo("read 10 delivered 1 unchanged 9");
            assertThat(sum(bench.run())).isEqualTo("read 10 unchanged 10");
            assertThat(bench.receiver.stats().messages().unique()).isEqualTo(10);
        }
    }

    @Test
    void knowsWhatARetryOfDeadLettersHasDelivered() {
        try (var bench = bench(", on: [added, changed, removed]")) {
            bench.receiver.fail("bad:id=c3", "bad:id=c7");
            bench.guard("{removed: {max: 100%}}");
            bench.run();
            bench.receiver.fail();
            assertThat(sum(bench.retry())).isEqualTo("read 2 delivered 2");
            assertThat(sum(bench.run())).isEqualTo("read 10 unchanged 10");
            bench.sql("delete from scores");
            bench.sql("insert into scores values ('other', 1, 1)");
            bench.run();
            assertThat(bench.messages()).hasSize(21);
        }
    }

    @Test
    void takesNoRowOfAKeyThatComesTwice() {
        try (var bench = bench("")) {
            bench.run();
            bench.sql(
                    "insert into scores values ('c1', 0.1, 0), ('c2', 7, 0), ('new', 1, 0), ('new', 2, 0), ('new', 3, 0)",
                    "update scores set score = 9 where customer_id = 'c3'");
            var report = bench.run();
            assertThat(sum(report)).isEqualTo("read 15 delivered 1 invalid 7 unchanged 7");
            assertThat(changes(report)).isEqualTo(new Changes(0, 1, 0, 7));
            try (var ledger = bench.ledger()) {
                var run = ledger.runs().list(RunFilter.newest(1)).get(0);
                var named = new ArrayList<String>();
                ledger.receipts()
                        .forEach(
                                run,
                                receipt -> receipt.reason()
                                        .ifPresent(reason ->
                                                named.add(receipt.key().orElse("") + ": " + reason)));
                assertThat(named)
                        .containsExactlyInAnyOrder(
                                "c1: the key comes more than once",
                                "c1: the key comes more than once",
                                "c2: the key comes more than once",
                                "c2: the key comes more than once",
                                "new: the key comes more than once",
                                "new: the key comes more than once",
                                "new: the key comes more than once");
            }
            bench.sql("delete from scores where customer_id = 'new' and score > 1");
            assertThat(sum(bench.run())).isEqualTo("read 13 delivered 1 invalid 4 unchanged 8");
        }
    }

    @Test
    void takesARowForRemovedOnlyAfterAScanThatReachedTheEnd() {
        try (var bench = bench(", on: [added, changed, removed]")) {
            bench.run();
            assertThat(changes(bench.run(OptionalLong.of(3), false)).removed()).isZero();
            bench.sql(
                    "create or replace table scores as select * from scores order by customer_id",
                    "alter table scores rename to kept",
                    "create view scores as select customer_id, case when customer_id = 'c8' then error('no') else score"
                            + " end as score from kept where customer_id <> 'c0'");
            var failed = bench.run();
            assertThat(failed.ending().state()).isEqualTo(Ending.State.FAILED);
            assertThat(changes(failed).removed()).isZero();
            assertThat(bench.messages()).hasSize(10);
        }
    }

    @Test
    void doesNotTakeAnInvalidRowForARemovedOne() {
        try (var bench = bench(", on: [added, changed, removed]")) {
            bench.sql("alter table scores alter score type varchar");
            bench.run();
            bench.sql("update scores set score = repeat('x', 40000) where customer_id = 'c4'");
            var report = bench.run();
            assertThat(sum(report)).isEqualTo("read 10 invalid 1 unchanged 9");
            assertThat(changes(report).removed()).isZero();
        }
    }

    @Test
    void sendsEverythingAgainWithNewIdsAndKeepsTheStateTrue() {
        try (var bench = bench(", on: [added, changed, removed]")) {
            bench.run();
            bench.sql("delete from scores where customer_id = 'c9'");
            var again = bench.run(OptionalLong.empty(), true);
            assertThat(sum(again)).isEqualTo("read 10 delivered 10");
            assertThat(changes(again)).isEqualTo(new Changes(0, 9, 1, 0));
            assertThat(bench.receiver.stats().messages().unique()).isEqualTo(20);
            assertThat(sum(bench.run())).isEqualTo("read 9 unchanged 9");
        }
    }

    @Test
    void forgetsTheStateWithoutSending() {
        try (var bench = bench("")) {
            bench.run();
            bench.reset();
            assertThat(bench.receiver.stats().messages().unique()).isEqualTo(10);
            var report = bench.run();
            assertThat(sum(report)).isEqualTo("read 10 delivered 10");
            assertThat(changes(report).added()).isEqualTo(10);
            // Equal content and nothing accepted before: the same messages.
            assertThat(bench.receiver.stats().messages().unique()).isEqualTo(10);
        }
    }

    @Test
    void forgetsAPersonInTheStateToo() {
        try (var bench = bench(", on: [added, changed, removed]")) {
            bench.run();
            try (var ledger = bench.ledger()) {
                long high = TrackMapper.hash("c4").getMostSignificantBits();
                long low = TrackMapper.hash("c4").getLeastSignificantBits();
                var key = List.of(new Mark(Kind.REMOVED, high, low, 0, 0));
                assertThat(ledger.syncStates().lastCalls("scores", key).get(0)).isPresent();
                ledger.forgetting().forget(Optional.empty(), "c4");
                assertThat(ledger.syncStates().lastCalls("scores", key).get(0)).isEmpty();
                assertThat(ledger.syncStates().size("scores")).isEqualTo(9);
            }
            bench.sql("delete from scores where customer_id = 'c4'");
            assertThat(sum(bench.run())).isEqualTo("read 9 unchanged 9");
        }
    }

    @Test
    void forgetsAStateThatAnotherModeHasMadeUntrue() {
        try (var bench = bench("")) {
            bench.run();
            bench.sync("{mode: full}").run();
            assertThat(sum(bench.sync("{mode: changed}").run())).isEqualTo("read 10 delivered 10");
        }
    }
}
