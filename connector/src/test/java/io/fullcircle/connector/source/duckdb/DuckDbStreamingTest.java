package io.fullcircle.connector.source.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.connector.source.sql.StreamProbe;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DuckDbStreamingTest {
    @Test
    void readsHalfAGigabyteInAFractionOfThat() throws Exception {
        String sql = "select range as n, repeat('x', 250) || range as document from range(2000000)";

        StreamProbe.Outcome outcome = StreamProbe.run("64m", "duckdb", Map.of(), sql);

        assertThat(outcome.rows()).isEqualTo(2_000_000);
        assertThat(outcome.residentMegabytes()).isLessThan(350);
    }
}
