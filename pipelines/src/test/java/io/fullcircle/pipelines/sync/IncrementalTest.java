package io.fullcircle.pipelines.sync;

import static io.fullcircle.pipelines.sync.Bench.sum;
import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.connector.Ending;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs that send what is new by its cursor. */
class IncrementalTest {
    @TempDir
    Path folder;

    private Bench bench(String more) {
        var bench = new Bench(folder).sync("{mode: incremental, cursor: scored_at" + more + "}");
        bench.sql(
                "create table scores (customer_id varchar, score double, scored_at timestamp)",
                "insert into scores select 'c' || i, i / 10.0, timestamp '2026-11-22 06:00:00' from range(2500) t(i)");
        return bench;
    }

    @Test
    void sendsTheTiedAndTheLateRowsOfTheLastValueAndNoOthers() {
        try (var bench = bench("")) {
            assertThat(sum(bench.run())).isEqualTo("read 2500 delivered 2500");
            assertThat(sum(bench.run())).isEqualTo("read 2500 unchanged 2500");
            bench.sql(
                    "insert into scores select 'a-late-' || i, 1, timestamp '2026-11-22 06:00:00' from range(10) t(i)",
                    "insert into scores values ('older', 1, timestamp '2026-11-22 05:59:59')");
            assertThat(sum(bench.run())).isEqualTo("read 2510 delivered 10 unchanged 2500");
            bench.sql("insert into scores select 'next', 1, timestamp '2026-11-22 07:00:00'");
            assertThat(sum(bench.run())).isEqualTo("read 2511 delivered 1 unchanged 2510");
            assertThat(sum(bench.run())).isEqualTo("read 1 unchanged 1");
            assertThat(bench.of("older")).isEmpty();
        }
    }

    @Test
    void sendsALateRowInsideTheLookbackAndNoneOutside() {
        try (var bench = bench(", lookback: 1h")) {
            bench.run();
            bench.sql("insert into scores values ('inside', 1, timestamp '2026-11-22 05:00:00'),"
                    + " ('outside', 1, timestamp '2026-11-22 04:59:59.999')");
            assertThat(sum(bench.run())).isEqualTo("read 2501 delivered 1 unchanged 2500");
            assertThat(sum(bench.run())).isEqualTo("read 2501 unchanged 2501");
            bench.sql("insert into scores values ('next', 1, timestamp '2026-11-22 06:30:00')");
            assertThat(sum(bench.run())).isEqualTo("read 2502 delivered 1 unchanged 2501");
            assertThat(sum(bench.run())).isEqualTo("read 2501 unchanged 2501");
            assertThat(bench.of("outside")).isEmpty();
            assertThat(bench.receiver.stats().messages().duplicates()).isZero();
        }
    }

    @Test
    void sendsARowAgainThatChangedOrWasScoredAnew() {
        try (var bench = bench("")) {
            bench.run();
            bench.sql("update scores set score = 0.8 where customer_id = 'c7'");
            assertThat(sum(bench.run())).isEqualTo("read 2500 delivered 1 unchanged 2499");
            bench.sql("update scores set scored_at = timestamp '2026-11-23 06:00:00' where customer_id = 'c7'");
            assertThat(sum(bench.run())).isEqualTo("read 2500 delivered 1 unchanged 2499");
            assertThat(bench.of("c7")).containsExactly("Scored 0.7", "Scored 0.8", "Scored 0.8");
        }
    }

    @Test
    void remembersTheOverlapWithoutReceipts() {
        try (var bench = bench("").action("ledger: {receipts: exceptions, keep: 1s}\n")) {
            bench.run();
            assertThat(sum(bench.run())).isEqualTo("read 2500 unchanged 2500");
        }
    }

    @Test
    void countsARowWithoutCursorValueAsInvalidAndGoesOn() {
        try (var bench = bench("")) {
            bench.sql("insert into scores values ('none', 1, null)");
            var report = bench.run();
            assertThat(sum(report)).isEqualTo("read 2501 delivered 2500 invalid 1");
            assertThat(report.reasons()).containsKey("invalid: no value in the cursor scored_at");
            bench.sql("insert into scores values ('next', 1, timestamp '2026-11-23 06:00:00')");
            assertThat(sum(bench.run())).isEqualTo("read 2502 delivered 1 invalid 1 unchanged 2500");
            assertThat(sum(bench.run())).isEqualTo("read 2 invalid 1 unchanged 1");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "bigint | 10 + i // 5 | 12 | 90",
                "date | date '2026-11-22' + cast(i // 5 as integer) | date '2026-11-24' | date '2027-01-01'",
                "varchar | concat('v', 10 + i // 5) | 'v12' | 'v90'",
                "timestamptz | timestamptz '2026-11-22 06:00:00+02' + to_hours(i // 5)"
                        + " | timestamptz '2026-11-22 06:00:00+00' | timestamptz '2026-12-22 06:00:00+00'",
                "decimal(20,0) | 10 + i // 5 | 12 | 90"
            })
    void readsOnFromCursorsOfEveryKind(String type, String value, String last, String next) {
        try (var bench = new Bench(folder).sync("{mode: incremental, cursor: version}")) {
            bench.sql(
                    "create table scores (customer_id varchar, score double, version " + type + ")",
                    "insert into scores select 'c' || i, i, " + value + " from range(15) t(i)");
            assertThat(sum(bench.run())).isEqualTo("read 15 delivered 15");
            assertThat(sum(bench.run())).isEqualTo("read 5 unchanged 5");
            bench.sql("insert into scores values ('late', 1, " + last + "), ('next', 1, " + next + ")");
            assertThat(sum(bench.run())).isEqualTo("read 7 delivered 2 unchanged 5");
            assertThat(sum(bench.run())).isEqualTo("read 1 unchanged 1");
        }
    }

    @Test
    void beginsWithoutSendingWhenItIsToldTo() {
        try (var bench = bench(", backfill: none")) {
            assertThat(sum(bench.run())).isEqualTo("read 2500 filtered 2500");
            bench.sql("insert into scores values ('late', 1, timestamp '2026-11-22 06:00:00')");
            assertThat(sum(bench.run())).isEqualTo("read 2501 delivered 1 unchanged 2500");
        }
    }

    @ParameterizedTest
    @CsvSource({"2026-11-23", "'\"2026-11-22T06:00:00.5Z\"'"})
    void beginsWithTheValueThatItIsTold(String since) {
        try (var bench = bench(", backfill: {since: " + since + "}")) {
            bench.sql("insert into scores values ('later', 1, timestamp '2026-11-23 00:00:00')");
            assertThat(sum(bench.run())).isEqualTo("read 1 delivered 1");
            assertThat(sum(bench.run())).isEqualTo("read 1 unchanged 1");
        }
    }

    @Test
    void leavesThePositionWhereItWasWhenOnlySomeRowsAreRead() {
        try (var bench = bench("")) {
            assertThat(sum(bench.run(OptionalLong.of(1500), false))).isEqualTo("read 1500 delivered 1500");
            assertThat(sum(bench.run())).isEqualTo("read 2500 delivered 1000 unchanged 1500");
        }
    }

    @Test
    void readsTheLastValueAgainAfterAFailure() {
        try (var bench = bench("")) {
            bench.sql(
                    "alter table scores rename to kept",
                    "create view scores as select customer_id, case when customer_id = 'c900' then error('no')"
                            + " else score end as score, scored_at from kept");
            assertThat(bench.run().ending().state()).isEqualTo(Ending.State.FAILED);
            bench.sql("drop view scores", "alter table kept rename to scores");
            bench.run();
            assertThat(bench.receiver.stats().messages().unique()).isEqualTo(2500);
            assertThat(bench.receiver.stats().messages().duplicates()).isZero();
            assertThat(sum(bench.run())).isEqualTo("read 2500 unchanged 2500");
        }
    }

    @Test
    void saysThatNoTimeCanBeTakenFromANumber() {
        try (var bench = new Bench(folder).sync("{mode: incremental, cursor: version, lookback: 1h}")) {
            bench.sql("create table scores as select 'c' as customer_id, 1 as score, 7 as version");
            bench.run();
            assertThat(bench.run().ending().why().orElseThrow()).hasMessageContaining("sync.lookback");
        }
    }
}
