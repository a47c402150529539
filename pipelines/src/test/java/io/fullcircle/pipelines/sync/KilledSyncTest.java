package io.fullcircle.pipelines.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.pipelines.cli.Program;
import io.fullcircle.pipelines.ledger.Ledger;
import io.fullcircle.pipelines.ledger.LedgerPlace;
import io.fullcircle.pipelines.receiver.Receiver;
import io.fullcircle.pipelines.receiver.ReceiverSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Runs that are killed, and what is remembered afterwards. */
class KilledSyncTest {
    private static final int ROWS = 12_000;
    private static final int KILLS = 3;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{mode: changed, on: [added, changed, removed]}",
                "{mode: incremental, cursor: version, lookback: 1h}",
                "{mode: full, key: [customer_id]}"
            })
    void leavesTheStateThatNoKillWouldHaveLeft(String sync) throws Exception {
        List<String> undisturbed = outcome(Files.createDirectory(folder.resolve("undisturbed")), sync, 0);
        List<String> killed = outcome(Files.createDirectory(folder.resolve("killed")), sync, KILLS);
        assertThat(killed).hasSizeGreaterThan(ROWS).isEqualTo(undisturbed);
    }

    /** Two runs, between which rows change: what is remembered and which messages have arrived, sorted. */
    private static List<String> outcome(Path place, String sync, int kills) throws Exception {
        try (var receiver = Receiver.start(ReceiverSettings.defaults())) {
            var program = new Program(place);
            sql(
                    place,
                    "create table scores as select 'c' || i as customer_id, i % 10 as score,"
                            + " timestamp '2026-11-22 06:00:00' + to_seconds(i // 2000) as version from range("
                            + ROWS + ") t(i)");
            program.write("p.yaml", """
                    pipeline: scores
                    namespace: killed
                    source: {type: duckdb, path: source.db}
                    action:
                      type: segment.track
                      write_key: test
                      endpoint: %s
                      table: scores
                      event_name: Scored
                      customer_id: customer_id
                      properties: [score]
                    sync: %s
                    """.formatted(receiver.uri(), sync));
            run(program, receiver, kills);
            sql(
                    place,
                    "update scores set score = score + 1, version = version + to_hours(1) where score = 3",
                    "insert into scores values ('late', 1, timestamp '2026-11-22 05:30:00')",
                    "delete from scores where customer_id in ('c1', 'c2')");
            run(program, receiver, kills);
            return Stream.concat(state(place), arrived(receiver)).sorted().toList();
        }
    }

    private static void run(Program program, Receiver receiver, int kills) throws Exception {
        var random = new Random(kills);
        for (int kill = 0; kill < kills; kill++) {
            receiver.fail("slow:10ms");
            var process = program.start("run", "p.yaml");
            process.waitFor(500 + random.nextInt(1_500), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
        }
        receiver.fail();
        var result = program.run("run", "p.yaml");
        assertThat(result.exit()).as(result.toString()).isZero();
    }

    private static Stream<String> state(Path place) {
        var lines = new ArrayList<String>();
        try (var ledger =
                Ledger.open(LedgerPlace.of(Optional.empty(), place.resolve(".fullcircle")), Clock.systemUTC())) {
            var rows = ledger.syncStates().load("scores", place.resolve("state"));
            for (long i = 0; i < rows.size(); i++) {
                lines.add("state %016x%016x %d %d %b"
                        .formatted(rows.high(i), rows.low(i), rows.value(i), rows.versions(i), rows.isPresent(i)));
            }
            ledger.positions().position("scores").ifPresent(position -> lines.add("position " + position.value()));
        }
        return lines.stream().filter(line -> !line.startsWith("position") || line.contains("version"));
    }

    private static Stream<String> arrived(Receiver receiver) {
        try (var messages = receiver.messages()) {
            return messages
                    .map(message -> "arrived "
                            + JsonMapper.shared()
                                    .readTree(message)
                                    .get("messageId")
                                    .asString())
                    .toList()
                    .stream();
        }
    }

    private static void sql(Path place, String... statements) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:" + place.resolve("source.db"));
                var statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }
}
