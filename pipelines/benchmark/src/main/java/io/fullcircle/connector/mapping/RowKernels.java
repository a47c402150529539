package io.fullcircle.connector.mapping;

import io.fullcircle.connector.mapping.TrackMapping.Event;
import io.fullcircle.connector.mapping.TrackMapping.Nulls;
import io.fullcircle.connector.mapping.TrackMapping.Properties;
import io.fullcircle.connector.source.Column;
import io.fullcircle.connector.source.Cursor;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What is done once a row, in nanoseconds: five numbers, an id and a time. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RowKernels {
    private static final int MOST = 32 * 1024;
    private static final Identity IDENTITY = new Identity("0123456789abcdef0123456789abcdef", "kernels", "2026-11-22");
    private static final TrackMapping MAPPING = new TrackMapping(
            new Event.Named("Sales Forecast"),
            Optional.of("customer_id"),
            Optional.empty(),
            Optional.of("scored_at"),
            new Properties.Rest(),
            Nulls.SEND,
            List.of(),
            List.of(),
            MOST);

    private final Cursor row = new OneRow();
    private final TrackMapper mapper = TrackMapper.bind(MAPPING, IDENTITY, row.columns());
    private final Object[] values =
            IntStream.range(0, row.columns().size()).mapToObj(row::value).toArray();
    private final Object[] cells = Stream.of(values).skip(1).limit(5).toArray();
    private final Subject subject = new Subject(0, Columns.NONE, new int[0], MOST);
    private final Envelope envelope = new Envelope(IDENTITY, MOST);
    private final TrackWriter writer;
    private long ordinal;

    public RowKernels() {
        var columns = new Columns(row.columns());
        var binding = new TreeBinding(columns, Nulls.SEND);
        var properties = binding.tree(
                "properties",
                row.columns().stream()
                        .skip(1)
                        .limit(5)
                        .map(column -> new TrackMapping.Property(
                                List.of(column.name()),
                                new TrackMapping.Content.FromColumn(column.name(), Optional.empty())))
                        .toList());
        writer = new TrackWriter(MAPPING.event(), properties, binding.tree("context", List.of()), envelope, MOST);
        subject.read(values);
        encode();
    }

    /** A row of the cursor becomes a message: everything below, and the row's values read and looked at. */
    @Benchmark
    public Mapped map() {
        return mapper.map(ordinal++, row);
    }

    /** Values become JSON in a buffer. */
    @Benchmark
    public long encode() {
        writer.write(subject, values[6], null, null, cells);
        return writer.size();
    }

    /** The id is computed over the JSON and put into it, in an array of its own. */
    @Benchmark
    public byte[] id() {
        return envelope.seal();
    }

    /** Gives the same row for ever. */
    private static final class OneRow implements Cursor {
        private static final List<Column> COLUMNS = Stream.of(
                        "customer_id", "iphone", "apple_watch", "ipad", "mac", "airpods", "scored_at")
                .map(name -> new Column(name, ""))
                .toList();
        private static final Object[] VALUES = {
            100_123_456L,
            0.079197127741496,
            0.4729,
            0.9709,
            0.5863,
            0.1953,
            LocalDateTime.of(2026, 11, 16, 2, 0, 1, 230_000_000)
        };

        @Override
        public List<Column> columns() {
            return COLUMNS;
        }

        @Override
        public boolean next() {
            return true;
        }

        @Override
        public Object value(int column) {
            return VALUES[column];
        }

        @Override
        public void cancel() {}

        @Override
        public void close() {}
    }
}
