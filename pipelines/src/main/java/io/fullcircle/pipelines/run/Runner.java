package io.fullcircle.pipelines.run;

import io.fullcircle.connector.Comparison;
import io.fullcircle.connector.Earlier;
import io.fullcircle.connector.Ending;
import io.fullcircle.connector.Inspection;
import io.fullcircle.connector.Namespace;
import io.fullcircle.connector.Plan;
import io.fullcircle.connector.Rows;
import io.fullcircle.connector.Scan;
import io.fullcircle.connector.Transfer;
import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.connector.destination.Destination;
import io.fullcircle.connector.destination.segment.SegmentSettings;
import io.fullcircle.connector.mapping.Identity;
import io.fullcircle.connector.operator.Purpose;
import io.fullcircle.connector.operator.Query;
import io.fullcircle.connector.source.Source;
import io.fullcircle.pipelines.config.Endpoint;
import io.fullcircle.pipelines.config.Pipeline;
import io.fullcircle.pipelines.config.TableChoice;
import io.fullcircle.pipelines.config.shape.Parsed;
import io.fullcircle.pipelines.ledger.Held;
import io.fullcircle.pipelines.ledger.Kept;
import io.fullcircle.pipelines.ledger.Ledger;
import io.fullcircle.pipelines.ledger.ReceiptWriter;
import io.fullcircle.pipelines.ledger.Run;
import io.fullcircle.pipelines.ledger.RunStart;
import io.fullcircle.pipelines.ledger.RunState;
import io.fullcircle.pipelines.ledger.SettledRows;
import io.fullcircle.pipelines.ledger.Trigger;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries a pipeline out once: alone of all processes that share the ledger, taking up what an interrupted run has left,
 * and recording what becomes of each row. {@link #run} is called once, by the thread that reads; {@link #cancel()} and
 * {@link #progress()} by any.
 */
public final class Runner {
    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);

    private final Pipeline pipeline;
    private final Ledger ledger;
    private final Home home;
    private final OkHttpClient http;
    private final Clock clock;
    private final Carrying carrying = new Carrying();
    private Consumer<Run> whenBegun = run -> {};
    private final Syncing syncing;
    private Optional<Guarding> guarding = Optional.empty();

    public Runner(Pipeline pipeline, Ledger ledger, Home home, OkHttpClient http, Clock clock) {
        this.pipeline = pipeline;
        this.ledger = ledger;
        this.home = home;
        this.http = http;
        this.clock = clock;
        this.syncing = new Syncing(pipeline, ledger);
    }

    /**
     * @param limit rows to read, at most. Such a run moves no position, and what an interrupted run has left it leaves to
     *     the next one
     * @param restart whether an interrupted run is forgotten instead of resumed
     * @param fullResync whether rows are sent that were accepted as they are, in mode {@code changed}
     * @param approval what a person says of the rows beforehand
     * @param trigger what started the run
     * @param due the time for which it is scheduled, to the millisecond
     */
    public record Options(
            OptionalLong limit,
            boolean restart,
            boolean fullResync,
            Approval approval,
            Trigger trigger,
            Optional<Instant> due) {
        public Options(OptionalLong limit, boolean restart, Trigger trigger) {
            this(limit, restart, false, Approval.NONE, trigger, Optional.empty());
        }

        /** A run for a due time, of which its edition is made unless it resumes another. */
        public static Options scheduled(Instant due) {
            return new Options(OptionalLong.empty(), false, false, Approval.NONE, Trigger.SCHEDULE, Optional.of(due));
        }
    }

    /**
     * How far a run is.
     *
     * @param rows as counted now
     * @param allRead whether the source has given its last row, so that {@code rows.read()} is the whole
     */
    public record Progress(Rows rows, boolean allRead) {}

    /**
     * Reads, delivers, and tells. What goes wrong in the run is in the report.
     *
     * @throws EnvironmentException when another process carries the pipeline out, or the ledger fails
     * @throws ConfigurationException when a hold is accepted that there isn't
     */
    public Report run(Options options) {
        Instant start = clock.instant();
        String run = RunId.at(start);
        try (Held held = Carrying.hold(ledger, pipeline.name(), run)) {
            return run(run, start, options, held);
        }
    }

    private Report run(String run, Instant start, Options options, Held held) {
        Optional<Run> resumed = resumed(held, options);
        Optional<Instant> due = options.due()
                .or(() -> resumed.flatMap(earlier -> earlier.start().due()));
        String usual = due.map(Instant::toString)
                .orElseGet(() -> LocalDate.ofInstant(start, ZoneOffset.UTC).toString());
        String edition = Syncing.edition(options.fullResync(), resumed, usual);
        guarding = Guarding.of(
                pipeline, ledger, resumed, options.approval(), options.limit().isEmpty());
        Run begun = ledger.runs()
                .begin(new RunStart(
                        run,
                        pipeline.name(),
                        pipeline.file().toAbsolutePath().toString(),
                        pipeline.digest(),
                        options.trigger(),
                        edition,
                        resumed.map(Run::id),
                        due));
        var audit = new Audit(pipeline, ledger);
        audit.begun(begun);
        guarding.ifPresent(guard -> guard.begin(begun));
        whenBegun.accept(begun);
        LOG.info(
                "{}: run {} begins{}",
                pipeline.name(),
                run,
                resumed.map(Runner::resuming).orElse(""));
        Ending ending = recorded(begun, resumed, options, held);
        Duration took = Duration.between(start, clock.instant());
        Report report = new Records(ledger, pipeline, options.limit(), guarding.flatMap(Guarding::judgement))
                .end(begun, start, took, ending);
        return report.with(audit.write());
    }

    private static String resuming(Run earlier) {
        return " and resumes " + earlier.id() + ", which " + fate(earlier)
                + earlier.why().map(why -> ": " + why).orElse("");
    }

    private static String fate(Run earlier) {
        if (earlier.state().isComplete()) {
            return "read " + earlier.rows().read() + " rows, as it was told to";
        }
        if (earlier.state() == RunState.HELD) {
            return "was held";
        }
        return earlier.state() == RunState.CANCELLED ? "was cancelled" : "failed";
    }

    /** What is to be taken up: nothing when the file has changed, which is said, or when that is asked for. */
    private Optional<Run> resumed(Held held, Options options) {
        Optional<Run> interrupted = ledger.runs().interrupted(held, pipeline.digest());
        if (options.restart()) {
            interrupted.ifPresent(earlier -> LOG.info("{}: run {} is forgotten", pipeline.name(), earlier.id()));
            return Optional.empty();
        }
        if (interrupted.isEmpty()) {
            ledger.runs()
                    .newest(pipeline.name())
                    .filter(Run::leavesRows)
                    .ifPresent(newest -> LOG.info(
                            "{}: the file has changed since run {} ended early: this run starts anew",
                            pipeline.name(),
                            newest.id()));
        }
        return interrupted;
    }

    /** An ending whose every settled row is in the ledger. */
    private Ending recorded(Run begun, Optional<Run> resumed, Options options, Held held) {
        try {
            Path scratch = home.scratch(begun.id());
            try {
                return recorded(begun, resumed, options.limit(), held, scratch);
            } finally {
                Home.remove(scratch);
            }
        } catch (EnvironmentException e) {
            return Ending.early(e);
        }
    }

    private Ending recorded(Run begun, Optional<Run> resumed, OptionalLong limit, Held held, Path scratch) {
        Kept kept = pipeline.ledger().everyReceipt() ? Kept.ALL : Kept.EXCEPTIONS;
        Ending ending = null;
        try (ReceiptWriter writer = begun(begun, kept);
                Source source = pipeline.origin().create();
                var endpoint = new OpenEndpoint(pipeline.endpoint())) {
            Query whole = query(pipeline, source).withPurpose(new Purpose(pipeline.name(), begun.id()));
            // What is judged is all rows: those that an interrupted run has sent, too.
            var reading = syncing.reading(source, whole, guarding.isPresent() ? Optional.empty() : resumed);
            String edition = begun.start().edition();
            var plan = new Plan(
                    reading.query(),
                    pipeline.mapping(),
                    reading.mode(),
                    new Identity(namespace(pipeline, ledger), pipeline.name(), edition),
                    new SegmentSettings(pipeline.writeKey(), endpoint.uri(), pipeline.queue(), pipeline.delivery()),
                    scratch,
                    limit,
                    pipeline.stopWhen());
            var recorder = new Recorder(begun, syncing.place(), reading.position(), writer, ledger.positions());
            Optional<SettledRows> settled = syncing.settled(resumed, reading.query(), edition);
            try (Comparison comparison = syncing.comparison(edition, scratch)) {
                var scan = new Scan(
                        settled.<Earlier>map(rows -> rows).orElse(Earlier.NOTHING),
                        comparison,
                        guarding.map(Inspection.class::cast));
                ending = carrying.begin(new Transfer(plan, http, recorder), held)
                        .run(KeptResult.of(source, resumed.flatMap(Run::statement)), scan);
            }
            ending = guarding.isPresent() ? guarding.get().explained(ending) : ending;
            settled.ifPresent(this::tellSharedKeys);
            writer.flush();
            syncing.end(ending, limit.isEmpty());
        } catch (ConfigurationException | EnvironmentException e) {
            ending = ending == null ? Ending.early(e) : ending.failed(e);
        }
        return ending;
    }

    private ReceiptWriter begun(Run begun, Kept kept) {
        syncing.begin();
        return ledger.receipts().writer(begun, kept, syncing.accepting());
    }

    /**
     * Forgets what the destination has accepted and how far the source was read, without sending.
     *
     * @throws EnvironmentException when another process carries the pipeline out, or the ledger fails
     */
    public void reset() {
        try (Held held = Carrying.hold(ledger, pipeline.name(), RunId.at(clock.instant()))) {
            LOG.info("{}: {} is forgotten", held.pipeline(), syncing.state());
            syncing.reset();
        }
    }

    private void tellSharedKeys(SettledRows settled) {
        if (settled.sharing() > 0) {
            LOG.warn(
                    "{}: sync.key isn't unique: {} rows share theirs with a row that the interrupted run has settled;"
                            + " they were told apart by their message ids, and sent",
                    pipeline.name(),
                    settled.sharing());
        }
    }

    /**
     * The namespace that message ids of this pipeline have had from its first run on. A run into its own receiver leaves
     * none behind: trying a pipeline out doesn't decide what its ids are at Segment.
     */
    static String namespace(Pipeline pipeline, Ledger ledger) {
        String usual = usualNamespace(pipeline);
        boolean local = pipeline.endpoint() instanceof Endpoint.Local;
        return pipeline.namespace()
                .orElseGet(() -> local ? usual : ledger.namespaces().namespace(pipeline.name(), usual));
    }

    static String usualNamespace(Pipeline pipeline) {
        return Namespace.of(pipeline.writeKey(), pipeline.endpoint().text());
    }

    /** The table that the file names, or the only one there is. */
    static Query query(Pipeline pipeline, Source source) {
        if (pipeline.table().isPresent()) {
            return new Query(pipeline.operators(), pipeline.table().get());
        }
        Parsed<String> choice = TableChoice.among(source.tables());
        if (choice instanceof Parsed.Bad<String> bad) {
            throw new ConfigurationException(pipeline.file() + ": action.table " + bad.problem(), bad.remedy());
        }
        String only = ((Parsed.Good<String>) choice).value();
        LOG.info("{}: reads {}, the only table there is", pipeline.name(), only);
        return new Query(pipeline.operators(), only);
    }

    /** Has this called by the run's thread as soon as the ledger knows the run; to be said before it is run. */
    public void whenBegun(Consumer<Run> listener) {
        whenBegun = listener;
    }

    /** Requests and queue as they are now. */
    public Destination.Traffic traffic() {
        return carrying.traffic();
    }

    /** Once: the reading ends and the queue is emptied. Twice: requests under way are broken off. */
    public void cancel() {
        carrying.cancel();
    }

    public Progress progress() {
        return carrying.progress();
    }
}
