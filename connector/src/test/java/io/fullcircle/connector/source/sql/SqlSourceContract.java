package io.fullcircle.connector.source.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.connector.operator.Query;
import io.fullcircle.connector.operator.SqlOperator;
import io.fullcircle.connector.source.Column;
import io.fullcircle.connector.source.Cursor;
import io.fullcircle.connector.source.Source;
import io.fullcircle.connector.source.Table;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What every SQL source does alike. One subclass for each, with its database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
public abstract class SqlSourceContract {
    private SqlFixture database;
    private Source source;

    protected abstract SqlFixture database() throws Exception;

    @BeforeAll
    void createTables() throws Exception {
        database = database();
        database.execute(
                "create table scores (customer_id varchar(40), visits bigint, score double precision,"
                        + " amount decimal(12,2), active boolean, born date, seen timestamp)",
                "insert into scores values ('a-1', 9007199254740993, 0.25, 1200.50, true, date '2000-02-29',"
                        + " timestamp '2026-03-29 02:30:00.123456')",
                "insert into scores values ('b-2', -1, 2.5e300, -0.10, false, date '1969-12-31',"
                        + " timestamp '1969-12-31 23:59:59')",
                "insert into scores values ('c-3', null, null, null, null, null, null)",
                "create view active_scores as select customer_id, score from scores where active",
                "create schema lab",
                "create table lab.trials (n integer)",
                "create table \"group\" (\"Odd name\" integer)");
    }

    @AfterAll
    void dropDatabase() throws Exception {
        database.close();
    }

    @BeforeEach
    void open() {
        source = database.source();
    }

    @AfterEach
    void close() {
        source.close();
    }

    private static Query chain(String... operators) {
        List<SqlOperator> chain = Arrays.stream(operators)
                .map(o -> new SqlOperator(o.substring(0, o.indexOf(':')), o.substring(o.indexOf(':') + 1)))
                .toList();
        return new Query(chain, chain.get(chain.size() - 1).name());
    }

    @Test
    void readsEachColumnAsItsOwnType() {
        Query query = new Query(List.of(), "scores", List.of(database.stored("customer_id")));

        assertThat(Rows.all(source, query))
                .containsExactly(
                        List.of(
                                "a-1",
                                9007199254740993L,
                                0.25,
                                new BigDecimal("1200.50"),
                                true,
                                LocalDate.of(2000, 2, 29),
                                LocalDateTime.of(2026, 3, 29, 2, 30, 0, 123456000)),
                        List.of(
                                "b-2",
                                -1L,
                                2.5e300,
                                new BigDecimal("-0.10"),
                                false,
                                LocalDate.of(1969, 12, 31),
                                LocalDateTime.of(1969, 12, 31, 23, 59, 59)),
                        Arrays.asList("c-3", null, null, null, null, null, null));
    }

    @Test
    void readsFromAPositionOnAndWhatHasNoPlaceInTheOrder() {
        assumeTrue(source.readsFromPositions());
        String rows = "select customer_id, cast(null as timestamp) as at from scores where customer_id = 'a-1'"
                + " union all select customer_id, timestamp '2026-01-02 03:04:05.678' as at from scores"
                + " union all select customer_id, timestamp '2026-01-01 00:00:00' as at from scores";
        var from = List.<Object>of(LocalDateTime.of(2026, 1, 2, 3, 4, 5, 678_000_000), "b-2");
        Query query = Rows.query(rows).ordered(List.of(database.stored("at"), database.stored("customer_id")), from);
        assertThat(Rows.all(source, query))
                .containsExactlyInAnyOrder(
                        List.of("b-2", from.get(0)), List.of("c-3", from.get(0)), Arrays.asList("a-1", null));
    }

    @Test
    void readsANumericPositionWithoutLoss() {
        assumeTrue(source.readsFromPositions());
        Query query = new Query(List.of(), "scores")
                .ordered(List.of(database.stored("amount")), List.of(new BigDecimal("1200.50")));
        assertThat(Rows.count(source, query)).isEqualTo(2);
    }

    @Test
    void namesTheColumnsOfAnEmptyResult() {
        try (Cursor cursor = source.open(Rows.query("select customer_id, score from scores where 1 = 0"))) {
            assertThat(cursor.columns())
                    .extracting(Column::name)
                    .containsExactly(database.stored("customer_id"), database.stored("score"));
            assertThat(cursor.next()).isFalse();
            assertThat(cursor.next()).isFalse();
        }
    }

    @Test
    void letsEachOperatorSeeTheTablesAndTheOperatorsAbove() {
        Query query = chain(
                "best:select customer_id, score from scores where score is not null",
                "renamed:select customer_id as id, score from best",
                "joined:select r.id, s.visits from renamed r join scores s on s.customer_id = r.id where r.id = 'a-1'");

        assertThat(Rows.all(source, query)).containsExactly(List.of("a-1", 9007199254740993L));
    }

    @Test
    void takesSqlAsPeopleLeaveIt() {
        Query query = chain(
                "ended:select customer_id, ';' as mark from scores where customer_id <> '--;' ; -- done;",
                "commented:/* first; */ select customer_id, mark from ended -- the rest (",
                "nested:with inside as (select customer_id, mark from commented) select * from inside;\n\n");

        assertThat(Rows.all(source, query))
                .containsExactlyInAnyOrder(List.of("a-1", ";"), List.of("b-2", ";"), List.of("c-3", ";"));
    }

    @Test
    void takesReservedWordsForOperators() {
        Query query = chain("user:select 1 as n", "select:select n + 1 as n from \"" + folded("user") + "\"");

        assertThat(Rows.all(source, query)).containsExactly(List.of(2L));
    }

    /** Reserved words are the one case in which quotes and case matter to the user. */
    private String folded(String name) {
        return database.stored(name);
    }

    @Test
    void refusesASecondStatement() {
        Query query = chain("base:select 1 as n", "top:select n from base;\nselect 2");

        assertThatThrownBy(() -> source.open(query))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("operator \"top\", line 2: a second statement begins here");
    }

    @Test
    void splicesNoSqlThroughTheNameOfATable() {
        assertThatThrownBy(() -> source.open(new Query(List.of(), "scores; drop table scores")))
                .isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> source.open(new Query(List.of(), "(select 1)")))
                .isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> source.open(new Query(List.of(), "scores\" --")))
                .isInstanceOf(ConfigurationException.class);

        assertThat(Rows.count(source, new Query(List.of(), "scores"))).isEqualTo(3);
    }

    @Test
    void readsTablesOfOtherSchemasAndQuotedOnes() {
        assertThat(source.describe(new Query(List.of(), "lab.trials")))
                .extracting(Column::name)
                .containsExactly(database.stored("n"));
        assertThat(source.describe(new Query(List.of(), "\"group\"")))
                .extracting(Column::name)
                .containsExactly("Odd name");
    }

    @Test
    void describesAQueryWithoutRunningIt() {
        Query query = chain("slow:" + database.endless(), "q:select n, 'x' as t from slow");

        assertThat(source.describe(query))
                .extracting(Column::name)
                .containsExactly(database.stored("n"), database.stored("t"));
    }

    @Test
    void listsTablesAndViewsWithoutTheDatabasesOwn() {
        List<Table> tables = source.tables();

        assertThat(tables)
                .extracting(Table::name)
                .isSorted()
                .containsExactlyInAnyOrder(
                        database.stored("active_scores"),
                        "\"group\"",
                        database.stored("lab.trials"),
                        database.stored("scores"));
        assertThat(tables).extracting(Table::kind).contains("table", "view");
        Table scores = tables.stream()
                .filter(t -> t.name().equals(database.stored("scores")))
                .findFirst()
                .orElseThrow();
        assertThat(scores.columns()).extracting(Column::name).first().isEqualTo(database.stored("customer_id"));
        assertThat(scores.columns())
                .hasSize(7)
                .allSatisfy(c -> assertThat(c.type()).isNotBlank());
        for (Table table : tables) {
            assertThat(source.describe(new Query(List.of(), table.name())))
                    .extracting(Column::name)
                    .isEqualTo(table.columns().stream().map(Column::name).toList());
        }
    }

    @Test
    void saysWhichTableIsUnknown() {
        assertThatThrownBy(() -> source.open(new Query(List.of(), "nowhere")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(database.stored("nowhere"));
    }

    @Test
    void saysWhichOperatorNamesAnUnknownColumn() {
        Query query = chain("base:select customer_id\nfrom scores", "top:select\n  customer_id,\n  nowhere\nfrom base");

        ConfigurationException e = catchThrowableOfType(ConfigurationException.class, () -> source.open(query));

        assertThat(e).hasMessageContaining(database.stored("nowhere"));
        assertThat(e.getMessage()).doesNotContain("\n");
        assertThat(e.remedy()).isNotBlank();
        if (database.tellsLines()) {
            assertThat(e).hasMessageStartingWith("operator \"top\", line 3: ");
        }
    }

    @Test
    void reportsAFaultAmidTheRowsAsTheSqls() {
        Query query = chain(
                "numbers:" + database.numbers(20_000),
                "q:select cast(case when n = 19999 then 'x' else '1' end as integer) as v from numbers");

        assertThatThrownBy(() -> Rows.count(source, query)).isInstanceOf(ConfigurationException.class);
        assertThat(Rows.count(source, new Query(List.of(), "scores"))).isEqualTo(3);
    }

    @Test
    void streamsInTheOrderAskedFor() {
        Query query = new Query(
                List.of(new SqlOperator("numbers", database.numbers(50_000))),
                "numbers",
                List.of(database.stored("n")));

        try (Cursor cursor = source.open(query)) {
            for (long n = 1; n <= 50_000; n++) {
                assertThat(cursor.next()).isTrue();
                if (!cursor.value(0).equals(n)) {
                    assertThat(cursor.value(0)).isEqualTo(n);
                }
            }
            assertThat(cursor.next()).isFalse();
        }
    }

    @Test
    void givesConnectionsBackWithTheLastRowAndAtClose() {
        for (int i = 0; i < 10; i++) {
            Cursor readToTheEnd = source.open(Rows.query(database.numbers(10)));
            while (readToTheEnd.next()) {
                assertThat(readToTheEnd.value(0)).isNotNull();
            }
            try (Cursor leftEarly = source.open(Rows.query(database.numbers(100_000)))) {
                assertThat(leftEarly.next()).isTrue();
            }
            assertThatThrownBy(() -> source.open(Rows.query("select nothing from nowhere")))
                    .isInstanceOf(ConfigurationException.class);
        }
    }

    @Test
    void describesBesideAnOpenCursor() {
        try (Cursor cursor = source.open(Rows.query(database.numbers(10_000)))) {
            assertThat(cursor.next()).isTrue();
            assertThat(source.describe(new Query(List.of(), "scores"))).hasSize(7);
            assertThat(cursor.next()).isTrue();
        }
    }

    @Test
    void stopsARunningQueryWhenCancelled() throws Exception {
        Cursor cursor = source.open(Rows.query(database.endless()));
        CompletableFuture<Boolean> reading = CompletableFuture.supplyAsync(cursor::next);
        await().pollDelay(Duration.ofMillis(300)).until(() -> !reading.isDone());

        cursor.cancel();
        cursor.cancel();

        assertThatThrownBy(() -> reading.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("cancelled");
        cursor.close();
        cursor.cancel();
        assertThat(Rows.count(source, new Query(List.of(), "scores"))).isEqualTo(3);
    }

    @Test
    void startsNoQueryThatWasCancelledBefore() {
        try (Cursor cursor = source.open(Rows.query(database.endless()))) {
            cursor.cancel();

            assertThatThrownBy(cursor::next)
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessageContaining("cancelled");
        }
    }

    @Test
    void connectsAtTheFirstCallAndSaysAtOnceWhereItCouldNot() {
        try (Source nowhere = database.unreachable()) {
            long start = System.nanoTime();
            EnvironmentException e = catchThrowableOfType(
                    EnvironmentException.class, () -> nowhere.open(new Query(List.of(), "scores")));

            assertThat(e).hasMessageContaining(database.unreachablePlace());
            assertThat(e.remedy()).contains("source.");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
    }
}
