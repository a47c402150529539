package io.fullcircle.connector.source.snowflake.standin;

import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Whole numbers in the narrowest vector that holds all of a chunk's. */
final class ArrowNumbers {
    private ArrowNumbers() {}

    /** The unscaled values of decimals, or null when one has more than 64 bits. */
    static BigIntVector unscaled(BufferAllocator allocator, DecimalVector values, int from, int count) {
        var to = new BigIntVector("", allocator);
        to.allocateNew(count);
        var buffer = values.getDataBuffer();
        for (int i = 0; i < count; i++) {
            if (values.isNull(from + i)) continue;
            long low = buffer.getLong((from + i) * 16L);
            long high = buffer.getLong((from + i) * 16L + 8);
            if (high != low >> 63) {
                to.close();
                return null;
            }
            to.set(i, low);
        }
        to.setValueCount(count);
        return to;
    }

    /** A new vector of these values; the times and timestamps of Snowflake are never narrower than 64 bits. */
    static FieldVector narrow(
            BufferAllocator allocator,
            BigIntVector values,
            int from,
            int count,
            boolean isWide,
            Map<String, String> metadata) {
        long least = 0;
        long most = 0;
        for (int i = from; i < from + count; i++) {
            if (values.isNull(i)) continue;
            least = Math.min(least, values.get(i));
            most = Math.max(most, values.get(i));
        }
        var to = vector(allocator, isWide ? 64 : bits(least, most), metadata);
        to.allocateNew(count);
        for (int i = 0; i < count; i++) {
            if (!values.isNull(from + i)) set(to, i, values.get(from + i));
        }
        to.setValueCount(count);
        return to;
    }

    private static int bits(long least, long most) {
        if (least >= Byte.MIN_VALUE && most <= Byte.MAX_VALUE) return 8;
        if (least >= Short.MIN_VALUE && most <= Short.MAX_VALUE) return 16;
        return least >= Integer.MIN_VALUE && most <= Integer.MAX_VALUE ? 32 : 64;
    }

    private static BaseFixedWidthVector vector(BufferAllocator allocator, int bits, Map<String, String> metadata) {
        var field = ArrowRows.field("", new ArrowType.Int(bits, true), metadata);
        return (BaseFixedWidthVector) field.createVector(allocator);
    }

    private static void set(BaseFixedWidthVector to, int i, long value) {
        if (to instanceof TinyIntVector narrow) {
            narrow.set(i, (int) value);
        } else if (to instanceof SmallIntVector narrow) {
            narrow.set(i, (int) value);
        } else if (to instanceof IntVector narrow) {
            narrow.set(i, (int) value);
        } else {
            ((BigIntVector) to).set(i, value);
        }
    }
}
