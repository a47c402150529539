package io.fullcircle.pipelines.ledger;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Where the receipts of a key are in a run: sorted entries of the hash's upper 32 bits and the number of a block, cut
 * into pages. It is built when the run has ended, because random insertion while it goes on costs ten times as much.
 * Two keys of equal upper bits cost a look into a block that doesn't have the key.
 */
final class KeyIndex {
    private static final int PAGE = 4096;

    private KeyIndex() {}

    /** Builds a run's index in constant memory, and notes that it is complete. */
    static void build(Store store, Run run, Path scratch) {
        try (var entries = new SortedLongs(scratch)) {
            store.read(handle -> {
                Blocks.forEach(handle, run.seq(), stored -> addAll(entries, stored));
                return null;
            });
            store.write(handle -> {
                delete(handle, run.seq());
                try (var pages = new Pages(handle, run.seq())) {
                    entries.forEachPiece(pages::add);
                    pages.finish();
                } catch (SQLException e) {
                    throw new StoreException(e);
                }
                return handle.createUpdate("update runs set indexed = 1 where seq = :seq")
                        .bind("seq", run.seq())
                        .execute();
            });
        }
    }

    private static void addAll(SortedLongs entries, Blocks.Stored stored) {
        Block block = stored.block();
        for (int i = 0; i < block.size(); i++) {
            if (block.hash(i) != KeyHash.NONE) {
                entries.add(entry(block.hash(i), stored.number()));
            }
        }
    }

    private static long entry(long hash, long block) {
        return (hash & 0xffff_ffff_0000_0000L) | block;
    }

    /** The blocks that may have a key of this hash, ascending. */
    static List<Long> find(Handle handle, long run, long hash) {
        List<byte[]> pages = handle.createQuery("""
                        select data from (
                            select data from key_pages where run = :run and first_hash < :hash
                            order by first_hash desc, page desc limit 1) as earlier
                        union all
                        select data from key_pages where run = :run and first_hash = :hash
                        """)
                .bind("run", run)
                .bind("hash", hash >>> 32)
                .map((row, context) -> row.getBytes("data"))
                .list();
        return pages.stream()
                .flatMap(page -> find(page, hash).stream())
                .distinct()
                .sorted()
                .toList();
    }

    private static List<Long> find(byte[] page, long hash) {
        LongBuffer entries = ByteBuffer.wrap(page).asLongBuffer();
        long wanted = hash >>> 32;
        int low = 0;
        int high = entries.limit();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (entries.get(middle) >>> 32 < wanted) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        var blocks = new ArrayList<Long>();
        for (int i = low; i < entries.limit() && entries.get(i) >>> 32 == wanted; i++) {
            blocks.add(entries.get(i) & 0xffff_ffffL);
        }
        return blocks;
    }

    /** Takes a hash's entries out, all that share its upper bits in these blocks. */
    static void remove(Handle handle, long run, long hash, List<Long> blocks) {
        record Page(long first, long number, byte[] data) {}
        List<Page> pages = handle.createQuery("""
                        select first_hash, page, data from key_pages where run = :run and first_hash >= (
                            select coalesce(max(first_hash), 0) from key_pages where run = :run and first_hash < :hash)
                        and first_hash <= :hash
                        """)
                .bind("run", run)
                .bind("hash", hash >>> 32)
                .map((row, context) -> new Page(row.getLong("first_hash"), row.getLong("page"), row.getBytes("data")))
                .list();
        for (Page page : pages) {
            long[] entries = new long[page.data().length / Long.BYTES];
            ByteBuffer.wrap(page.data()).asLongBuffer().get(entries);
            long[] left = Arrays.stream(entries)
                    .filter(entry -> entry >>> 32 != hash >>> 32 || !blocks.contains(entry & 0xffff_ffffL))
                    .toArray();
            if (left.length == entries.length) {
                continue;
            }
            handle.createUpdate("delete from key_pages where run = :run and first_hash = :first and page = :page")
                    .bind("run", run)
                    .bind("first", page.first())
                    .bind("page", page.number())
                    .execute();
            if (left.length > 0) {
                handle.createUpdate(
                                "insert into key_pages (run, first_hash, page, data) values (:run, :first, :page, :data)")
                        .bind("run", run)
                        .bind("first", left[0] >>> 32)
                        .bind("page", page.number())
                        .bind("data", bytes(left, left.length))
                        .execute();
            }
        }
    }

    static void delete(Handle handle, long run) {
        handle.createUpdate("delete from key_pages where run = :run")
                .bind("run", run)
                .execute();
    }

    private static byte[] bytes(long[] entries, int size) {
        var bytes = ByteBuffer.allocate(size * Long.BYTES);
        bytes.asLongBuffer().put(entries, 0, size);
        return bytes.array();
    }

    /** Cuts sorted entries into pages, and writes each when it is full. */
    private static final class Pages implements AutoCloseable {
        private final PreparedStatement insert;
        private final long run;
        private final long[] page = new long[PAGE];
        private int filled;
        private long number;

        Pages(Handle handle, long run) throws SQLException {
            this.run = run;
            insert = handle.getConnection()
                    .prepareStatement("insert into key_pages (run, first_hash, page, data) values (?, ?, ?, ?)");
        }

        void add(long[] sorted) {
            for (int taken = 0; taken < sorted.length; ) {
                int some = Math.min(PAGE - filled, sorted.length - taken);
                System.arraycopy(sorted, taken, page, filled, some);
                taken += some;
                filled += some;
                if (filled == PAGE) {
                    finish();
                }
            }
        }

        void finish() {
            if (filled == 0) {
                return;
            }
            try {
                insert.setLong(1, run);
                insert.setLong(2, page[0] >>> 32);
                insert.setLong(3, number++);
                insert.setBytes(4, bytes(page, filled));
                insert.executeUpdate();
            } catch (SQLException e) {
                throw new StoreException(e);
            }
            filled = 0;
        }

        @Override
        public void close() throws SQLException {
            insert.close();
        }
    }
}
