package io.fullcircle.pipelines.run;

import io.fullcircle.connector.Comparison;
import io.fullcircle.connector.Earlier;
import io.fullcircle.connector.Ending;
import io.fullcircle.connector.Observer;
import io.fullcircle.connector.Plan;
import io.fullcircle.connector.Rows;
import io.fullcircle.connector.Scan;
import io.fullcircle.connector.Transfer;
import io.fullcircle.connector.destination.segment.SegmentSettings;
import io.fullcircle.connector.mapping.Identity;
import io.fullcircle.connector.operator.Purpose;
import io.fullcircle.connector.source.Source;
import io.fullcircle.pipelines.config.Pipeline;
import io.fullcircle.pipelines.ledger.Ledger;
import io.fullcircle.pipelines.ledger.Run;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import okhttp3.OkHttpClient;

/**
 * Finds out what the next run of a pipeline would do, by the same reading and mapping. Nothing is sent, and the ledger is
 * only read: a plan is no run, moves nothing, and doesn't wait for one that goes on.
 */
public final class Planner {
    private final Pipeline pipeline;
    private final Ledger ledger;
    private final Home home;
    private volatile Transfer transfer;

    public Planner(Pipeline pipeline, Ledger ledger, Home home) {
        this.pipeline = pipeline;
        this.ledger = ledger;
        this.home = home;
    }

    /**
     * @param sample how many rows to read, at most; empty for all
     * @param now decides the edition, as the start of a run does
     * @throws io.fullcircle.connector.base.ConfigurationException when the file doesn't fit the source
     * @throws io.fullcircle.connector.base.EnvironmentException when source, ledger or disk fail
     */
    public RunPlan plan(OptionalLong sample, Instant now) {
        var planning = new Planning(pipeline.queue(), new Judging(pipeline, ledger, sample.isEmpty()));
        Path scratch = home.scratch("plan-" + RunId.at(now));
        try (Source source = pipeline.origin().create()) {
            Optional<Run> resumed = ledger.runs()
                    .newest(pipeline.name())
                    .filter(Run::leavesRows)
                    .filter(run -> run.start().digest().equals(pipeline.digest()));
            var syncing = new Syncing(pipeline, ledger);
            String edition = Syncing.edition(
                    false, resumed, LocalDate.ofInstant(now, ZoneOffset.UTC).toString());
            var whole = Runner.query(pipeline, source).withPurpose(new Purpose(pipeline.name(), "plan"));
            var reading = syncing.reading(source, whole, pipeline.guard().isEmpty() ? resumed : Optional.empty());
            String namespace = pipeline.namespace()
                    .orElseGet(() -> ledger.namespaces().peek(pipeline.name(), Runner.usualNamespace(pipeline)));
            var plan = new Plan(
                    reading.query(),
                    pipeline.mapping(),
                    reading.mode(),
                    new Identity(namespace, pipeline.name(), edition),
                    new SegmentSettings(
                            pipeline.writeKey(),
                            SegmentSettings.DEFAULT_ENDPOINT,
                            pipeline.queue(),
                            pipeline.delivery()),
                    scratch,
                    sample,
                    pipeline.stopWhen());
            transfer = new Transfer(plan, new OkHttpClient(), Observer.NONE);
            Earlier earlier = syncing.settled(resumed, reading.query(), edition)
                    .<Earlier>map(rows -> rows)
                    .orElse(Earlier.NOTHING);
            Ending ending;
            try (Comparison comparison = syncing.plannedComparison(edition, scratch)) {
                ending = transfer.run(source, new Scan(earlier, comparison, Optional.of(planning)));
            }
            if (ending.why().isPresent()) {
                throw ending.why().get();
            }
            if (ending.state() != Ending.State.HELD) {
                throw new CancellationException("not all rows were read");
            }
            return planning.plan(pipeline, sample.isPresent());
        } finally {
            Home.remove(scratch);
        }
    }

    /** Ends the reading; any thread. */
    public void cancel() {
        Optional.ofNullable(transfer).ifPresent(Transfer::cancel);
    }

    /** How far the reading is; any thread. */
    public Runner.Progress progress() {
        return transfer == null
                ? new Runner.Progress(Rows.NONE, false)
                : new Runner.Progress(transfer.rows(), transfer.allRead());
    }
}
