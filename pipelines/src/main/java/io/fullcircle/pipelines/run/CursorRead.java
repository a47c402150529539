package io.fullcircle.pipelines.run;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.mapping.CursorPlace;
import io.fullcircle.connector.mapping.SyncMode;
import io.fullcircle.connector.operator.Query;
import io.fullcircle.connector.source.Column;
import io.fullcircle.connector.source.Source;
import io.fullcircle.pipelines.config.Pipeline;
import io.fullcircle.pipelines.config.Sync;
import io.fullcircle.pipelines.ledger.Positions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an incremental run reads: one statement in the order of cursor and key, from the last settled cursor value on, less
 * the lookback. That value is read again, with all rows that share it, since more of them may have arrived.
 *
 * @param query what the source is asked for
 * @param mode what the mapping has to know
 * @param column the cursor's name as the database has it
 */
record CursorRead(Query query, SyncMode.Incremental mode, String column) {
    private static final Logger LOG = LoggerFactory.getLogger(CursorRead.class);

    static CursorRead of(Pipeline pipeline, Source source, Query whole, Optional<Positions.Position> position) {
        Sync.Cursor cursor = pipeline.sync().cursor().orElseThrow();
        List<Column> columns = source.describe(whole);
        String column = StableOrder.stored(pipeline, "sync.cursor", cursor.column(), columns);
        List<String> order = Stream.concat(
                        Stream.of(column),
                        StableOrder.key(pipeline).map(name -> StableOrder.stored(pipeline, "sync.key", name, columns)))
                .distinct()
                .toList();
        Optional<Object> last = position.flatMap(moved -> PositionText.first(moved.value(), column));
        if (position.isPresent() && last.isEmpty()) {
            LOG.warn("{}: the cursor was another column: all rows are new", pipeline.name());
        }
        Optional<Object> from = last.isPresent()
                ? last.map(value -> earlier(value, cursor.lookback()))
                : cursor.backfill().since().map(since -> read(since, type(column, columns)));
        boolean sends = last.isPresent() || cursor.backfill().sends();
        boolean asks = source.readsFromPositions();
        if (from.isPresent() && !asks) {
            LOG.warn(
                    "{}: {} can't be asked for rows from a place on: all are read, and those before {} passed over",
                    pipeline.name(),
                    pipeline.origin().type(),
                    from.get());
        }
        return new CursorRead(
                whole.ordered(order, asks ? from.stream().toList() : List.of()),
                new SyncMode.Incremental(column, asks ? Optional.empty() : from, sends),
                column);
    }

    /** The least value that is read again when this one was the last. */
    static Object earlier(Object value, Duration lookback) {
        if (lookback.isZero()) {
            return value;
        }
        if (value instanceof LocalDate date) {
            return date.minusDays(lookback.plusDays(1).minusNanos(1).toDays());
        }
        if (value instanceof LocalDateTime local) {
            return local.minus(lookback);
        }
        if (value instanceof Instant instant) {
            return instant.minus(lookback);
        }
        if (value instanceof OffsetDateTime there) {
            return there.minus(lookback);
        }
        throw new ConfigurationException(
                "sync.lookback: a time can't be taken from the cursor's last value, " + value,
                "remove lookback, or name a cursor of times");
    }

    private static String type(String column, List<Column> columns) {
        return columns.stream()
                .filter(one -> one.name().equals(column))
                .map(one -> one.type().toUpperCase(Locale.ROOT))
                .findFirst()
                .orElse("");
    }

    /** A value as the file has it, of the kind that the column's type has. */
    static Object read(Object since, String type) {
        if (!(since instanceof String text)) {
            return since;
        }
        boolean time = type.contains("TIMESTAMP") || type.contains("DATETIME");
        if (!time && !type.contains("DATE")) {
            return since;
        }
        Object read = CursorPlace.time(text)
                .orElseThrow(() -> new ConfigurationException(
                        "sync.backfill.since: " + text + " is no time",
                        "write it as 2026-01-31 or 2026-01-31T06:00:00Z"));
        if (!time) {
            return read instanceof LocalDateTime local ? local.toLocalDate() : ((OffsetDateTime) read).toLocalDate();
        }
        boolean zoned = type.contains("TZ") || type.contains("WITH TIME ZONE") || type.contains("LTZ");
        Instant instant = CursorPlace.instant(read);
        return zoned ? instant : LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
