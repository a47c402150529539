package io.fullcircle.connector.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.connector.source.sql.StreamProbe;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostgresStreamingTest {
    private static StreamProbe.Outcome read(String sql) throws Exception {
        try (PostgresFixture database = new PostgresFixture()) {
            return StreamProbe.run("64m", "postgres", Map.of("url", database.url(), "user", "postgres"), sql);
        }
    }

    @Test
    void readsTwoMillionRowsInASmallHeap() throws Exception {
        String sql = "select n, n / 3.0::float8 as score, 'customer-' || n as id from generate_series(1, 2000000) n";

        assertThat(read(sql).rows()).isEqualTo(2_000_000);
    }

    @Test
    void readsATableOfLargeRowsInASmallHeap() throws Exception {
        String sql = "select n, repeat('x', 100000) as document from generate_series(1, 1500) n";

        assertThat(read(sql).rows()).isEqualTo(1_500);
    }

    @Test
    void readsLargeRowsBehindSmallOnesInASmallHeap() throws Exception {
        String sql = "select n, repeat('x', case when n < 1000 then 10 else 30000 end) as document"
                + " from generate_series(1, 6000) n";

        assertThat(read(sql).rows()).isEqualTo(6_000);
    }
}
