package io.fullcircle.connector.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.connector.operator.Query;
import io.fullcircle.connector.source.Settings;
import io.fullcircle.connector.source.Source;
import io.fullcircle.connector.source.Table;
import io.fullcircle.connector.source.sql.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQLite types values, not columns, and its driver refuses to become read-only once it is connected. */
class SqliteTest {
    @TempDir
    Path directory;

    private String url;

    @BeforeEach
    void createTable() throws SQLException {
        url = "jdbc:sqlite:" + directory.resolve("scores.sqlite");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("create table scores (id text, score, day date)");
            statement.execute("insert into scores values ('a', 0.5, '2026-01-02'), ('b', 9007199254740993, null),"
                    + " ('c', 'high', x'dead'), ('d', null, 1)");
            statement.execute("create view best as select id from scores");
        }
    }

    private static Source source(String url) {
        return new JdbcProvider().create(new Settings(Map.of("url", url)));
    }

    @Test
    void readsEachValueAsItIsStored() {
        try (Source source = source(url)) {
            assertThat(Rows.all(source, new Query(List.of(), "scores", List.of("id"))))
                    .containsExactly(
                            List.of("a", 0.5, "2026-01-02"),
                            Arrays.asList("b", 9007199254740993L, null),
                            List.of("c", "high", "3q0="),
                            Arrays.asList("d", null, 1L));
        }
    }

    @Test
    void listsTablesAndViews() {
        try (Source source = source(url)) {
            assertThat(source.tables()).extracting(Table::name).containsExactly("best", "scores");
        }
    }

    @Test
    void makesNoDatabaseWhereThereIsNone() {
        Path none = directory.resolve("none.sqlite");
        try (Source source = source("jdbc:sqlite:" + none)) {
            assertThatThrownBy(source::tables)
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessageContaining("none.sqlite");
        }
        assertThat(Files.exists(none)).isFalse();
    }

    @Test
    void saysWhatIsWrongWithTheSql() {
        try (Source source = source(url)) {
            assertThatThrownBy(() -> source.open(Rows.query("select nope from scores")))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("no such column: nope");
        }
    }
}
