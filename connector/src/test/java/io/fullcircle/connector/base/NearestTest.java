package io.fullcircle.connector.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestTest {
    private static final List<String> NAMES =
            List.of("write_key", "table", "event_name", "properties", "customer_id", "timestamp", "postgres", "mode");

    @ParameterizedTest
    @CsvSource({
        "wirte_key, write_key", "writeKey, write_key", "WRITE-KEY, write_key", "write_keys, write_key",
        "tabel, table", "propertys, properties", "costumer_id, customer_id", "timestmp, timestamp",
        "postgresql, postgres", "event, event_name", "moed, mode"
    })
    void findsWhatWasMeant(String written, String meant) {
        assertThat(Nearest.of(written, NAMES)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "url", "retries", "oracle", "node_pool", "a_name_that_is_longer_than_all_others"})
    void asksNothingWhereNothingIsNear(String written) {
        assertThat(Nearest.of(written, NAMES)).isEmpty();
    }
}
