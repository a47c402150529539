package io.fullcircle.pipelines.run;

import io.fullcircle.connector.mapping.Mapped;
import io.fullcircle.connector.mapping.TrackMapper;
import io.fullcircle.connector.operator.Purpose;
import io.fullcircle.connector.source.Cursor;
import io.fullcircle.connector.source.Source;
import io.fullcircle.pipelines.config.Pipeline;
import java.time.Instant;
import java.util.function.Consumer;

/** What the first rows of a pipeline become. Nothing is sent. */
public final class Preview {
    private Preview() {}

    /**
     * @param rows how many to read, at most
     * @param now decides the edition, as the start of a run does
     * @param each gets what each row became, in the order read
     */
    public static void show(Pipeline pipeline, Home home, long rows, Instant now, Consumer<Mapped> each) {
        try (Source source = pipeline.origin().create();
                Cursor cursor = source.open(
                        Runner.query(pipeline, source).withPurpose(new Purpose(pipeline.name(), "preview")))) {
            var mapper = TrackMapper.bind(pipeline.mapping(), Runner.identity(pipeline, home, now), cursor.columns());
            for (long ordinal = 0; ordinal < rows && cursor.next(); ordinal++) {
                each.accept(mapper.map(ordinal, cursor));
            }
        }
    }
}
