package io.fullcircle.pipelines.sync;

import io.fullcircle.connector.Rows;
import io.fullcircle.pipelines.config.Pipeline;
import io.fullcircle.pipelines.config.PipelineReader;
import io.fullcircle.pipelines.ledger.Ledger;
import io.fullcircle.pipelines.ledger.LetterFilter;
import io.fullcircle.pipelines.ledger.Trigger;
import io.fullcircle.pipelines.receiver.Receiver;
import io.fullcircle.pipelines.receiver.ReceiverSettings;
import io.fullcircle.pipelines.run.Approval;
import io.fullcircle.pipelines.run.Home;
import io.fullcircle.pipelines.run.Planner;
import io.fullcircle.pipelines.run.Report;
import io.fullcircle.pipelines.run.Retry;
import io.fullcircle.pipelines.run.RunPlan;
import io.fullcircle.pipelines.run.Runner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import okhttp3.OkHttpClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A table {@code scores} in DuckDB that changes between the runs of one pipeline, and a receiver. */
final class Bench implements AutoCloseable {
    final Receiver receiver;
    private final Path folder;
    private final Home home;
    private String sync = "";
    private String action = "";
    private String guard = "";

    Bench(Path folder) {
        this(folder, ReceiverSettings.defaults());
    }

    Bench(Path folder, ReceiverSettings settings) {
        this.folder = folder;
        receiver = Receiver.start(settings);
        home = new Home(Map.of("FULLCIRCLE_HOME", folder.resolve("home").toString()));
    }

    /** @param block what {@code sync} holds, as YAML on one line */
    Bench sync(String block) {
        sync = "sync: " + block + "\n";
        return this;
    }

    /** More settings of the action, each line indented by two. */
    Bench action(String more) {
        action = more;
        return this;
    }

    /** @param block what {@code guard} holds, as YAML on one line */
    Bench guard(String block) {
        guard = "guard: " + block + "\n";
        return this;
    }

    /** Carries statements out in the source's database. */
    void sql(String... statements) {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("source.db"));
                var statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Pipeline pipeline() {
        var text = """
                pipeline: scores
                namespace: test
                source: {type: duckdb, path: %s}
                action:
                  type: segment.track
                  write_key: test
                  endpoint: %s
                  table: scores
                  event_name: Scored
                  customer_id: customer_id
                  properties: [score]
                """.formatted(folder.resolve("source.db"), receiver.uri()) + action + sync + guard;
        try {
            var file = Files.writeString(folder.resolve("p.yaml"), text);
            var result = PipelineReader.standard().read(file);
            return result.pipeline().orElseThrow(() -> new AssertionError(result.findings()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    Report run() {
        return run(OptionalLong.empty(), false);
    }

    Report run(OptionalLong limit, boolean fullResync) {
        return run(new Runner.Options(limit, false, fullResync, Approval.NONE, Trigger.MANUAL, Optional.empty()));
    }

    /** A run by which a person lets through what was held. */
    Report accept() {
        return run(new Runner.Options(
                OptionalLong.empty(),
                false,
                false,
                new Approval(true, Optional.empty()),
                Trigger.MANUAL,
                Optional.empty()));
    }

    RunPlan plan() {
        try (var ledger = ledger()) {
            return new Planner(pipeline(), ledger, home).plan(OptionalLong.empty(), Instant.now());
        }
    }

    private Report run(Runner.Options options) {
        try (var ledger = ledger()) {
            var runner = new Runner(pipeline(), ledger, home, new OkHttpClient(), Clock.systemUTC());
            return runner.run(options);
        }
    }

    void reset() {
        try (var ledger = ledger()) {
            new Runner(pipeline(), ledger, home, new OkHttpClient(), Clock.systemUTC()).reset();
        }
    }

    Report retry() {
        try (var ledger = ledger()) {
            var retry = new Retry(pipeline(), ledger, home, new OkHttpClient(), Clock.systemUTC());
            return retry.run(LetterFilter.open().withPipeline("scores"));
        }
    }

    Ledger ledger() {
        return home.openLedger(Optional.empty(), Clock.systemUTC());
    }

    /** What arrived so far, each message once. */
    List<JsonNode> messages() {
        try (var lines = receiver.messages()) {
            return lines.map(JsonMapper.shared()::readTree).toList();
        }
    }

    /** What arrived so far of a customer, as {@code event score}. */
    List<String> of(String customer) {
        return messages().stream()
                .filter(message -> message.get("userId").asString().equals(customer))
                .map(message -> message.get("event").asString() + " "
                        + message.at("/properties/score").asString())
                .toList();
    }

    /** The buckets that aren't empty, and what was read. */
    static String sum(Report report) {
        Rows rows = report.ending().rows();
        var text = new StringBuilder("read " + rows.read());
        rows.buckets().forEach((bucket, count) -> text.append(count == 0 ? "" : " " + bucket + " " + count));
        return text.toString();
    }

    @Override
    public void close() {
        receiver.close();
    }
}
