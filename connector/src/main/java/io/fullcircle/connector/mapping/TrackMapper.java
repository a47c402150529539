package io.fullcircle.connector.mapping;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.mapping.TrackMapping.As;
import io.fullcircle.connector.mapping.TrackMapping.Content;
import io.fullcircle.connector.mapping.TrackMapping.Event;
import io.fullcircle.connector.mapping.TrackMapping.Properties;
import io.fullcircle.connector.mapping.TrackMapping.Property;
import io.fullcircle.connector.source.Column;
import io.fullcircle.connector.source.Cursor;
import io.fullcircle.connector.source.Json;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A {@link TrackMapping} bound to the columns of one result: makes a {@code track} call in JSON of each row, or says why
 * there is none. Confined to one thread; its buffers serve every row, only what it returns is new.
 */
public final class TrackMapper {
    /** What is said of each row whose key comes more than once, where rows are compared by key. */
    public static final String REPEATED_KEY = "the key comes more than once";

    private static final int MOST_OF_A_DETAIL = 100;
    private static final byte[] NO_BYTES = {};

    private final int maxMessageBytes;
    private final int eventColumn;
    private final int timestampColumn;
    private final RowValues values;
    private final Subject subject;
    private final Cells cells;
    private final TrackWriter writer;
    private final int[] watched;
    private final Object[] watchedValues;
    private final int[] inspected;
    private final Object[] inspectedValues;
    private final SyncMode mode;
    private final Accepted accepted;
    private final int cursorColumn;
    private final String namedEvent;
    private final ContentDigest digest;
    private final LastCall lastCall;

    private TrackMapper(TrackMapping mapping, Identity identity, Columns columns, Watch watch) {
        int customer = columns.find("customer_id", mapping.customerId());
        int anonymous = columns.find("anonymous_id", mapping.anonymousId());
        timestampColumn = columns.find("timestamp", mapping.timestamp());
        eventColumn = columns.find("event_name", columnOf(mapping.event()));
        var binding = new TreeBinding(columns, mapping.nulls());
        var context = binding.tree("context", mapping.context());
        var properties = binding.tree("properties", listed(mapping.properties(), columns));
        var key = mapping.key().stream().mapToInt(column -> columns.find("sync.key", column));
        mode = watch.mode();
        accepted = watch.accepted();
        cursorColumn = mode instanceof SyncMode.Incremental incremental
                ? columns.find("sync.cursor", incremental.cursor())
                : Columns.NONE;
        subject = new Subject(customer, anonymous, key.toArray(), mapping.maxMessageBytes());
        watched = watch.columns().stream()
                .mapToInt(column -> columns.find("sync.order_by", column))
                .toArray();
        watchedValues = new Object[watched.length];
        inspected = watch.properties().stream()
                .mapToInt(property -> binding.cell("properties." + property))
                .toArray();
        inspectedValues = new Object[inspected.length];
        check(mapping, columns);
        columns.refuseProblems();

        maxMessageBytes = mapping.maxMessageBytes();
        values = new RowValues(columns.count(), columns.found());
        cells = new Cells(binding.leaves());
        var envelope = new Envelope(identity, maxMessageBytes);
        writer = new TrackWriter(mapping.event(), properties, context, envelope, maxMessageBytes);
        namedEvent = mapping.event() instanceof Event.Named named ? named.name() : null;
        digest = new ContentDigest(binding.leaves(), binding.constants(), maxMessageBytes);
        lastCall = new LastCall(envelope);
    }

    /**
     * Binds a mapping to a result.
     *
     * @throws ConfigurationException when columns are missing or ambiguous, or properties in each other's way; it names
     *     them all
     */
    public static TrackMapper bind(TrackMapping mapping, Identity identity, List<Column> columns) {
        return bind(mapping, identity, columns, Watch.NOTHING);
    }

    /**
     * What is to be seen of each row beside the call that it becomes.
     *
     * @param columns whose values {@link #watched()} gives, mapped or not
     * @param properties whose values {@link #inspected()} gives, as people write them: {@code scores.iphone}
     * @param mode decides the messages' editions, and whether rows are compared
     * @param accepted what they are compared with
     */
    public record Watch(List<String> columns, List<String> properties, SyncMode mode, Accepted accepted) {
        public static final Watch NOTHING = new Watch(List.of(), List.of(), new SyncMode.Full(), Accepted.NOTHING);

        public Watch {
            columns = List.copyOf(columns);
            properties = List.copyOf(properties);
        }
    }

    /** @param watch what is to be seen of each row */
    public static TrackMapper bind(TrackMapping mapping, Identity identity, List<Column> columns, Watch watch) {
        return new TrackMapper(mapping, identity, new Columns(columns), watch);
    }

    /** The values of the watched columns in the row mapped last; used again by the next. */
    public Object[] watched() {
        return watchedValues;
    }

    /**
     * The values of the inspected properties in the row mapped last, casts done, NaN for any number that JSON has not; all
     * null where it was invalid before they were. Used again by the next row.
     */
    public Object[] inspected() {
        return inspectedValues;
    }

    /**
     * Makes a call of the cursor's current row, or the reason why there is none. No row makes it throw; what the cursor
     * throws passes through.
     */
    public Mapped map(long ordinal, Cursor row) {
        try {
            values.read(row);
            for (int i = 0; i < watched.length; i++) {
                watchedValues[i] = values.all()[watched[i]];
            }
            return mapped(ordinal);
        } finally {
            for (int i = 0; i < inspected.length; i++) {
                inspectedValues[i] = cells.value(inspected[i], values);
            }
            values.clear();
            cells.clear();
        }
    }

    /** How many numbers became null so far since JSON has no NaN and no infinity. */
    public long nulled() {
        return values.nulled();
    }

    private Mapped mapped(long ordinal) {
        subject.read(values.all());
        if (subject.reason() != null) {
            return invalid(ordinal, subject.reason(), subject.culprit());
        }
        var named = value(eventColumn);
        var event = named == null ? null : ExactText.of(named);
        if (named != null && event == null) {
            return invalid(ordinal, "the event name is no text", named);
        }
        if (eventColumn != Columns.NONE && (event == null || event.isBlank())) {
            return invalid(ordinal, "no event name", null);
        }
        var given = value(timestampColumn);
        var timestamp = given == null ? null : Casts.cast(As.TIMESTAMP, given);
        if (timestamp == Casts.REFUSED) {
            return invalid(ordinal, "the timestamp is no date and no time", given);
        }
        if (timestamp != null && !Times.hasFourDigitYear(timestamp)) {
            return invalid(ordinal, "the timestamp is not within the years 0 to 9999", given);
        }
        var refused = cells.fill(values);
        if (refused != null) {
            var reason = "%s can't be cast to %s"
                    .formatted(refused.label(), refused.as().name().toLowerCase(Locale.ROOT));
            return invalid(ordinal, reason, values.all()[refused.column()]);
        }
        return written(ordinal, timestamp, event);
    }

    private Object value(int column) {
        return column == Columns.NONE ? null : values.all()[column];
    }

    private Mapped written(long ordinal, Object timestamp, String event) {
        if (mode instanceof SyncMode.Incremental incremental) {
            return after(ordinal, timestamp, event, incremental);
        }
        if (mode instanceof SyncMode.Changed changed) {
            return compared(ordinal, timestamp, event, changed);
        }
        return call(ordinal, timestamp, event, null, Mark.NONE);
    }

    /** The id is made of the cursor value, too; by it the row is looked for among the accepted ones. */
    private Mapped after(long ordinal, Object timestamp, String event, SyncMode.Incremental incremental) {
        var cursor = value(cursorColumn);
        if (cursor == null) {
            return invalid(ordinal, "no value in the cursor %s".formatted(incremental.cursor()), null);
        }
        if (!CursorPlace.isPossible(cursor)) {
            throw new ConfigurationException(
                    "sync.cursor: %s has values that are no time, no whole number and no text"
                            .formatted(incremental.cursor()),
                    "name a column that says when a row was written, or one that only grows");
        }
        if (incremental
                .from()
                .filter(from -> CursorPlace.isBefore(cursor, from))
                .isPresent()) {
            return new Unchanged(ordinal, subject.key());
        }
        var edition = CursorPlace.text(cursor);
        if (edition.length() > Envelope.LONGEST_EDITION / 3) {
            return invalid(ordinal, "the cursor value is longer than 341 characters", null);
        }
        var call = call(ordinal, timestamp, event, edition.getBytes(StandardCharsets.UTF_8), Mark.NONE);
        if (!(call instanceof Message message)) {
            return call;
        }
        var id = message.id();
        var mark = accepted.find(
                ordinal,
                HexFormat.fromHexDigitsToLong(id, 0, 16),
                HexFormat.fromHexDigitsToLong(id, 16, 32),
                CursorPlace.of(cursor));
        if (mark.kind() == Kind.UNCHANGED) {
            return new Unchanged(ordinal, message.key());
        }
        var marked = message.marked(mark);
        return incremental.sends() ? marked : new Noted(marked);
    }

    /** What the row says is compared before anything is written: most rows say what they said the last time. */
    private Mapped compared(long ordinal, Object timestamp, String event, SyncMode.Changed changed) {
        var key = hash(subject.key());
        var content = digest.of(subject, event == null ? namedEvent : event, cells.all());
        var mark = accepted.find(ordinal, key.getMostSignificantBits(), key.getLeastSignificantBits(), content);
        if (mark.kind() == Kind.UNCHANGED) {
            return new Unchanged(ordinal, subject.key());
        }
        if (mark.kind() == Kind.REPEATED) {
            return new Invalid(ordinal, subject.key(), REPEATED_KEY, null);
        }
        var named = changed.on().get(mark.kind());
        if (named == null && !changed.keepsLastValues()) {
            return new Noted(new Message(ordinal, subject.key(), subject.lane(), "", NO_BYTES, mark));
        }
        var call = call(ordinal, timestamp, named == null ? event : named.orElse(event), edition(mark), mark);
        return named == null && call instanceof Message message ? new Noted(message) : call;
    }

    /** How many versions of the key were accepted before this one. */
    static byte[] edition(Mark mark) {
        return Integer.toString(mark.versions() - 1).getBytes(StandardCharsets.US_ASCII);
    }

    /** By what a key is known among the accepted ones; stored. */
    public static HashValue128 hash(String key) {
        return Hashing.xxh3_128().hashBytesTo128Bits(key.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Makes the call that tells a removal, or only notes it where removals aren't sent.
     *
     * @param key as people write it, or null where that isn't known
     * @param last the call that was accepted last, or null where it wasn't kept
     */
    public Mapped removed(long ordinal, Mark mark, String key, byte[] last) {
        var on = ((SyncMode.Changed) mode).on();
        if (!on.containsKey(Kind.REMOVED)) {
            return new Noted(new Message(ordinal, key == null ? "" : key, 0, "", NO_BYTES, mark));
        }
        if (last == null) {
            return new Invalid(
                    ordinal, key, "removed, but its last values aren't known: removals were not asked for then", null);
        }
        return lastCall.removal(ordinal, key, last, on.get(Kind.REMOVED).orElse(namedEvent), mark);
    }

    private Mapped call(long ordinal, Object timestamp, String event, byte[] edition, Mark mark) {
        writer.write(subject, timestamp, event, edition, cells.all());
        if (writer.size() > maxMessageBytes) {
            var reason = "the call is larger than %d bytes".formatted(maxMessageBytes);
            return invalid(new Invalid(ordinal, subject.key(), reason, writer.sizeInWords(cells)));
        }
        var json = writer.seal();
        return new Message(ordinal, subject.key(), subject.lane(), Envelope.id(json), json, mark);
    }

    /** An invalid row's key isn't gone for that. */
    private Invalid invalid(Invalid row) {
        if (mode instanceof SyncMode.Changed && row.key() != null) {
            var key = hash(row.key());
            accepted.sawInvalid(row.ordinal(), key.getMostSignificantBits(), key.getLeastSignificantBits());
        }
        return row;
    }

    private Invalid invalid(long ordinal, String reason, Object culprit) {
        return invalid(new Invalid(ordinal, subject.key(), reason, culprit == null ? null : detail(culprit)));
    }

    private static String detail(Object culprit) {
        var text = culprit instanceof Json json ? json.text() : culprit.toString();
        return Unicode.mended(Unicode.cut(text, MOST_OF_A_DETAIL));
    }

    private static Optional<String> columnOf(Event event) {
        return event instanceof Event.FromColumn from ? Optional.of(from.column()) : Optional.empty();
    }

    /** The properties one by one; for {@link Properties.Rest} the columns that weren't found by any name so far. */
    private static List<Property> listed(Properties properties, Columns columns) {
        if (properties instanceof Properties.Listed listed) {
            return listed.properties();
        }
        return IntStream.range(0, columns.count())
                .filter(column -> !columns.isFound(column))
                .mapToObj(columns::name)
                .map(name -> new Property(List.of(name), new Content.FromColumn(name, Optional.empty())))
                .toList();
    }

    private static void check(TrackMapping mapping, Columns columns) {
        if (mapping.customerId().isEmpty() && mapping.anonymousId().isEmpty()) {
            columns.problem("customer_id and anonymous_id are both missing, and a call needs one of the two");
        }
        if (mapping.event() instanceof Event.Named named && named.name().isBlank()) {
            columns.problem("event_name is blank");
        }
    }
}
