package io.fullcircle.connector.source.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.connector.operator.Purpose;
import io.fullcircle.connector.operator.Query;
import io.fullcircle.connector.operator.SqlOperator;
import io.fullcircle.connector.source.Cursor;
import io.fullcircle.connector.source.Source;
import io.fullcircle.connector.source.Table;
import io.fullcircle.connector.source.snowflake.standin.LoggedStatement;
import io.fullcircle.connector.source.sql.Rows;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Snowflake gets to see of a query. */
class SnowflakeStatementsTest {
    private static final Purpose PURPOSE = new Purpose("sales-forecast", "20261121T061500Z-3fa9");

    private SnowflakeFixture snowflake;
    private Source source;

    @BeforeEach
    void start() {
        snowflake = new SnowflakeFixture();
        snowflake.execute(
                "create schema scratch",
                "create table scores as select seq4() as id from table(generator(rowcount => 9))");
        source = snowflake.sourceWith("scratch_schema", "scratch");
    }

    @AfterEach
    void stop() {
        source.close();
        snowflake.close();
    }

    private static Query chain(boolean materialize) {
        return new Query(
                List.of(
                        new SqlOperator("best", "select id from scores where id > 3", materialize),
                        new SqlOperator("twice", "select a.id from best a join best b on a.id = b.id")),
                "twice",
                List.of(),
                PURPOSE);
    }

    private List<LoggedStatement> executed(String part) {
        return snowflake.server.statements().executed(part);
    }

    @Test
    void runsTheChainAsOneStatementWithItsNamesAsWritten() {
        assertThat(Rows.count(source, chain(false))).isEqualTo(5);

        assertThat(executed("scores"))
                .singleElement()
                .satisfies(statement -> assertThat(statement.text())
                        .startsWith("WITH best AS (\n")
                        .contains("), twice AS (\n")
                        .endsWith("SELECT * FROM twice"));
    }

    @Test
    void tagsEachStatementWithWhatItIsFor() {
        assertThat(Rows.count(source, chain(true))).isEqualTo(5);

        String format = "{\"app\":\"full-circle\",\"pipeline\":\"sales-forecast\",\"run\":\"20261121T061500Z-3fa9\","
                + "\"operator\":\"%s\"}";
        assertThat(executed("create transient table").get(0).tag()).isEqualTo(format.formatted("best"));
        assertThat(executed("), twice as").get(0).tag()).isEqualTo(format.formatted("twice"));
    }

    @Test
    void tellsTheServerHowLongAStatementMayTake() {
        try (Source slow = snowflake.sourceWith("queue_timeout", Duration.ofMillis(1500))) {
            Rows.one(slow, "1");
        }

        assertThat(executed("select 1 as x").get(0).parameters())
                .containsEntry("STATEMENT_TIMEOUT_IN_SECONDS", "3600")
                .containsEntry("STATEMENT_QUEUED_TIMEOUT_IN_SECONDS", "2")
                .containsEntry("ABORT_DETACHED_QUERY", "true")
                .containsEntry("JDBC_QUERY_RESULT_FORMAT", "ARROW")
                .containsEntry("TIMEZONE", "UTC");
    }

    @Test
    void putsAMaterializedOperatorIntoATableForTheTimeOfTheQuery() {
        try (Cursor cursor = source.open(chain(true))) {
            assertThat(executed("transient"))
                    .as("nothing runs before the first row is asked for")
                    .isEmpty();
            assertThat(cursor.next()).isTrue();
            assertThat(executed("create transient table scratch.\"fc$sales-forecast$20261121T061500Z-3fa9$"))
                    .hasSize(1);
            assertThat(executed("select id from scores")).as("computed once").hasSize(1);
        }
        assertThat(executed("drop table if exists scratch.\"fc$sales-forecast$"))
                .hasSize(1);
        assertThat(leftInScratch()).isEmpty();
    }

    @Test
    void dropsTheTablesOfAQueryThatFails() {
        Query query = new Query(
                List.of(
                        new SqlOperator("best", "select id from scores", true),
                        new SqlOperator("worse", "select id / (id - id) as x, 'a'::number as y from best", true)),
                "worse",
                List.of(),
                PURPOSE);

        assertThatThrownBy(() -> Rows.count(source, query)).isInstanceOf(ConfigurationException.class);

        assertThat(leftInScratch()).isEmpty();
    }

    @Test
    void dropsWhatADeadRunOfThePipelineLeft() {
        String dead = Worker.current().machine() + "-999999999-1";
        String alive = Worker.current().text();
        String elsewhere = "ffff-1-1";
        long now = Instant.now().getEpochSecond();
        long yesterday = now - 90_000;
        List<String> left = List.of(
                "fc$sales-forecast$r$" + alive + "$" + now + "$0_best",
                "fc$sales-forecast$r$" + elsewhere + "$" + now + "$0_best",
                "fc$sales$r$" + dead + "$" + now + "$0_best",
                "fc$sales-forecast$of somebody else");
        List<String> orphans = List.of(
                "fc$sales-forecast$r$" + dead + "$" + now + "$0_best",
                "fc$sales-forecast$r$" + elsewhere + "$" + yesterday + "$0_best");
        Stream.concat(left.stream(), orphans.stream())
                .forEach(name -> snowflake.execute("create transient table scratch.\"" + name + "\" (a int)"));

        assertThat(Rows.count(source, chain(true))).isEqualTo(5);

        assertThat(leftInScratch()).containsExactlyInAnyOrderElementsOf(left);
    }

    private Set<String> leftInScratch() {
        String tables = "select table_name from information_schema.tables where table_schema = 'SCRATCH'";
        Set<String> left = new HashSet<>();
        Rows.all(source, tables).forEach(row -> left.add((String) row.get(0)));
        return left;
    }

    @Test
    void describesAMaterializedChainWithoutMakingATable() {
        assertThat(source.describe(chain(true))).hasSize(1);

        assertThat(snowflake.server.statements().all()).allMatch(LoggedStatement::described);
    }

    @Test
    void refusesToMaterializeWithoutAPlaceForIt() {
        try (Source plain = snowflake.source()) {
            assertThatThrownBy(() -> plain.open(chain(true)))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("\"best\"");
        }
    }

    @Test
    void readsTheSameResultAgainWithoutASecondQuery() {
        String id;
        try (Cursor cursor = source.open(chain(false))) {
            assertThat(cursor.statementId()).isEmpty();
            cursor.next();
            id = cursor.statementId().orElseThrow();
        }
        snowflake.execute("insert into scores values (100)");

        try (Source later = snowflake.source();
                Cursor again = later.reopen(id, chain(false)).orElseThrow()) {
            long rows = 0;
            while (again.next()) {
                rows++;
            }
            assertThat(rows).isEqualTo(5);
        }
        assertThat(executed("from scores")).hasSize(1);
    }

    @Test
    void saysWhenAResultIsGone() {
        String id;
        try (Cursor cursor = source.open(chain(false))) {
            cursor.next();
            id = cursor.statementId().orElseThrow();
        }
        snowflake.server.clock().advance(Duration.ofHours(25));

        try (Source later = snowflake.source()) {
            assertThat(later.reopen(id, chain(false))).isEmpty();
            assertThat(later.reopen("01b2c3d4-0000-0000-0000-000000000000", chain(false)))
                    .isEmpty();
            assertThat(later.reopen("x')); drop table scores", chain(false))).isEmpty();
        }
    }

    @Test
    void abortsTheStatementAtTheServerWhenCancelled() {
        Cursor cursor = source.open(Rows.query(snowflake.endless()));
        CompletableFuture<Boolean> reading = CompletableFuture.supplyAsync(cursor::next);
        await().until(() -> !executed("system$wait").isEmpty());

        cursor.cancel();

        assertThatThrownBy(reading::join).cause().isInstanceOf(EnvironmentException.class);
        cursor.close();
        assertThat(snowflake.server.statements().aborts()).isNotEmpty();
        assertThat(executed("system$wait"))
                .extracting(LoggedStatement::state)
                .containsExactly(LoggedStatement.State.ABORTED);
    }

    @Test
    void abortsAStepThatIsBeingMaterialized() {
        Query query =
                new Query(List.of(new SqlOperator("slow", snowflake.endless(), true)), "slow", List.of(), PURPOSE);
        Cursor cursor = source.open(query);
        CompletableFuture<Boolean> reading = CompletableFuture.supplyAsync(cursor::next);
        await().until(() -> !executed("create transient").isEmpty());

        cursor.cancel();

        assertThatThrownBy(reading::join).cause().isInstanceOf(EnvironmentException.class);
        cursor.close();
        assertThat(executed("create transient"))
                .extracting(LoggedStatement::state)
                .containsExactly(LoggedStatement.State.ABORTED);
        assertThat(leftInScratch()).isEmpty();
    }

    @Test
    void listsTheTablesOfOneSchemaOrOfAll() {
        snowflake.execute(
                "create schema my_lab",
                "create schema myxlab",
                "create table my_lab.trials (n number(9,2))",
                "create table myxlab.other (n integer)",
                "create transient table scratch.\"fc$a$b$c$d\" (n integer)");
        assertThat(source.tables()).extracting(Table::name).containsExactly("MYXLAB.OTHER", "MY_LAB.TRIALS", "SCORES");

        try (Source lab = snowflake.sourceWith("schema", "my_lab")) {
            assertThat(lab.tables()).singleElement().satisfies(table -> {
                assertThat(table.name()).isEqualTo("TRIALS");
                assertThat(table.columns().get(0).type()).isEqualTo("NUMBER(9,2)");
            });
        }
        assertThat(executed("show")).noneMatch(s -> s.text().toLowerCase().contains("in account"));
    }

    @Test
    void listsMoreThanTenThousandColumns() {
        var script = new StringBuilder("create schema crowded;");
        for (int i = 0; i < 26; i++) {
            script.append("create table crowded.t").append(i).append(" (c0 int");
            for (int k = 1; k < 400; k++) {
                script.append(", c").append(k).append(" int");
            }
            script.append(");");
        }
        snowflake.execute(script.toString());

        try (Source crowded = snowflake.sourceWith("schema", "crowded")) {
            assertThat(crowded.tables())
                    .hasSize(26)
                    .allSatisfy(t -> assertThat(t.columns()).hasSize(400));
        }
    }
}
