package io.fullcircle.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.pipelines.ledger.Ledger;
import io.fullcircle.pipelines.ledger.LedgerPlace;
import io.fullcircle.pipelines.ledger.Locks.Claim;
import io.fullcircle.pipelines.ledger.Postgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the verbs over the ledger tell and do, as processes. */
class LedgerCommandsTest extends RunsProgram {
    private void pipeline(String sql) {
        pipeline("p.yaml", "forecast", sql, "");
    }

    private void pipeline(String file, String name, String sql, String more) {
        program.write(file, """
                pipeline: %s
                source: {type: duckdb}
                operators:
                  - name: scores
                    sql: |
                      %s
                action:
                  type: segment.track
                  write_key: test
                  endpoint: %s
                  event_name: Sales Forecast
                  customer_id: customer_id
                  properties: {score: {column: score, as: number}}
                failure: {stop_when: 1000 of last 1000 rejected}
                %s
                """.formatted(name, sql, receiver.uri(), more));
    }

    /** Carries these out one after the other. */
    private List<Program.Result> run(String... lines) {
        try {
            return Commands.run(
                    program, folder, Stream.of(lines).map(Commands::line).toList());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<JsonNode> json(Program.Result result) {
        assertThat(result.exit()).as(result.toString()).isZero();
        return result.out().stream().map(JsonMapper.shared()::readTree).toList();
    }

    private static void assertThatLinesFit(Program.Result result) {
        assertThat(result.out())
                .allSatisfy(line -> assertThat(Words.width(line)).isLessThanOrEqualTo(100));
    }

    @Test
    void sendsTheCallsAgainThatWereRefusedUntilAllAreSettled() {
        receiver.fail("bad:id=u*000");
        pipeline("select 'u' || (1000000 + i) as customer_id, 0.5 as score from range(20000) t(i)");
        var looked = run(
                "run p.yaml",
                "dead-letters list forecast --json",
                "dead-letters list",
                "runs show latest --json",
                "dead-letters retry forecast --dry-run",
                "dead-letters retry --dry-run --json --key u1007000",
                "dead-letters retry --key u1007000 --report again.json");
        assertThat(looked.get(0).exit()).isEqualTo(4);
        assertThat(looked.get(0).out()).contains("  20 rows were rejected: fullcircle dead-letters list forecast");

        List<JsonNode> letters = json(looked.get(1));
        assertThat(letters)
                .extracting(letter -> letter.get("key").asString())
                .containsExactlyElementsOf(IntStream.range(0, 20)
                        .mapToObj(i -> "u" + (1000000 + i * 1000))
                        .toList());
        assertThat(letters).allSatisfy(letter -> {
            assertThat(letter.get("status").asInt()).isEqualTo(400);
            assertThat(letter.get("reason").asString())
                    .contains("\"success\":false", letter.get("message_id").asString());
            assertThat(letter.has("payload")).isFalse();
        });
        assertThatLinesFit(looked.get(2));
        assertThat(looked.get(2).out()).hasSize(21);
        JsonNode shown = json(looked.get(3)).get(0);
        assertThat(shown.get("reasons")).hasSize(1);
        assertThat(shown.get("reasons").get(0).get("rows").asInt()).isEqualTo(20);
        assertThat(shown.get("dead_letters").get("open").asInt()).isEqualTo(20);
        assertThat(shown.get("requests").get("slowest").get(0).get("seconds").asDouble())
                .isPositive();

        assertThat(looked.get(4).err()).contains("20 calls of forecast would be sent to " + receiver.uri());
        assertThat(json(looked.get(5)))
                .singleElement()
                .satisfies(letter -> assertThat(letter.get("key").asString()).isEqualTo("u1007000"));
        assertThat(looked.get(6).exit()).isEqualTo(4);
        assertThat(looked.get(6).sum()).startsWith("read 1 = delivered 0 + rejected 1 + ");
        assertThat(program.json("again.json").get("rows").get("rejected").asInt())
                .isEqualTo(1);

        receiver.fail();
        var mended = run(
                "dead-letters retry forecast",
                "dead-letters list",
                "dead-letters list --state all --json",
                "dead-letters retry",
                "runs");
        assertThat(mended.get(0).exit()).as(mended.get(0).toString()).isZero();
        assertThat(mended.get(0).sum()).startsWith("read 20 = delivered 20 + rejected 0 + ");
        assertThat(mended.get(1).out()).isEmpty();
        assertThat(mended.get(1).err()).isEqualTo("no open dead letters\n");
        // The letter that was refused twice is there twice.
        assertThat(json(mended.get(2)))
                .hasSize(21)
                .allSatisfy(letter -> assertThat(letter.get("state").asString()).isEqualTo("settled"));
        assertThat(mended.get(3).exit()).isZero();
        assertThat(mended.get(3).err()).contains("no open dead letters");
        assertThat(mended.get(4).out()).hasSize(4).anyMatch(line -> line.contains("completed (retry)"));
        assertThat(receiver.stats().messages().unique()).isEqualTo(20_000);
        assertThat(receiver.stats().messages().conflicting()).isZero();
        assertThat(receiver.stats().messages().accepted()).isEqualTo(20_000);
    }

    @Test
    void tellsTheStoryOfARowThatWasInvalidThenRejectedThenDelivered() {
        receiver.fail("bad:id=zoe");
        pipeline("select * from (values ('zoe', 'high'), ('李', '0.5')) t(customer_id, score)");
        var first = run("run p.yaml", "why forecast zoe");
        pipeline("select * from (values ('zoe', '0.7'), ('李', '0.5')) t(customer_id, score)");
        var second = run("run p.yaml", "dead-letters list", "why forecast zoe");
        receiver.fail();
        var third = run(
                "run p.yaml",
                "why forecast zoe",
                "why forecast zoe --json",
                "why forecast 李",
                "why forecast nobody",
                "why other zoe");

        assertThat(first.get(1).out().get(1))
                .matches("  \\S+ \\S+Z  invalid: properties.score can't be cast to number \\(high\\)");
        assertThat(second.get(2).out())
                .contains("    dead letter: open; `fullcircle dead-letters retry` sends it again");

        JsonNode story = json(third.get(2)).get(0);
        List<JsonNode> rows = new ArrayList<>();
        story.get("runs").forEach(run -> run.get("rows").forEach(rows::add));
        assertThat(rows)
                .extracting(row -> row.get("bucket").asString())
                .containsExactly("invalid", "rejected", "delivered");
        String id = rows.get(2).get("message_id").asString();
        String last = story.get("runs").get(2).get("run").asString();
        assertThat(rows.get(1).get("message_id").asString()).isEqualTo(id);
        assertThat(rows.get(1).get("dead_letter").get("state").asString()).isEqualTo("settled");
        assertThat(rows.get(1).get("dead_letter").get("by").asString()).isEqualTo(last);
        assertThat(third.get(1).out())
                .hasSize(9)
                .contains("    message " + id, "    dead letter: settled by run " + last)
                .anyMatch(line -> line.endsWith("Z  delivered"));
        assertThat(receiver.messages()).anyMatch(message -> message.contains(id));

        assertThat(third.get(3).out())
                .filteredOn(line -> line.endsWith("  delivered"))
                .hasSize(3);
        assertThat(third.get(4).exit()).isZero();
        assertThat(third.get(4).out())
                .containsExactly("no run of forecast is known to have seen nobody", "not seen by 3 runs");
        assertThat(third.get(5).exit()).isEqualTo(2);
        assertThat(third.get(5).err()).contains("no run of a pipeline other", "-> choose one of forecast");
    }

    @Test
    void saysWhereItCannotKnow() {
        pipeline("p.yaml", "forecast", "select 'a' as customer_id, 1 as score", "ledger: {receipts: exceptions}");
        var told = run("run p.yaml", "why forecast a", "receipts forecast");
        assertThat(told.get(1).exit()).isZero();
        assertThat(told.get(1).out()).hasSize(2).first().isEqualTo("no run of forecast is known to have seen a");
        assertThat(told.get(1).out().get(1)).contains("it kept no receipts of delivered rows");
        assertThat(told.get(2).out()).hasSize(1);
        assertThat(told.get(2).err()).contains("it kept no receipts of delivered rows");
    }

    @Test
    void leavesTheLetterAloneWhoseKeyWasAcceptedWithNewerContent() {
        receiver.fail("bad:id=*");
        pipeline("select 'c' || i as customer_id, 1 as score from range(3) t(i)");
        run("run p.yaml");
        receiver.fail();
        pipeline("select 'c' || i as customer_id, 2 as score from range(2) t(i)");
        var told = run(
                "run p.yaml",
                "dead-letters retry forecast",
                "dead-letters list --state superseded --json",
                "dead-letters retry --force --key c1",
                "dead-letters list --state all --json");
        assertThat(told.get(1).err()).contains("2 letters not sent: newer content of the same key was accepted later");
        assertThat(told.get(1).sum()).startsWith("read 1 = delivered 1 + ");
        assertThat(json(told.get(2)))
                .extracting(letter -> letter.get("key").asString())
                .containsExactly("c0", "c1");
        assertThat(told.get(3).sum()).startsWith("read 1 = delivered 1 + ");
        assertThat(json(told.get(4)))
                .extracting(letter ->
                        letter.get("key").asString() + " " + letter.get("state").asString())
                .containsExactly("c0 superseded", "c1 settled", "c2 settled");
        assertThat(receiver.stats().messages().unique()).isEqualTo(4);
    }

    @Test
    void discardsAndForgetsWhatIsAskedAndNothingElse() throws IOException {
        receiver.fail("bad:id=*");
        pipeline("select '=c' || i as customer_id, 1 as score from range(4) t(i)");
        pipeline("q.yaml", "other", "select '=c0' as customer_id, 1 as score", "");
        var told = run(
                "run p.yaml",
                "run q.yaml",
                "dead-letters discard --note no",
                "dead-letters discard --key =c1",
                "dead-letters discard forecast --key =c1 --note gone --json",
                "dead-letters list --state discarded --json",
                "forget =c0",
                "forget =c0 --yes --json",
                "dead-letters list",
                "why forecast =c0",
                "dead-letters list forecast --show-payload --limit 1",
                "dead-letters export forecast --out letters.csv --show-payload",
                "dead-letters export --format jsonl --show-payload");
        assertThat(told.get(2).exit()).isEqualTo(2);
        assertThat(told.get(2).err()).startsWith("Say which: PIPELINE, --run, --reason, --key, or --all");
        assertThat(told.get(3).exit()).isEqualTo(2);
        assertThat(json(told.get(4)).get(0).get("discarded").asInt()).isEqualTo(1);
        assertThat(json(told.get(5))).singleElement().satisfies(letter -> {
            assertThat(letter.get("key").asString()).isEqualTo("=c1");
            assertThat(letter.get("note").asString()).isEqualTo("gone");
        });
        assertThat(told.get(6).out()).containsExactly("would be forgotten: 2 receipts and 2 open dead letters");
        assertThat(told.get(6).err()).contains("--yes");
        assertThat(json(told.get(7)).get(0).get("receipts").asInt()).isEqualTo(2);
        assertThat(told.get(8).out()).hasSize(3);
        assertThat(told.get(8).toString()).doesNotContain("=c0", "{\"messageId\"");
        assertThat(told.get(9).out().get(0)).isEqualTo("no run of forecast is known to have seen =c0");
        assertThat(told.get(10).out()).hasSize(3).last().asString().startsWith("  {\"messageId\"");

        assertThat(Files.readAllLines(folder.resolve("letters.csv")))
                .hasSize(3)
                .anyMatch(line -> line.contains(",forecast,'=c2,"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("letters.csv"))))
                .isEqualTo("rw-------");
        assertThat(json(told.get(12)).get(0).get("payload").get("userId").asString())
                .isEqualTo("=c2");
    }

    @Test
    void exportsReceiptsThatOtherToolsRead() throws SQLException {
        receiver.fail("bad:id=c7");
        pipeline("select 'c' || i as customer_id, case when i = 9 then '\"a, b' || chr(10) else '1' end as score"
                + " from range(1000) t(i)");
        Path parquet = folder.resolve("it's.parquet");
        var told = run(
                "run p.yaml",
                "receipts forecast --format parquet --out " + parquet,
                "receipts latest --bucket invalid,REJECTED --format jsonl",
                "receipts forecast",
                "receipts forecast --format parquet",
                "receipts 1999");
        assertThat(told.get(0).out())
                .anyMatch(line -> line.startsWith("  1 row was invalid or dropped: fullcircle rec"));
        assertThat(told.get(1).err()).contains("written: 1,000 receipts to ");
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var counted = connection.createStatement().executeQuery("""
                        select count(*), count(distinct message_id), max(ordinal), count(key),
                            max(detail), typeof(max(settled_at)), max(status)
                        from 'FILE'
                        """.replace(
                                "FILE", parquet.toString().replace("'", "''")))) {
            assertThat(counted.next()).isTrue();
            assertThat(IntStream.rangeClosed(1, 4).mapToLong(column -> number(counted, column)))
                    .containsExactly(1000L, 999L, 999L, 2L);
            assertThat(counted.getString(5)).isEqualTo("\"a, b\n");
            assertThat(counted.getString(6)).isEqualTo("TIMESTAMP WITH TIME ZONE");
            assertThat(counted.getInt(7)).isEqualTo(400);
        }
        assertThat(json(told.get(2)))
                .extracting(receipt -> receipt.get("key").asString())
                .containsExactly("c7", "c9");
        // The text with a line break takes two.
        assertThat(told.get(3).out()).hasSize(1002);
        assertThat(told.get(4).exit()).isEqualTo(2);
        assertThat(told.get(4).err()).contains("-> name a file by --out");
        assertThat(told.get(5).exit()).isEqualTo(2);
    }

    private static long number(java.sql.ResultSet row, int column) {
        try {
            return row.getLong(column);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void showsAKilledRunAndTheOneThatResumedIt() throws Exception {
        receiver.fail("slow:5ms");
        pipeline(
                "p.yaml",
                "forecast",
                "select i as customer_id, 1 as score from range(20000) t(i)",
                "sync: {key: [customer_id]}");
        Process killed = program.start("run", "p.yaml");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> receiver.stats().messages().unique() > 1_000);
        killed.destroyForcibly().waitFor();
        receiver.fail();
        var told = run("runs", "runs show latest", "run p.yaml", "runs --json", "runs show forecast");
        assertThat(told.get(0).out().get(1)).contains("  interrupted  ");
        assertThat(told.get(1).out()).anyMatch(line -> line.contains("not counted: its process is gone"));
        assertThat(told.get(2).exit()).as(told.get(2).toString()).isZero();
        List<JsonNode> runs = json(told.get(3));
        assertThat(runs.get(1).get("why").asString()).isEqualTo("interrupted");
        assertThat(runs.get(0).get("resumes").asString())
                .isEqualTo(runs.get(1).get("run").asString());
        assertThat(runs.get(0).get("rows").get("resumed").asLong())
                .isEqualTo(runs.get(1).get("rows").get("delivered").asLong())
                .isPositive();
        assertThat(told.get(4).out())
                .contains("  resumed  run " + runs.get(1).get("run").asString());
        assertThat(receiver.stats().messages().unique()).isEqualTo(20_000);
    }

    @Test
    void findsTheLedgerThatAFileNames() {
        receiver.fail("bad:id=c1");
        program.with("LEDGER", Postgres.url("commands").reveal());
        pipeline("p.yaml", "forecast", "select 'c1' as customer_id, 1 as score", "ledger: {url: '${LEDGER}'}");
        program.write("only.yaml", "ledger: {url: '${LEDGER}'}");
        program.write("wrong.yaml", "ledger: {url: '${NOWHERE}'}");
        assertThat(program.run("run", "p.yaml").out())
                .contains("  1 row was rejected: fullcircle dead-letters list forecast --file p.yaml");
        receiver.fail();
        var told = run(
                "runs",
                "runs --file only.yaml",
                "dead-letters list --file only.yaml",
                "dead-letters retry --file p.yaml",
                "why forecast c1 --file p.yaml",
                "receipts latest --file p.yaml",
                "forget c1 --yes --file p.yaml",
                "runs --file wrong.yaml");
        assertThat(told.get(0).err()).startsWith("no runs yet");
        assertThat(told.get(1).out()).hasSize(2);
        assertThat(told.get(2).out()).hasSize(2);
        assertThat(told.get(3).sum()).startsWith("read 1 = delivered 1 + ");
        assertThat(told.get(4).out()).anyMatch(line -> line.startsWith("    dead letter: settled by run "));
        assertThat(told.get(5).out()).hasSize(2);
        assertThat(told.get(6).out()).containsExactly("forgotten: 2 receipts and 0 open dead letters");
        assertThat(told.get(7).exit()).isEqualTo(2);
        assertThat(told.get(7).err()).contains("wrong.yaml:1:", "doesn't tell where its ledger is");
    }

    @Test
    void makesNoLedgerOnlyToLookIntoIt() {
        var told = run(
                "runs",
                "runs show latest",
                "why a b",
                "dead-letters list",
                "dead-letters retry",
                "forget a --yes",
                "receipts a",
                "dead-letters");
        assertThat(told.subList(0, 7)).allSatisfy(result -> {
            assertThat(result.exit()).isZero();
            assertThat(result.out()).isEmpty();
            assertThat(result.err()).startsWith("no runs yet: there is no ledger here\n-> ");
        });
        assertThat(told.get(7).exit()).isEqualTo(2);
        assertThat(folder.resolve(".fullcircle")).doesNotExist();
    }

    @Test
    void refusesToRetryWhileThePipelineIsCarriedOutOrItsFileIsGone() throws IOException {
        receiver.fail("bad:id=c1");
        pipeline("select 'c' || i as customer_id, 1 as score from range(3) t(i)");
        run("run p.yaml");
        var place = LedgerPlace.of(Optional.empty(), folder.resolve(".fullcircle"));
        try (var ledger = Ledger.open(place, Clock.systemUTC());
                var held = ((Claim.Granted) ledger.locks().lock("forecast", "somebody")).held()) {
            assertThat(held.isHeld()).isTrue();
            var refused = run("dead-letters retry").get(0);
            assertThat(refused.exit()).as(refused.toString()).isEqualTo(3);
            assertThat(refused.err()).contains("forecast is being carried out by run somebody");
        }
        Files.move(folder.resolve("p.yaml"), folder.resolve("moved.yaml"));
        pipeline("q.yaml", "other", "select 1 as customer_id, 1 as score", "");
        receiver.fail();
        var told = run(
                "dead-letters retry",
                "dead-letters retry --file q.yaml",
                "dead-letters retry --file moved.yaml --json",
                "dead-letters retry other");
        assertThat(told.get(0).exit()).isEqualTo(2);
        assertThat(told.get(0).err()).contains("the file of forecast isn't there any more", "-> name it by --file");
        assertThat(told.get(1).exit()).isEqualTo(2);
        assertThat(told.get(1).err()).contains("q.yaml is the file of other");
        assertThat(json(told.get(2)).get(0).get("rows").get("delivered").asInt())
                .isEqualTo(1);
        assertThat(told.get(3).exit()).isEqualTo(2);
    }
}
