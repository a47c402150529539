package io.fullcircle.connector.source.snowflake.standin;

import java.util.ArrayList;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/** Timestamps as structs of seconds, nanoseconds and, where they have one, the offset in minutes plus 1440. */
final class ArrowTimestamps {
    private ArrowTimestamps() {}

    /** A new vector; {@code minutes} is null for timestamps without an offset of their own. */
    static FieldVector struct(
            BufferAllocator allocator,
            StoredColumn column,
            BigIntVector values,
            BigIntVector minutes,
            int from,
            int count,
            Map<String, String> metadata) {
        var children = new ArrayList<Field>();
        children.add(ArrowRows.field("epoch", new ArrowType.Int(64, true), metadata));
        children.add(ArrowRows.field("fraction", new ArrowType.Int(32, true), metadata));
        if (minutes != null) children.add(ArrowRows.field("timezone", new ArrowType.Int(32, true), metadata));
        var field = new Field("", new FieldType(true, ArrowType.Struct.INSTANCE, null, metadata), children);
        var struct = (StructVector) field.createVector(allocator);
        var epoch = struct.getChild("epoch", BigIntVector.class);
        var fraction = struct.getChild("fraction", IntVector.class);
        var zone = minutes == null ? null : struct.getChild("timezone", IntVector.class);
        epoch.allocateNew(count);
        fraction.allocateNew(count);
        if (zone != null) zone.allocateNew(count);
        long units = column.unitsPerSecond();
        long nanosPerUnit = 1_000_000_000L / units;
        for (int i = 0; i < count; i++) {
            if (values.isNull(from + i)) continue;
            long value = values.get(from + i);
            struct.setIndexDefined(i);
            epoch.set(i, Math.floorDiv(value, units));
            fraction.set(i, (int) (Math.floorMod(value, units) * nanosPerUnit));
            if (zone != null) zone.set(i, (int) minutes.get(from + i) + 1440);
        }
        struct.setValueCount(count);
        return struct;
    }
}
