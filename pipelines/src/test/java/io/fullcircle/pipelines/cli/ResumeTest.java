package io.fullcircle.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fullcircle.pipelines.receiver.Receiver;
import io.fullcircle.pipelines.receiver.ReceiverSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that is killed, and the next one. */
class ResumeTest {
    private static final int ROWS = 60_000;

    /** Four requests of a hundred in flight, and eight in the write of the ledger that was under way. */
    private static final int SENT_AGAIN_AT_MOST = 1_200;

    @TempDir
    Path folder;

    private String pipeline(Receiver receiver, String more) {
        return pipeline(receiver, "i as customer_id, i % 7 as score, i // 100 as batch", more);
    }

    private static String pipeline(Receiver receiver, String columns, String more) {
        return """
                pipeline: scores
                source: {type: duckdb}
                operators:
                  - name: scores
                    sql: select %s from range(%d) t(i)
                action:
                  type: segment.track
                  write_key: test
                  endpoint: %s
                  event_name: Scored
                  customer_id: customer_id
                  properties: [score]
                %s
                """.formatted(columns, ROWS, receiver.uri(), more);
    }

    /** Kills a run in its middle and carries the pipeline out again. */
    private static Program.Result killedAndRunAgain(Program program, Receiver receiver) throws Exception {
        killed(program, receiver);
        return program.run("run", "p.yaml", "--report", "r.json");
    }

    private static void killed(Program program, Receiver receiver) throws Exception {
        receiver.fail("slow:10ms");
        Process process = program.start("run", "p.yaml");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> receiver.stats().messages().unique() > ROWS / 3);
        process.destroyForcibly().waitFor();
        receiver.fail();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sync: {key: [customer_id]}", "guard: {rows: {min: 60000}, score: {between: [0, 6]}}"})
    void leavesAloneWhatTheKilledRunHasSettled(String sync) throws Exception {
        try (var receiver = Receiver.start(ReceiverSettings.defaults())) {
            var program = new Program(folder);
            program.write("p.yaml", pipeline(receiver, sync));
            var result = killedAndRunAgain(program, receiver);
            assertThat(result.exit()).as(result.toString()).isZero();
            assertThat(result.err()).contains("resumes", "interrupted");
            var rows = program.json("r.json").get("rows");
            assertThat(rows.get("read").asInt()).isEqualTo(ROWS);
            assertThat(rows.get("resumed").asInt()).isGreaterThan(ROWS / 4);
            assertThat(rows.get("resumed").asInt() + rows.get("delivered").asInt())
                    .isEqualTo(ROWS);
            var messages = receiver.stats().messages();
            assertThat(messages.unique()).isEqualTo(ROWS);
            assertThat(messages.conflicting()).isZero();
            assertThat(messages.duplicates()).isLessThanOrEqualTo(SENT_AGAIN_AT_MOST);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "exceptions"})
    void readsOnFromItsPositionWhereTheOrderIsStable(String receipts) throws Exception {
        try (var receiver = Receiver.start(ReceiverSettings.defaults())) {
            var program = new Program(folder);
            program.write(
                    "p.yaml", pipeline(receiver, "sync: {order_by: batch}\nledger: {receipts: " + receipts + "}"));
            var result = killedAndRunAgain(program, receiver);
            assertThat(result.exit()).as(result.toString()).isZero();
            var rows = program.json("r.json").get("rows");
            assertThat(rows.get("read").asInt()).isLessThan(ROWS * 3 / 4 + 1_000);
            assertThat(receiver.stats().messages().unique()).isEqualTo(ROWS);
            // What was on its way, and the segment of a thousand that was not full.
            assertThat(receiver.stats().messages().duplicates()).isLessThanOrEqualTo(11_000);
        }
    }

    /** The second row of each customer comes when the first ones are settled. */
    @Test
    void losesNoRowWhoseKeyTurnsOutNotToBeUnique() throws Exception {
        try (var receiver = Receiver.start(ReceiverSettings.defaults())) {
            var program = new Program(folder);
            String columns = "i % " + ROWS / 2 + " as customer_id, i as score";
            program.write("p.yaml", pipeline(receiver, columns, "sync: {key: [customer_id]}"));
            var result = killedAndRunAgain(program, receiver);
            assertThat(result.exit()).as(result.toString()).isZero();
            assertThat(result.err()).contains("sync.key isn't unique: ");
            var rows = program.json("r.json").get("rows");
            assertThat(rows.get("resumed").asInt()).isGreaterThan(ROWS / 4);
            assertThat(rows.get("resumed").asInt() + rows.get("delivered").asInt())
                    .isEqualTo(ROWS);
            assertThat(receiver.stats().messages().unique()).isEqualTo(ROWS);
            assertThat(receiver.stats().messages().duplicates()).isLessThanOrEqualTo(SENT_AGAIN_AT_MOST);
        }
    }

    @Test
    void leavesARowAloneThatHasChangedSinceItWasSettledUnderItsKey() throws Exception {
        try (var receiver = Receiver.start(ReceiverSettings.defaults())) {
            var program = new Program(folder);
            String columns = "i as customer_id, random() as score";
            program.write("p.yaml", pipeline(receiver, columns, "sync: {key: [customer_id]}"));
            var result = killedAndRunAgain(program, receiver);
            assertThat(result.exit()).as(result.toString()).isZero();
            assertThat(result.err()).doesNotContain("isn't unique");
            var rows = program.json("r.json").get("rows");
            assertThat(rows.get("resumed").asInt()).isGreaterThan(ROWS / 4);
            assertThat(rows.get("resumed").asInt() + rows.get("delivered").asInt())
                    .isEqualTo(ROWS);
            // Those in flight were taken and not recorded: with their new content they are other messages.
            assertThat(receiver.stats().messages().accepted()).isBetween((long) ROWS, (long) ROWS + SENT_AGAIN_AT_MOST);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sync: {order_by: batch}"})
    void leavesToTheNextRunWhatALimitedOneHasNotRead(String sync) throws Exception {
        try (var receiver = Receiver.start(ReceiverSettings.defaults())) {
            var program = new Program(folder);
            program.write("p.yaml", pipeline(receiver, sync));
            killed(program, receiver);
            var limited = program.run("run", "p.yaml", "--limit", "1000", "--report", "limited.json");
            assertThat(limited.exit()).as(limited.toString()).isZero();
            assertThat(program.json("limited.json").get("rows").get("read").asInt())
                    .isEqualTo(1_000);

            var whole = program.run("run", "p.yaml", "--report", "r.json");
            assertThat(whole.exit()).as(whole.toString()).isZero();
            assertThat(whole.err()).contains("resumes ", "which read 1000 rows, as it was told to");
            var rows = program.json("r.json").get("rows");
            assertThat(rows.get("resumed").asInt() + rows.get("delivered").asInt())
                    .isEqualTo(rows.get("read").asInt());
            assertThat(rows.get("delivered").asInt()).isLessThan(ROWS * 3 / 4);
            assertThat(receiver.stats().messages().unique()).isEqualTo(ROWS);
            assertThat(receiver.stats().messages().conflicting()).isZero();
            var after = program.run("run", "p.yaml");
            assertThat(after.err()).doesNotContain(" resumes ");
        }
    }
}
