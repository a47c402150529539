package io.fullcircle.connector.source.snowflake.standin;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/**
 * Rows as one Arrow IPC stream per chunk, in Snowflake's own shapes: the logical type in each field's metadata, numbers as
 * unscaled integers that are as narrow as the chunk's values allow, timestamps of more digits as structs of epoch and
 * fraction. What has the right shape already is passed on without a copy.
 */
final class ArrowRows implements Rows {
    private final List<StoredColumn> columns;
    private final BufferAllocator allocator;

    ArrowRows(List<StoredColumn> columns, BufferAllocator allocator) {
        this.columns = columns;
        this.allocator = allocator;
    }

    @Override
    public String format() {
        return "arrow";
    }

    @Override
    public void write(VectorSchemaRoot source, int from, int count, OutputStream out) throws IOException {
        var vectors = new ArrayList<FieldVector>();
        int vector = 0;
        for (var column : columns) {
            var values = source.getVector(vector);
            vectors.add(
                    switch (column.wire().type()) {
                        case FIXED -> number(column, values, from, count);
                        case TIME ->
                            ArrowNumbers.narrow(allocator, (BigIntVector) values, from, count, true, metadata(column));
                        case TIMESTAMP_NTZ, TIMESTAMP_LTZ, TIMESTAMP_TZ ->
                            timestamp(column, source, vector, from, count);
                        case REAL, BOOLEAN, TEXT, BINARY, DATE, VARIANT, OBJECT, ARRAY ->
                            passed(column, values, from, count);
                    });
            vector += column.vectors();
        }
        try (var root = new VectorSchemaRoot(vectors)) {
            root.setRowCount(count);
            try (var writer = new ArrowStreamWriter(root, null, Channels.newChannel(out))) {
                writer.start();
                if (count > 0) writer.writeBatch();
                writer.end();
            }
        }
    }

    private FieldVector number(StoredColumn column, FieldVector values, int from, int count) {
        if (values instanceof BigIntVector whole) {
            return ArrowNumbers.narrow(allocator, whole, from, count, false, metadata(column));
        }
        var decimal = (DecimalVector) values;
        var unscaled = ArrowNumbers.unscaled(allocator, decimal, from, count);
        if (unscaled == null) return passed(column, values, from, count);
        try (unscaled) {
            return ArrowNumbers.narrow(allocator, unscaled, 0, count, false, metadata(column));
        }
    }

    private FieldVector timestamp(StoredColumn column, VectorSchemaRoot source, int vector, int from, int count) {
        var values = (BigIntVector) source.getVector(vector);
        var type = column.wire().type();
        boolean isPlain =
                type == WireColumn.LogicalType.TIMESTAMP_NTZ && column.wire().scale() <= 7;
        if (isPlain) return ArrowNumbers.narrow(allocator, values, from, count, true, metadata(column));
        var minutes = type == WireColumn.LogicalType.TIMESTAMP_TZ ? (BigIntVector) source.getVector(vector + 1) : null;
        return ArrowTimestamps.struct(allocator, column, values, minutes, from, count, metadata(column));
    }

    private FieldVector passed(StoredColumn column, FieldVector values, int from, int count) {
        var type = values.getField().getType();
        var field = new Field("", new FieldType(true, type, null, metadata(column)), null);
        var pair = values.getTransferPair(field, allocator);
        pair.splitAndTransfer(from, count);
        return (FieldVector) pair.getTo();
    }

    private static Map<String, String> metadata(StoredColumn column) {
        var wire = column.wire();
        return Map.of(
                "logicalType", wire.type().name(),
                "precision", String.valueOf(wire.type() == WireColumn.LogicalType.FIXED ? wire.precision() : 38),
                "scale", String.valueOf(wire.scale()),
                "charLength", String.valueOf(wire.length()),
                "byteLength", String.valueOf(wire.length()),
                "finalType", "T");
    }

    static Field field(String name, ArrowType type, Map<String, String> metadata) {
        return new Field(name, new FieldType(true, type, null, metadata), null);
    }
}
