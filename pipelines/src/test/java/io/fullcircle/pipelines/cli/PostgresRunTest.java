package io.fullcircle.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.pipelines.receiver.Receiver;
import io.fullcircle.pipelines.receiver.ReceiverSettings;
import io.fullcircle.pipelines.receiver.ReceiverSettings.Keep;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real PostgreSQL as the source of the whole application. */
class PostgresRunTest {
    private static EmbeddedPostgres postgres;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws IOException, SQLException {
        postgres = EmbeddedPostgres.start();
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create table churn as select i as customer_id, (i % 1000) / 1000.0 as risk,"
                    + " timestamptz '2026-11-20 04:00:00Z' as scored_at from generate_series(1, 2000000) i");
        }
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    private String source() {
        return "source: {type: postgres, url: '" + postgres.getJdbcUrl("postgres", "postgres") + "', user: postgres}\n";
    }

    @Test
    void carriesTwoMillionRowsInAHeapOf128Megabytes() {
        try (var receiver = Receiver.start(ReceiverSettings.defaults().withKeep(Keep.NONE))) {
            var program = new Program(folder).heap("128m");
            program.write("p.yaml", source() + """
                    action:
                      type: segment.track
                      write_key: test
                      endpoint: %s
                      table: churn
                      event_name: Churn Scored
                      customer_id: customer_id
                      timestamp: scored_at
                      properties: [risk]
                    """.formatted(receiver.uri()));
            var result = program.run("run", "p.yaml");
            assertThat(result.exit()).as(result.toString()).isZero();
            assertThat(result.sum()).startsWith("read 2000000 = delivered 2000000 + ");
            assertThat(receiver.stats().messages().unique()).isEqualTo(2_000_000);
        }
    }

    @Test
    void writesAFirstFileForATableThatTheListShows() {
        var program = new Program(folder);
        program.write("s.yaml", source());
        var tables = program.run("tables", "s.yaml");
        assertThat(tables.exit()).as(tables.toString()).isZero();
        assertThat(tables.out()).contains("churn  (table)", "  customer_id  integer");

        String url = postgres.getJdbcUrl("postgres", "postgres");
        var written = program.run(
                "init",
                "first.yaml",
                "--type",
                "postgres",
                "--set",
                "url=" + url,
                "--set",
                "user=postgres",
                "--table",
                "churn");
        assertThat(written.exit()).as(written.toString()).isZero();
        var validated = program.with("SEGMENT_WRITE_KEY", "test").run("validate", "--connect", "first.yaml");
        assertThat(validated.exit()).as(validated.toString()).isZero();
        var preview = program.run("preview", "first.yaml", "--rows", "1");
        assertThat(preview.out().get(0))
                .contains("\"userId\":\"", "\"event\":\"Churn\"", "\"timestamp\":\"2026-11-20T04:00:00Z\"");
    }

    @Test
    void saysWhichHostRefusesAndWhatToCheck() {
        var program = new Program(folder);
        program.write("s.yaml", "source: {type: postgres, url: 'jdbc:postgresql://127.0.0.1:1/x', user: reader}\n");
        var result = program.run("tables", "s.yaml");
        assertThat(result.exit()).as(result.toString()).isEqualTo(3);
        assertThat(result.err()).contains("127.0.0.1:1", "-> ").doesNotContain("\tat ");
    }
}
