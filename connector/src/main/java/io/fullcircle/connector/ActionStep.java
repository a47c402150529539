package io.fullcircle.connector;

import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.connector.base.Secret;
import io.fullcircle.connector.destination.segment.DeliverySettings;
import io.fullcircle.connector.destination.segment.QueueSettings;
import io.fullcircle.connector.destination.segment.SegmentSettings;
import io.fullcircle.connector.mapping.Identity;
import io.fullcircle.connector.mapping.TrackMapping;
import io.fullcircle.connector.mapping.TrackMapping.Content;
import io.fullcircle.connector.mapping.TrackMapping.Property;
import io.fullcircle.connector.operator.Query;
import io.fullcircle.connector.source.Source;
import io.fullcircle.connector.source.SourceProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import okhttp3.OkHttpClient;

/**
 * The step that sends, for programs that have their own connection or their own rows. Five inputs are enough; the rest
 * has the defaults of a pipeline file. Immutable; each run is one thread's, and several may go on at once.
 *
 * <p>Bad columns and unreachable destinations don't throw: they are told by the {@link Ending}.
 */
public final class ActionStep {
    /** What a workspace may send without arrangement (Segment, "Rate limits"). */
    private static final int SEGMENTS_RATE = 1_000;

    private final Query query;
    private final TrackMapping mapping;
    private final SegmentSettings destination;
    private final Optional<Identity> identity;
    private final OkHttpClient http;

    /**
     * @param writeKey of the Segment source
     * @param table what is read, as SQL writes its name; also the name under which message ids are made
     * @param eventName the same for every row
     * @param properties columns
     * @param customerId the column that becomes {@code userId}
     */
    public ActionStep(Secret writeKey, String table, String eventName, List<String> properties, String customerId) {
        this(
                new Query(List.of(), table),
                mapping(eventName, properties, customerId),
                new SegmentSettings(
                        writeKey,
                        SegmentSettings.DEFAULT_ENDPOINT,
                        QueueSettings.defaults(),
                        limited(DeliverySettings.defaults())),
                Optional.empty(),
                new OkHttpClient());
    }

    private ActionStep(
            Query query,
            TrackMapping mapping,
            SegmentSettings destination,
            Optional<Identity> identity,
            OkHttpClient http) {
        this.query = query;
        this.mapping = mapping;
        this.destination = destination;
        this.identity = identity;
        this.http = http;
    }

    private static TrackMapping mapping(String eventName, List<String> properties, String customerId) {
        List<Property> listed = properties.stream()
                .map(column -> new Property(List.of(column), new Content.FromColumn(column, Optional.empty())))
                .toList();
        return new TrackMapping(
                new TrackMapping.Event.Named(eventName),
                Optional.of(customerId),
                Optional.empty(),
                Optional.empty(),
                new TrackMapping.Properties.Listed(listed),
                TrackMapping.Nulls.SEND,
                List.of(),
                List.of(),
                32 * 1024);
    }

    /** What an endpoint has unless something else was asked for. */
    private static DeliverySettings usual(URI endpoint) {
        return SegmentSettings.isLoopback(endpoint)
                ? DeliverySettings.defaults()
                : limited(DeliverySettings.defaults());
    }

    private static DeliverySettings limited(DeliverySettings delivery) {
        return delivery.atMost(SEGMENTS_RATE);
    }

    /** Another region, or a receiver on this machine, for which there is no rate limit. */
    public ActionStep withEndpoint(URI endpoint) {
        DeliverySettings now = destination.delivery();
        DeliverySettings delivery = now.equals(usual(destination.endpoint())) ? usual(endpoint) : now;
        return with(new SegmentSettings(destination.writeKey(), endpoint, destination.queue(), delivery));
    }

    /** Another queue. */
    public ActionStep withQueue(QueueSettings queue) {
        return with(new SegmentSettings(destination.writeKey(), destination.endpoint(), queue, destination.delivery()));
    }

    /** Other rates and repetitions. */
    public ActionStep withDelivery(DeliverySettings delivery) {
        return with(new SegmentSettings(destination.writeKey(), destination.endpoint(), destination.queue(), delivery));
    }

    /** A mapping with more than the five inputs. */
    public ActionStep withMapping(TrackMapping richer) {
        return new ActionStep(query, richer, destination, identity, http);
    }

    /** What message ids are made of beside the row; otherwise write key and endpoint, table, and the UTC date. */
    public ActionStep withIdentity(Identity own) {
        return new ActionStep(query, mapping, destination, Optional.of(own), http);
    }

    /** A client that carries proxy and trust. */
    public ActionStep withHttp(OkHttpClient own) {
        return new ActionStep(query, mapping, destination, identity, own);
    }

    private ActionStep with(SegmentSettings settings) {
        return new ActionStep(query, mapping, settings, identity, http);
    }

    /**
     * Reads the table over this connection and delivers it. The connection stays open; when it is in a transaction, the
     * rows are read in it.
     */
    public Ending run(Connection connection, Observer observer) {
        List<SourceProvider> providers = ServiceLoader.load(SourceProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(provider -> provider.type().equals("jdbc")))
                .toList();
        Source source = providers.stream()
                .flatMap(provider -> provider.over(connection).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the jdbc source takes every connection"));
        return run(source, observer);
    }

    /**
     * Delivers rows that the caller has.
     *
     * @param columns their names
     * @param rows one value a column: what JDBC drivers hand out, java.time, collections and maps
     */
    public Ending run(List<String> columns, Iterator<Object[]> rows, Observer observer) {
        return run(new GivenRows(columns, rows), observer);
    }

    private Ending run(Source source, Observer observer) {
        Path scratch = scratch();
        try (source) {
            var plan = new Plan(
                    query,
                    mapping,
                    identity.orElseGet(this::usual),
                    destination,
                    scratch,
                    OptionalLong.empty(),
                    StopWhen.DEFAULT);
            return new Transfer(plan, http, observer).run(source, Scan.OPEN);
        } finally {
            scratch.toFile().delete();
        }
    }

    private Identity usual() {
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        return new Identity(
                Namespace.of(destination.writeKey(), destination.endpoint().toString()), query.table(), today);
    }

    private static Path scratch() {
        try {
            return Files.createTempDirectory("full-circle");
        } catch (IOException e) {
            throw new EnvironmentException(
                    "no folder for temporary files: " + e,
                    "free disk space, or set java.io.tmpdir to another folder",
                    e);
        }
    }
}
