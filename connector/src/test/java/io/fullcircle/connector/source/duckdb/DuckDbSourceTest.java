package io.fullcircle.connector.source.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.source.sql.Rows;
import io.fullcircle.connector.source.sql.SqlFixture;
import io.fullcircle.connector.source.sql.SqlSourceContract;
import java.nio.file.Path;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

class DuckDbSourceTest extends SqlSourceContract {
    @TempDir
    static Path directory;

    @Override
    protected SqlFixture database() {
        return new DuckDbFixture(directory);
    }

    /** The driver gives no more rows then, and mostly doesn't say that there should be more. */
    @RepeatedTest(5)
    void noticesThatAResultHasBrokenOff() throws Exception {
        database()
                .execute(
                        "create or replace table models as select case when i = 900000 then 'none' else i::text end as score from"
                                + " range(1000000) t(i)");
        try (var source = database().source()) {
            assertThatThrownBy(() -> Rows.all(source, "select score::double as score from models"))
                    .isInstanceOfSatisfying(ConfigurationException.class, e -> {
                        assertThat(e).hasMessageContaining("failed amid the rows");
                        assertThat(e.remedy()).contains("try_cast");
                    });
        }
    }
}
