package io.fullcircle.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.pipelines.ledger.Bucket;
import io.fullcircle.pipelines.ledger.Ledger;
import io.fullcircle.pipelines.ledger.LedgerPlace;
import io.fullcircle.pipelines.ledger.StoredReceipt;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code fullcircle run}, from the file to the receiver, as a process. */
class RunTest extends RunsProgram {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** A pipeline over generated rows. */
    private String pipeline(String sql, String more) {
        return """
                pipeline: forecast
                source: {type: duckdb}
                operators:
                  - name: scores
                    sql: |
                      %s
                action:
                  type: segment.track
                  write_key: ${WRITE_KEY:-test}
                  endpoint: %s
                  event_name: Sales Forecast
                  customer_id: customer_id
                  properties: '*'
                %s
                """.formatted(sql.strip().replace("\n", "\n      "), receiver.uri(), more);
    }

    private List<JsonNode> arrived() {
        try (Stream<String> messages = receiver.messages()) {
            return messages.map(JSON::readTree).toList();
        }
    }

    private static String generated(int rows) {
        return "select 'c' || i as customer_id, i as number from range(" + rows + ") t(i)";
    }

    @Test
    void deliversWhatTheDatabasePrintsValueForValue() throws SQLException {
        String sql = """
                select 'customer-' || i as customer_id,
                  i::hugeint * 1000000000000000000000 as big,
                  (i * 1.25)::decimal(18, 4) as exact,
                  i / 7.0::double as score,
                  case when i % 5 = 0 then null else i % 2 = 0 end as likely,
                  date '2026-01-31' + i::int as day,
                  timestamp '2026-02-28 23:59:59.123456' + to_seconds(i) as moment,
                  'Zoë 李 🎉 "' || i || '"' as name,
                  [i, null, i + 1] as ranks,
                  {'a': i, 'b': 'x'} as nested
                from range(1000) t(i)
                """;
        program.write("p.yaml", pipeline(sql, ""));
        var result = program.run("run", "p.yaml");
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.sum()).startsWith("read 1000 = delivered 1000 + rejected 0 + ");

        Map<String, JsonNode> byCustomer = new HashMap<>();
        arrived().forEach(message -> byCustomer.put(message.get("userId").asString(), message.get("properties")));
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var rows = connection.createStatement().executeQuery("""
                        select customer_id, to_json({big: big::varchar, exact: exact::varchar, score: score,
                          likely: likely, day: day::varchar, moment: strftime(moment, '%Y-%m-%dT%H:%M:%S.%fZ'),
                          name: name, ranks: ranks, nested: nested}) from (SQL)
                        """.replace("SQL", sql))) {
            int count = 0;
            while (rows.next()) {
                JsonNode expected = JSON.readTree(rows.getString(2));
                JsonNode actual = byCustomer.get(rows.getString(1));
                assertThat(actual.get("big").bigIntegerValue().toString())
                        .isEqualTo(expected.get("big").asString());
                assertThat(actual.get("exact").decimalValue().toPlainString())
                        .isEqualTo(expected.get("exact").asString());
                assertThat(actual.get("score").doubleValue())
                        .isEqualTo(expected.get("score").doubleValue());
                for (String same : List.of("likely", "day", "moment", "name", "ranks", "nested")) {
                    assertThat(actual.get(same)).as(same).isEqualTo(expected.get(same));
                }
                count++;
            }
            assertThat(count).isEqualTo(1000);
        }
    }

    @Test
    void putsEveryRowIntoItsBucketWithItsReasonAndItsBytes() throws IOException {
        String longText = "x".repeat(5_000);
        String sql = """
                select * from (values
                  ('good', '0.5', 'plain'),
                  (null, '0.5', 'no id'),
                  ('  ', '0.5', 'blank id'),
                  ('emoji', '1', '👩‍🚀🎉é'),
                  ('long', '1', repeat('x', 5000)),
                  ('larger', '1', repeat('é', 20000)),
                  ('text', 'high', 'a bad cast'),
                  ('nan', 'NaN', 'not a number')) t(customer_id, score, note)
                """;
        program.write("p.yaml", pipeline(sql, "").replace("properties: '*'", """
                properties:
                    score: {column: score, as: number}
                    note: note"""));
        var result = program.run("run", "p.yaml", "--report", "r.json");
        assertThat(result.exit()).as(result.toString()).isEqualTo(4);
        assertThat(result.sum()).startsWith("read 8 = delivered 4 + rejected 0 + invalid 4 + ");

        Map<String, JsonNode> notes = new HashMap<>();
        arrived().forEach(message -> notes.put(message.get("userId").asString(), message.get("properties")));
        assertThat(notes.keySet()).containsExactlyInAnyOrder("good", "emoji", "long", "nan");
        assertThat(notes.get("emoji").get("note").asString()).isEqualTo("👩‍🚀🎉é");
        assertThat(notes.get("long").get("note").asString()).isEqualTo(longText);
        assertThat(notes.get("nan").get("score").isNull()).isTrue();

        var report = program.json("r.json");
        assertThat(report.get("state").asString()).isEqualTo("completed_with_rejects");
        assertThat(report.get("rows").size()).isEqualTo(11);
        assertThat(report.get("rows").get("invalid").asInt()).isEqualTo(4);
        assertThat(report.get("values").get("nulled").asInt()).isEqualTo(1);

        var kept = kept(report.get("run").asString());
        assertThat(kept).extracting(StoredReceipt::ordinal).containsExactly(1L, 2L, 5L, 6L);
        assertThat(kept)
                .extracting(receipt -> receipt.reason().orElseThrow())
                .containsExactly(
                        "no customer id",
                        "no customer id",
                        "the call is larger than 32768 bytes",
                        "properties.score can't be cast to number");
        assertThat(kept.get(2).key()).contains("larger");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home().resolve("ledger.db"))))
                .isEqualTo("rw-------");
    }

    private Path home() {
        return folder.resolve(".fullcircle");
    }

    /** Receipts of rows that were not delivered. */
    private List<StoredReceipt> kept(String run) {
        var found = new ArrayList<StoredReceipt>();
        try (var ledger = Ledger.open(LedgerPlace.of(Optional.empty(), home()), Clock.systemUTC())) {
            ledger.receipts().forEach(ledger.runs().show(run).orElseThrow(), receipt -> {
                if (receipt.bucket() != Bucket.DELIVERED) {
                    found.add(receipt);
                }
            });
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(strings = {"500:2s", "429:2s:retry-after=1", "slow:50ms", "drop:5", "garbage:3", "refuse:3", "503:4"})
    void losesNothingToADestinationThatMisbehavesForAWhile(String fault) {
        receiver.fail(fault);
        program.write("p.yaml", pipeline(generated(3_000), ""));
        var result = program.run("run", "p.yaml", "--report", "r.json");
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.sum()).startsWith("read 3000 = delivered 3000 + ");
        assertThat(receiver.stats().messages().unique()).isEqualTo(3_000);
        assertThat(receiver.stats().messages().conflicting()).isZero();
    }

    @Test
    void deliversTheGoodRowsOfABatchAndNamesTheBadOne() {
        receiver.fail("bad:id=c77");
        program.write("p.yaml", pipeline(generated(1_000), ""));
        var result = program.run("run", "p.yaml", "--report", "r.json");
        assertThat(result.exit()).as(result.toString()).isEqualTo(4);
        assertThat(result.sum()).startsWith("read 1000 = delivered 999 + rejected 1 + ");
        assertThat(receiver.stats().messages().unique()).isEqualTo(999);
        var letter = kept(program.json("r.json").get("run").asString()).get(0);
        assertThat(letter.bucket()).isEqualTo(Bucket.REJECTED);
        assertThat(letter.key()).contains("c77");
        assertThat(letter.status()).hasValue(400);
        assertThat(letter.messageId().orElseThrow()).hasSize(32);
    }

    @Test
    void stopsWithinSecondsWhenTheWriteKeyIsRefusedAndSaysWhy() {
        receiver.fail("401");
        program.write("p.yaml", pipeline(generated(50_000), ""));
        long start = System.nanoTime();
        var result = program.with("WRITE_KEY", "a-secret-key").run("run", "p.yaml", "--report", "r.json");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        assertThat(result.exit()).as(result.toString()).isEqualTo(3);
        assertThat(result.err()).contains("refused the write key", "401", "-> ");
        assertThat(result.toString()).doesNotContain("a-secret-key", "\tat ");
        var rows = program.json("r.json").get("rows");
        assertThat(rows.get("left").asLong()).isEqualTo(rows.get("read").asLong());
        assertThat(program.json("r.json").get("state").asString()).isEqualTo("failed");
    }

    @Test
    void endsWithExitCode3WhenNobodyListens() throws IOException {
        String sql = generated(500);
        String file;
        try (var socket = new ServerSocket(0)) {
            file = pipeline(sql, "delivery: {retries: 2}")
                    .replace(receiver.uri().toString(), "http://127.0.0.1:" + socket.getLocalPort());
        }
        program.write("p.yaml", file);
        var result = program.run("run", "p.yaml");
        assertThat(result.exit()).as(result.toString()).isEqualTo(3);
        assertThat(result.err()).contains("did not take a batch in 3 attempts", "-> ");
        assertThat(result.sum())
                .isEqualTo("read 500 = delivered 0 + rejected 0 + invalid 0 + filtered 0 + unchanged 0"
                        + " + held 0 + dropped 0 + in_doubt 0 + resumed 0 + left 500");
    }

    @ParameterizedTest
    @CsvSource({"drop, 1000", "block, 1"})
    void deliversEverythingThroughASmallQueueWhateverItDoesWhenFull(String whenFull, int refusals) {
        receiver.fail("slow:5ms");
        program.write(
                "p.yaml",
                pipeline(generated(5_000), "queue: {capacity: 100, flush_at: 20, when_full: " + whenFull + "}"));
        var result = program.heap("64m").run("run", "p.yaml", "--report", "r.json");
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(receiver.stats().messages().unique()).isEqualTo(5_000);
        var queue = program.json("r.json").get("queue");
        assertThat(queue.get("peak").asInt()).isEqualTo(100);
        assertThat(queue.get("refused").asInt()).isGreaterThanOrEqualTo(refusals);
    }

    @Test
    void sendsTheSameRowsWithTheSameIdsOnTheSameDay() {
        program.write("p.yaml", pipeline(generated(500), ""));
        program.run("run", "p.yaml");
        var result = program.with("WRITE_KEY", "rotated").run("run", "p.yaml");
        assertThat(result.exit()).as(result.toString()).isZero();
        var messages = receiver.stats().messages();
        assertThat(messages.accepted()).isEqualTo(1_000);
        assertThat(messages.unique()).isEqualTo(500);
    }

    @Test
    void saysWhichRowsAreOneMessage() {
        program.write("p.yaml", pipeline("select 'c' || i % 8 as customer_id from range(10) t(i)", ""));
        var result = program.run("run", "p.yaml", "--report", "r.json");
        assertThat(result.sum()).startsWith("read 10 = delivered 10 + ");
        assertThat(program.json("r.json").get("repeated").asInt()).isEqualTo(2);
        assertThat(result.err()).contains("2 rows are equal in key and content");
        assertThat(receiver.stats().messages().unique()).isEqualTo(8);
    }

    @Test
    void answersAFileOfMistakesWithAllOfThemAndSendsNothing() {
        program.write("p.yaml", """
                pipeline: two words
                source: {type: duckdbb}
                operators:
                  - name: scores
                    sql: select 1 as id
                  - name: scores
                    sql: select 2 as id
                action:
                  type: segment.track
                  write_key: ${NOT_SET_ANYWHERE}
                  endpoint: api.segment.io
                  event_nam: Scored
                  properties: {a: {column: b, as: nummer}}
                queue: {flush_at: 5000}
                delivery: {retry_for: soon}
                """);
        var result = program.run("run", "p.yaml");
        assertThat(result.exit()).as(result.toString()).isEqualTo(2);
        assertThat(result.err().lines().filter(line -> line.startsWith("p.yaml:")))
                .hasSizeGreaterThanOrEqualTo(8);
        assertThat(result.err().lines().filter(line -> line.startsWith("-> "))).hasSizeGreaterThanOrEqualTo(8);
        for (int line : new int[] {1, 2, 6, 10, 11, 12, 13, 14, 15}) {
            assertThat(result.err()).contains("p.yaml:" + line + ":");
        }
        assertThat(result.err()).doesNotContain("\tat ");
        assertThat(receiver.stats().requests().total()).isZero();
    }

    @Test
    void endsTheReadingAtTheFirstInterruptAndAccountsForWhatIsLeft() throws Exception {
        receiver.fail("slow:20ms");
        program.write("p.yaml", pipeline(generated(2_000_000), "queue: {capacity: 500}"));
        Process process = program.start("run", "p.yaml", "--report", "r.json");
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> receiver.stats().messages().unique() > 1_000);
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        var result = program.finish(process);
        assertThat(result.exit()).as(result.toString()).isEqualTo(130);
        var report = program.json("r.json");
        assertThat(report.get("state").asString()).isEqualTo("cancelled");
        var rows = report.get("rows");
        assertThat(rows.get("delivered").asLong())
                .isEqualTo(receiver.stats().messages().unique())
                .isLessThan(rows.get("read").asLong());
        assertThat(rows.get("delivered").asLong() + rows.get("left").asLong())
                .isEqualTo(rows.get("read").asLong());
        assertThat(result.sum()).startsWith("read " + rows.get("read").asLong() + " = delivered ");
    }

    @Test
    void previewsWithoutSendingAnything() {
        program.write("p.yaml", pipeline(generated(100), ""));
        var result = program.run("preview", "p.yaml", "--rows", "3");
        assertThat(result.exit()).as(result.toString()).isZero();
        var users = new ArrayList<String>();
        result.out().forEach(line -> users.add(JSON.readTree(line).get("userId").asString()));
        assertThat(users).containsExactly("c0", "c1", "c2");
        assertThat(receiver.stats().requests().total()).isZero();
    }

    @Test
    void printsItsReportForOtherPrograms() {
        program.write("p.yaml", pipeline("select i as customer_id from range(10) t(i)", ""));
        var result = program.run("run", "p.yaml", "--json", "--report", "r.json");
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.out()).hasSize(1);
        assertThat(JSON.readTree(result.sum()))
                .isEqualTo(JSON.readTree(folder.resolve("r.json").toFile()));
    }
}
