package io.fullcircle.connector.source.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.connector.operator.Query;
import io.fullcircle.connector.operator.SqlOperator;
import io.fullcircle.connector.source.Settings;
import io.fullcircle.connector.source.Source;
import io.fullcircle.connector.source.sql.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckDbFilesTest {
    @TempDir
    static Path directory;

    private final Source source = new DuckDbProvider().create(new Settings(Map.of()));

    @BeforeAll
    static void writeFiles() throws SQLException, IOException {
        Files.writeString(directory.resolve("scores.csv"), "id,score\na-1,0.5\nb-2,\n");
        Files.writeString(directory.resolve("scores.json"), "{\"id\": \"a-1\", \"tags\": [1, 2]}\n");
        try (Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "copy (select 'a-1' as id, 0.5 as score) to '" + directory.resolve("scores.parquet") + "'");
        }
    }

    @AfterEach
    void close() {
        source.close();
    }

    private String file(String name) {
        return "'" + directory.resolve(name) + "'";
    }

    @Test
    void readsParquetCsvAndJsonThroughSql() {
        assertThat(Rows.all(source, "select id, score::double from " + file("scores.parquet")))
                .containsExactly(List.of("a-1", 0.5));
        assertThat(Rows.all(source, "from " + file("scores.csv") + " where score is not null"))
                .containsExactly(List.of("a-1", 0.5));
        assertThat(Rows.all(source, "select id, tags[2] from " + file("scores.json")))
                .containsExactly(List.of("a-1", 2L));
    }

    @Test
    void takesAFileForATable() {
        assertThat(Rows.all(source, new Query(List.of(), file("scores.csv")))).hasSize(2);
    }

    @Test
    void saysWhichFileThereIsNot() {
        assertThatThrownBy(() -> Rows.all(source, "select * from 'nowhere.parquet'"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("nowhere.parquet");
    }

    @Test
    void readsADatabaseWithoutChangingIt() throws Exception {
        Path file = directory.resolve("kept.duckdb");
        DuckDbFixture database = new DuckDbFixture(directory);
        database.execute("create table t as select 1 as n");
        Files.copy(directory.resolve("scores.duckdb"), file);
        byte[] before = Files.readAllBytes(file);

        try (Source kept = new DuckDbProvider().create(new Settings(Map.of("path", file)))) {
            assertThat(Rows.all(kept, new Query(List.of(), "t"))).containsExactly(List.of(1L));
        }

        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(directory.resolve("kept.duckdb.wal")).doesNotExist();
    }

    @Test
    void saysWhichFileIsNoDatabase() throws Exception {
        Path file = Files.writeString(
                directory.resolve("text.duckdb"), "not a database, but long enough to be read as one");
        try (Source broken = new DuckDbProvider().create(new Settings(Map.of("path", file)))) {
            EnvironmentException e = catchThrowableOfType(EnvironmentException.class, broken::tables);

            assertThat(e).hasMessageContaining("text.duckdb");
            assertThat(e.remedy()).contains("source.path");
        }
    }

    @Test
    void explainsAnOperatorThatIsNamedLikeTheTableItReads() {
        Query query = new Query(List.of(new SqlOperator("scores", "select * from scores")), "scores");

        ConfigurationException e = catchThrowableOfType(ConfigurationException.class, () -> source.open(query));

        assertThat(e).hasMessageStartingWith("operator \"scores\", line 1: Binder Error: Circular reference");
        assertThat(e.remedy())
                .isEqualTo("Rename the operator \"scores\", or the table that it reads: they are the same name.");
    }

    @Test
    void passesOnWhatDuckDbSuggests() {
        assertThatThrownBy(() -> source.open(Rows.query("select\n scor\nfrom " + file("scores.csv"))))
                .hasMessageStartingWith("operator \"q\", line 2: Binder Error: Referenced column \"scor\" not found")
                .hasMessageContaining("score")
                .hasMessageNotContaining("LINE");
    }
}
