package io.fullcircle.connector.source.snowflake.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandInTest {
    private static final String NUMBERS =
            "select seq4() as n, 'name' || seq4() as s from table(generator(rowcount => 20000))";
    private static StandIn standIn;

    @BeforeAll
    static void start() {
        var options = StandInOptions.defaults()
                .withUser(User.named("tester").withPassword("secret"))
                .withSizes(new StandInOptions.Sizes(500, 4096, true));
        standIn = StandIn.start(options);
    }

    @AfterAll
    static void stop() {
        standIn.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ARROW", "JSON"})
    void servesEveryRowOnceInlineAndInChunks(String format) throws Exception {
        try (var client = Client.of(standIn, "JDBC_QUERY_RESULT_FORMAT", format);
                var result = client.query(NUMBERS)) {
            long sum = 0;
            long rows = 0;
            while (result.next()) {
                sum += result.getLong(1);
                rows++;
                assertThat(result.getString(2)).isEqualTo("name" + result.getLong(1));
            }
            assertThat(rows).isEqualTo(20_000);
            assertThat(sum).isEqualTo(20_000L * 19_999 / 2);
            var queryId = client.queryId(result);
            assertThat(standIn.chunks().fetches())
                    .filteredOn(fetch -> fetch.queryId().equals(queryId))
                    .hasSizeGreaterThan(3)
                    .allMatch(Chunks.Fetch::complete);
        }
    }

    @Test
    void servesSessionsSideBySide() throws Exception {
        var threads = Executors.newFixedThreadPool(4);
        try {
            var sums = new ArrayList<Future<Long>>();
            for (int i = 0; i < 8; i++) {
                sums.add(threads.submit(() -> {
                    try (var client = Client.of(standIn);
                            var result = client.query(NUMBERS)) {
                        long sum = 0;
                        while (result.next()) sum += result.getLong(1);
                        return sum;
                    }
                }));
            }
            for (var sum : sums) assertThat(sum.get()).isEqualTo(20_000L * 19_999 / 2);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void readsItsOwnWritesWithinATransactionAndRollsThemBack() throws Exception {
        try (var client = Client.of(standIn)) {
            client.run("create or replace table ledger (a int)");
            client.run("begin");
            client.run("insert into ledger values (1)");
            assertThat(client.value("select count(*) from ledger")).isEqualTo("1");
            client.run("rollback");
            assertThat(client.value("select count(*) from ledger")).isEqualTo("0");
        }
    }

    @Test
    void answersWhatASessionIsAbout() throws Exception {
        try (var client = Client.of(standIn)) {
            assertThat(client.row("select current_user(), current_role(), current_warehouse(), current_database(),"
                            + " current_schema(), current_account()"))
                    .isEqualTo(List.of("TESTER", "PUBLIC", "COMPUTE_WH", "DEMO", "PUBLIC", "TEST"));
            assertThat(client.labels("select current_version(), count(*), 1 as one from (select 1)"))
                    .isEqualTo(List.of("CURRENT_VERSION()", "COUNT(*)", "ONE"));
        }
    }
}
