package io.fullcircle.connector.mapping;

import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.fullcircle.connector.mapping.Node.Leaf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A digest of what a call says but for when it happened: XXH3-64 over event name, ids and values in canonical form ({@link
 * Canonical}), the values in the order of their names. The order of columns doesn't matter, nor does the SQL type of a
 * number or instant. The call's own timestamp isn't part of it: model output is scored anew every day. The hash and what it
 * is taken of are settled for ever: another would make every row a changed one. Confined to one thread.
 */
final class ContentDigest {
    /** The canonical form is longer than the JSON at most this many times: nine bytes for {@code 1,}. */
    private static final int LONGER = 8;

    private final Leaf[] sorted;
    private final byte[] names;
    private final CallBuffer buffer;
    private final Canonical canonical;

    /**
     * @param leaves the values that are taken from columns
     * @param constants what every call says: names and values of the file
     * @param most the most bytes of a call
     */
    ContentDigest(Leaf[] leaves, List<String> constants, int most) {
        sorted = leaves.clone();
        Arrays.sort(sorted, Comparator.comparing(Leaf::label));
        buffer = new CallBuffer((int) Math.min(Integer.MAX_VALUE - 8, (long) LONGER * most + 4096));
        canonical = new Canonical(buffer);
        names = names(constants);
    }

    private byte[] names(List<String> constants) {
        var all = new ArrayList<String>();
        for (var leaf : sorted) {
            all.add(leaf.label());
        }
        all.add("");
        all.addAll(constants);
        HashStream64 stream = Hashing.xxh3_64().hashStream();
        for (String name : all) {
            byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
            stream.putInt(utf8.length).putBytes(utf8);
        }
        long hash = stream.getAsLong();
        byte[] bytes = new byte[Long.BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (hash >>> (56 - 8 * i));
        }
        return bytes;
    }

    /** @param event the event's name, as the file or the row has it */
    long of(Subject subject, String event, Object[] cells) {
        buffer.clear();
        buffer.write(names, 0, names.length);
        canonical.value(event);
        canonical.value(subject.customer());
        canonical.value(subject.anonymous());
        for (var leaf : sorted) {
            canonical.value(cells[leaf.cell()]);
        }
        int kept = (int) Math.min(buffer.size(), buffer.bytes().length);
        return Hashing.xxh3_64().hashBytesToLong(buffer.bytes(), 0, kept);
    }
}
