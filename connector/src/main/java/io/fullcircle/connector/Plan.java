package io.fullcircle.connector;

import io.fullcircle.connector.destination.segment.SegmentSettings;
import io.fullcircle.connector.mapping.Identity;
import io.fullcircle.connector.mapping.SyncMode;
import io.fullcircle.connector.mapping.TrackMapping;
import io.fullcircle.connector.operator.Query;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * What a transfer is to do, as plain data.
 *
 * @param query what the source is asked for
 * @param mapping how a row becomes a call
 * @param mode which rows are sent, as far as each row decides it
 * @param identity what message ids are made of beside the row
 * @param destination where calls go
 * @param scratch a folder of this run's own for what doesn't fit into memory; made when needed
 * @param limit rows to read, at most
 * @param stopWhen how many rejected calls end the run
 */
public record Plan(
        Query query,
        TrackMapping mapping,
        SyncMode mode,
        Identity identity,
        SegmentSettings destination,
        Path scratch,
        OptionalLong limit,
        StopWhen stopWhen) {
    /** Of all rows. */
    public Plan(
            Query query,
            TrackMapping mapping,
            Identity identity,
            SegmentSettings destination,
            Path scratch,
            OptionalLong limit,
            StopWhen stopWhen) {
        this(query, mapping, new SyncMode.Full(), identity, destination, scratch, limit, stopWhen);
    }
}
