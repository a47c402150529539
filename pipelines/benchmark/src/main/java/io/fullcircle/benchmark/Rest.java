package io.fullcircle.benchmark;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** What {@code --all} measures beside the three, each once. */
record Rest(Path folder, Benchmark.Turns turns, Competitors competitors, long rows, PrintWriter err) {
    void measure() throws Exception {
        var narrow = Data.narrow(folder, rows);
        var wide = Data.wide(folder, rows);
        once(
                competitors.floor(", gzip", narrow, true),
                competitors.library(", gzip", narrow, true),
                competitors.fullCircle(", gzip", narrow, ", gzip: true"),
                competitors.floor(", wide", wide, false),
                competitors.library(", wide", wide, false),
                competitors.fullCircle(", wide", wide, ""),
                competitors.fullCircle(", by analytics-java", narrow, ", transport: analytics-java"),
                withoutReceipts(narrow));
        fromPostgres(narrow);
        for (long other : List.of(rows / 10, 10 * rows)) {
            var data = Data.narrow(folder, other);
            once(competitors.fullCircle(", " + other + " rows", data, ""));
            Files.delete(data.parquet());
        }
        for (long keys : List.of(rows, 10 * rows)) {
            turns.take(competitors.comparing(Data.moved(folder, keys)), 1);
        }
        turns.take(competitors.inOtherLanguages(narrow, err), 1);
    }

    /** What the ledger costs is what this takes less. */
    private Competitors.Start withoutReceipts(Data data) throws IOException {
        String blocks = Competitors.duckdb(data) + "ledger: {receipts: exceptions}\n";
        return competitors.fullCircle("full circle, receipts of exceptions only", data, blocks, "rate_limit: none");
    }

    private void once(Competitors.Start... starts) throws IOException, InterruptedException {
        turns.take(List.of(starts), 1);
    }

    private void fromPostgres(Data data) throws IOException, SQLException, InterruptedException {
        try (var postgres = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofMinutes(1))
                .start()) {
            try (var connection = postgres.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement();
                    var in = Files.newInputStream(data.csv())) {
                statement.execute("create table scores (customer_id bigint, iphone float8, apple_watch float8,"
                        + " ipad float8, mac float8, airpods float8, scored_at timestamp)");
                var copy = connection.unwrap(org.postgresql.PGConnection.class).getCopyAPI();
                copy.copyIn("copy scores from stdin (format csv, header)", in);
            }
            String source = """
                    source: {type: postgres, url: '%s', user: postgres}
                    """.formatted(postgres.getJdbcUrl("postgres", "postgres"));
            once(competitors.fullCircle("full circle, PostgreSQL", data, source, "rate_limit: none"));
        }
    }
}
