package io.fullcircle.pipelines.ledger;

import io.fullcircle.connector.mapping.Kind;
import io.fullcircle.connector.mapping.Mark;
import java.nio.ByteBuffer;
import java.util.List;

/** An entry of the accepted state as it is stored: high, low, value, meta, {@value #BYTES} bytes. */
final class StateEntry {
    static final int BYTES = 3 * Long.BYTES + Integer.BYTES;

    private StateEntry() {}

    /** Versions and, in the last bit, whether the key is present. */
    static int meta(int versions, boolean present) {
        return versions << 1 | (present ? 1 : 0);
    }

    static int versions(int meta) {
        return meta >>> 1;
    }

    static boolean isPresent(int meta) {
        return (meta & 1) == 1;
    }

    /** What accepting these rows does to the state. */
    static byte[] bytes(List<Mark> marks) {
        var bytes = ByteBuffer.allocate(marks.size() * BYTES);
        for (Mark mark : marks) {
            put(bytes, mark.high(), mark.low(), mark.value(), meta(mark.versions(), mark.kind() != Kind.REMOVED));
        }
        return bytes.array();
    }

    static void put(ByteBuffer to, long high, long low, long value, int meta) {
        to.putLong(high).putLong(low).putLong(value).putInt(meta);
    }

    /** The mark of a message that waits among the dead letters, with its kind. */
    static byte[] letter(Mark mark) {
        var bytes = ByteBuffer.allocate(BYTES + 1);
        put(bytes, mark.high(), mark.low(), mark.value(), mark.versions());
        return bytes.put((byte) code(mark.kind())).array();
    }

    static Mark letter(byte[] stored) {
        var bytes = ByteBuffer.wrap(stored);
        long high = bytes.getLong();
        long low = bytes.getLong();
        long value = bytes.getLong();
        int versions = bytes.getInt();
        return new Mark(kind(bytes.get()), high, low, value, versions);
    }

    private static int code(Kind kind) {
        return switch (kind) {
            case ADDED -> 1;
            case CHANGED -> 2;
            case REMOVED -> 3;
            case UNCHANGED -> 4;
            case UNCOMPARED, REPEATED, RESUMED -> throw new IllegalArgumentException("not kept: " + kind);
        };
    }

    private static Kind kind(int code) {
        return switch (code) {
            case 1 -> Kind.ADDED;
            case 2 -> Kind.CHANGED;
            case 3 -> Kind.REMOVED;
            default -> Kind.UNCHANGED;
        };
    }
}
