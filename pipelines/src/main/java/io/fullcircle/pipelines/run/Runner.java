package io.fullcircle.pipelines.run;

import io.fullcircle.connector.Ending;
import io.fullcircle.connector.Plan;
import io.fullcircle.connector.Rows;
import io.fullcircle.connector.Transfer;
import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.connector.destination.segment.SegmentSettings;
import io.fullcircle.connector.mapping.Identity;
import io.fullcircle.connector.operator.Purpose;
import io.fullcircle.connector.operator.Query;
import io.fullcircle.connector.source.Source;
import io.fullcircle.pipelines.config.Endpoint;
import io.fullcircle.pipelines.config.Pipeline;
import io.fullcircle.pipelines.config.TableChoice;
import io.fullcircle.pipelines.config.shape.Parsed;
import io.fullcircle.pipelines.receiver.Receiver;
import io.fullcircle.pipelines.receiver.ReceiverSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import okhttp3.OkHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries a pipeline out once. {@link #run} is called once, by the thread that reads; {@link #cancel()} and {@link
 * #progress()} by any.
 */
public final class Runner {
    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);

    private final Pipeline pipeline;
    private final Home home;
    private final OkHttpClient http;
    private final Clock clock;
    private volatile Transfer transfer;
    private volatile int cancels;

    public Runner(Pipeline pipeline, Home home, OkHttpClient http, Clock clock) {
        this.pipeline = pipeline;
        this.home = home;
        this.http = http;
        this.clock = clock;
    }

    /**
     * How far a run is.
     *
     * @param rows as counted now
     * @param allRead whether the source has given its last row, so that {@code rows.read()} is the whole
     */
    public record Progress(Rows rows, boolean allRead) {}

    /**
     * Reads, delivers, and tells. What goes wrong is in the report, whenever it does.
     *
     * @param limit rows to read, at most
     */
    public Report run(OptionalLong limit) {
        Instant start = clock.instant();
        String run = RunId.at(start);
        LOG.info("{}: run {} begins", pipeline.name(), run);
        try (var journal = new Journal(home.exceptions(run))) {
            return report(run, start, carryOut(run, start, limit, journal), journal);
        }
    }

    private Ending carryOut(String run, Instant start, OptionalLong limit, Journal journal) {
        Path scratch = home.scratch(run);
        try (Source source = pipeline.origin().create();
                var endpoint = new OpenEndpoint(pipeline.endpoint())) {
            var plan = new Plan(
                    query(pipeline, source).withPurpose(new Purpose(pipeline.name(), run)),
                    pipeline.mapping(),
                    identity(pipeline, home, start),
                    new SegmentSettings(pipeline.writeKey(), endpoint.uri(), pipeline.queue(), pipeline.delivery()),
                    scratch,
                    limit);
            transfer = new Transfer(plan, source, http, journal);
            repeatCancels();
            return transfer.run();
        } catch (ConfigurationException | EnvironmentException e) {
            return Ending.early(e);
        } finally {
            Home.remove(scratch);
        }
    }

    /** The same identity for every run of one UTC day, so that a run repeated by accident changes nothing. */
    static Identity identity(Pipeline pipeline, Home home, Instant start) {
        String namespace = pipeline.namespace()
                .orElseGet(() -> home.namespace(
                        pipeline.name(),
                        pipeline.writeKey().reveal() + "\n"
                                + pipeline.endpoint().text()));
        return new Identity(
                namespace,
                pipeline.name(),
                LocalDate.ofInstant(start, ZoneOffset.UTC).toString());
    }

    /** The table that the file names, or the only one there is. */
    static Query query(Pipeline pipeline, Source source) {
        if (pipeline.table().isPresent()) {
            return new Query(
                    pipeline.operators(),
                    pipeline.table().get(),
                    pipeline.sync().orderBy());
        }
        Parsed<String> choice = TableChoice.among(source.tables());
        if (choice instanceof Parsed.Bad<String> bad) {
            throw new ConfigurationException(pipeline.file() + ": action.table " + bad.problem(), bad.remedy());
        }
        String only = ((Parsed.Good<String>) choice).value();
        LOG.info("{}: reads {}, the only table there is", pipeline.name(), only);
        return new Query(pipeline.operators(), only, pipeline.sync().orderBy());
    }

    private Report report(String run, Instant start, Ending ending, Journal journal) {
        Duration took = Duration.between(start, clock.instant());
        var reasons = new LinkedHashMap<String, Long>();
        journal.frequentReasons().forEach(reason -> reasons.put(reason.getKey(), reason.getValue()));
        if (ending.repeated() > 0) {
            LOG.warn(
                    "{}: {} rows are equal in key and content to another row of this run; they are one message at"
                            + " Segment. Message ids: {}",
                    pipeline.name(),
                    ending.repeated(),
                    String.join(", ", ending.repeatedIds()));
        }
        LOG.info("{}: run {} ended: {}", pipeline.name(), run, ending.rows().sum());
        return new Report(run, pipeline.name(), start, took, ending, journal.written(), Map.copyOf(reasons));
    }

    /** Once: the reading ends and the queue is emptied. Twice: requests under way are broken off. */
    public synchronized void cancel() {
        cancels++;
        if (transfer != null) {
            transfer.cancel();
        }
    }

    private synchronized void repeatCancels() {
        for (int i = 0; i < cancels; i++) {
            transfer.cancel();
        }
    }

    public Progress progress() {
        var current = transfer;
        return current == null ? new Progress(Rows.NONE, false) : new Progress(current.rows(), current.allRead());
    }

    /** Where calls go: an address, or a receiver that lives as long as the run. */
    private static final class OpenEndpoint implements AutoCloseable {
        private final Receiver receiver;
        private final URI uri;

        OpenEndpoint(Endpoint endpoint) {
            if (endpoint instanceof Endpoint.Url url) {
                receiver = null;
                uri = url.uri();
                return;
            }
            receiver = Receiver.start(ReceiverSettings.defaults());
            uri = receiver.uri();
        }

        URI uri() {
            return uri;
        }

        @Override
        public void close() {
            if (receiver != null) {
                receiver.close();
            }
        }
    }
}
