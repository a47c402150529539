package io.fullcircle.pipelines.run;

import io.fullcircle.connector.mapping.Accepted;
import io.fullcircle.connector.mapping.Identity;
import io.fullcircle.connector.mapping.Mapped;
import io.fullcircle.connector.mapping.SyncMode;
import io.fullcircle.connector.mapping.TrackMapper;
import io.fullcircle.connector.operator.Purpose;
import io.fullcircle.connector.source.Cursor;
import io.fullcircle.connector.source.Source;
import io.fullcircle.pipelines.config.Pipeline;
import io.fullcircle.pipelines.ledger.Ledger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What the first rows of a pipeline become. Nothing is sent. */
public final class Preview {
    private Preview() {}

    /**
     * @param rows how many to read, at most
     * @param now decides the edition, as the start of a run does
     * @param each gets what each row became, in the order read
     */
    public static void show(Pipeline pipeline, Ledger ledger, long rows, Instant now, Consumer<Mapped> each) {
        try (Source source = pipeline.origin().create();
                Cursor cursor = source.open(
                        Runner.query(pipeline, source).withPurpose(new Purpose(pipeline.name(), "preview")))) {
            String edition = LocalDate.ofInstant(now, ZoneOffset.UTC).toString();
            String namespace = pipeline.namespace()
                    .orElseGet(() -> ledger.namespaces().peek(pipeline.name(), Runner.usualNamespace(pipeline)));
            var identity = new Identity(namespace, pipeline.name(), edition);
            var watch = new TrackMapper.Watch(List.of(), List.of(), mode(pipeline), Accepted.NOTHING);
            var mapper = TrackMapper.bind(pipeline.mapping(), identity, cursor.columns(), watch);
            for (long ordinal = 0; ordinal < rows && cursor.next(); ordinal++) {
                each.accept(mapper.map(ordinal, cursor));
            }
        }
    }

    /** Every row as a new one. */
    private static SyncMode mode(Pipeline pipeline) {
        return switch (pipeline.sync().mode()) {
            case FULL -> new SyncMode.Full();
            case INCREMENTAL ->
                new SyncMode.Incremental(pipeline.sync().cursor().orElseThrow().column(), Optional.empty(), true);
            case CHANGED -> new SyncMode.Changed(pipeline.sync().on());
        };
    }
}
