package io.fullcircle.connector.source.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.source.sql.Rows;
import io.fullcircle.connector.source.sql.SqlFixture;
import io.fullcircle.connector.source.sql.SqlSourceContract;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Properties;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckDbSourceTest extends SqlSourceContract {
    @TempDir
    static Path directory;

    @Override
    protected SqlFixture database() {
        return new DuckDbFixture(directory);
    }

    /** With one thread of DuckDB's, the driver gives no more rows then and never says that there should be more. */
    @Test
    void noticesThatAResultHasBrokenOff() throws SQLException {
        var properties = new Properties();
        properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
        try (var connection = new DuckDBDriver().connect("jdbc:duckdb:", properties);
                var statement = connection.createStatement()) {
            statement.execute("set threads = 1");
            statement.execute("create table models as select case when i = 900000 then 'none' else i::text end as score"
                    + " from range(1000000) t(i)");
            try (var source = new DuckDbProvider().over(connection).orElseThrow()) {
                assertThatThrownBy(() -> Rows.all(source, "select score::double as score from models"))
                        .isInstanceOfSatisfying(ConfigurationException.class, e -> {
                            assertThat(e).hasMessageContaining("failed amid the rows");
                            assertThat(e.remedy()).contains("try_cast");
                        });
                assertThat(Rows.all(source, "select score from models limit 5000"))
                        .hasSize(5000);
            }
        }
    }

    @Test
    void readsAResultToItsEndThatDoesNotStream() throws SQLException {
        try (var connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
                var source = new DuckDbProvider().over(connection).orElseThrow()) {
            assertThat(Rows.all(source, "select range from range(5000)")).hasSize(5000);
        }
    }
}
