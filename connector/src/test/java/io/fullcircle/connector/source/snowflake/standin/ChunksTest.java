package io.fullcircle.connector.source.snowflake.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChunksTest {
    private static final int ROWS = 10_000;
    private static final String NUMBERS = "select seq4() as n from table(generator(rowcount => " + ROWS + "))";
    private StandIn standIn;

    @BeforeEach
    void start() {
        standIn = StandIn.start(StandInOptions.defaults()
                .withUser(User.named("tester").withPassword("secret"))
                .withSizes(new StandInOptions.Sizes(100, 4096, true)));
    }

    @AfterEach
    void stop() {
        standIn.close();
    }

    @Test
    void refusesAChunkAsOftenAsAskedAndThenServesIt() throws Exception {
        standIn.faults().add(Fault.chunkStatus(0, 503, 1));
        standIn.faults().add(Fault.chunkStatus(1, 403, 1));
        assertThat(sum("ARROW")).isEqualTo((long) ROWS * (ROWS - 1) / 2);
        assertThat(standIn.chunks().fetches()).extracting(Chunks.Fetch::status).contains(503, 403, 200);
        assertThat(standIn.faults().left()).isEmpty();
    }

    @Test
    void cutsAChunkShortOnce() throws Exception {
        standIn.faults().add(Fault.chunkCut(0, 1));
        assertThat(sum("ARROW")).isEqualTo((long) ROWS * (ROWS - 1) / 2);
        assertThat(standIn.chunks().fetches())
                .filteredOn(fetch -> !fetch.complete())
                .hasSize(1);
    }

    @Test
    void servesAChunkLate() throws Exception {
        standIn.faults().add(Fault.chunkLate(0, Duration.ofMillis(300)));
        long start = System.nanoTime();
        assertThat(sum("ARROW")).isEqualTo((long) ROWS * (ROWS - 1) / 2);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(300));
    }

    @Test
    void liesAboutAChunksRowsWhichTheDriverBelievesInJson() throws Exception {
        standIn.faults().add(Fault.chunkRows(0, 1));
        assertThat(count("ARROW")).isEqualTo(ROWS);
        standIn.faults().add(Fault.chunkRows(0, 1));
        assertThat(count("JSON")).isEqualTo(ROWS + 1);
        standIn.faults().add(Fault.chunkRows(0, -1));
        assertThat(count("JSON")).isEqualTo(ROWS - 1);
    }

    @Test
    void liesAboutTheTotalUnnoticedByTheDriver() throws Exception {
        standIn.faults().add(Fault.totalRows(5));
        assertThat(count("ARROW")).isEqualTo(ROWS);
    }

    @Test
    void letsAddressesExpireWithTheMovedClock() throws Exception {
        try (var client = Client.of(
                        standIn, "CLIENT_PREFETCH_THREADS", "1", "maxHttpRetries", "1", "networkTimeout", "3000");
                var rows = client.query("select seq4() as n from table(generator(rowcount => 100000))")) {
            rows.next();
            standIn.clock().advance(Duration.ofHours(6));
            var failure = catchThrowableOfType(SQLException.class, () -> drain(rows));
            assertThat(failure.getMessage()).contains("403");
        }
    }

    @Test
    void sendsTheFirstChunksBeforeTheClientReadsARow() throws Exception {
        try (var client = Client.of(standIn)) {
            var rows = client.query(NUMBERS);
            await().until(() -> standIn.chunks().fetches().stream().anyMatch(Chunks.Fetch::last));
            assertThat(rows.next()).isTrue();
        }
    }

    @Test
    void boundsChunksByTheSessionsChunkSize() throws Exception {
        var wide = "select repeat('x', 2000) as s, seq4() as n from table(generator(rowcount => 4000))";
        try (var client = Client.of(standIn, "CLIENT_RESULT_CHUNK_SIZE", "1")) {
            var rows = client.query(wide);
            assertThat(drain(rows)).isPositive();
            assertThat(standIn.chunks().fetches()).hasSizeGreaterThan(7);
        }
    }

    private long sum(String format) throws SQLException {
        try (var client = Client.of(standIn, "JDBC_QUERY_RESULT_FORMAT", format)) {
            return drain(client.query(NUMBERS));
        }
    }

    private long count(String format) throws SQLException {
        try (var client = Client.of(standIn, "JDBC_QUERY_RESULT_FORMAT", format)) {
            var rows = client.query(NUMBERS);
            long count = 0;
            while (rows.next()) count++;
            return count;
        }
    }

    private static long drain(ResultSet rows) throws SQLException {
        long sum = 0;
        while (rows.next()) sum += rows.getLong("N");
        return sum;
    }
}
