package io.fullcircle.pipelines.ledger;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;

/**
 * The table of the accepted state: sorted entries, cut into pages. A page reaches from its first hash to the next page's;
 * the first page takes what lies before it, too. Hashes are stored with their first bit turned, so that the database's
 * signed order is that of the unsigned numbers.
 */
final class StatePages {
    /** Entries of a page when it is cut; up to twice as many lie in one before that happens. */
    static final int PAGE = 2048;

    private StatePages() {}

    /** The hashes at which pages begin, ascending, as they are stored. */
    static long[] firsts(Handle handle, String state) {
        return handle
                .createQuery("select first from state_pages where pipeline = :pipeline order by first")
                .bind("pipeline", state)
                .mapTo(Long.class)
                .stream()
                .mapToLong(Long::longValue)
                .toArray();
    }

    static byte[] page(Handle handle, String state, long first) {
        return handle.createQuery("select data from state_pages where pipeline = :pipeline and first = :first")
                .bind("pipeline", state)
                .bind("first", first)
                .map((row, context) -> row.getBytes("data"))
                .one();
    }

    /** Gives every page in order, one or a few in memory. */
    static void forEach(Handle handle, String state, Consumer<byte[]> taker) {
        try (var query = handle.createQuery("select data from state_pages where pipeline = :pipeline order by first")
                        .bind("pipeline", state)
                        .setFetchSize(8);
                ResultIterator<byte[]> pages =
                        query.map((row, context) -> row.getBytes("data")).iterator()) {
            pages.forEachRemaining(taker);
        }
    }

    static long entries(Handle handle, String state) {
        return handle.createQuery(
                        "select cast(coalesce(sum(entries), 0) as bigint) from state_pages where pipeline = :pipeline")
                .bind("pipeline", state)
                .mapTo(Long.class)
                .one();
    }

    static void delete(Handle handle, String state, long first) {
        handle.createUpdate("delete from state_pages where pipeline = :pipeline and first = :first")
                .bind("pipeline", state)
                .bind("first", first)
                .execute();
    }

    static void insert(Handle handle, String state, byte[] data) {
        handle.createUpdate(
                        "insert into state_pages (pipeline, first, entries, data) values (:pipeline, :first, :entries, :data)")
                .bind("pipeline", state)
                .bind("first", turned(ByteBuffer.wrap(data).getLong()))
                .bind("entries", data.length / StateEntry.BYTES)
                .bind("data", data)
                .execute();
    }

    static void clear(Handle handle, String state) {
        for (String table : List.of("state_pages", "state_journal", "last_calls")) {
            handle.createUpdate("delete from " + table + " where pipeline = :pipeline")
                    .bind("pipeline", state)
                    .execute();
        }
    }

    /** A hash as it is stored. */
    static long turned(long high) {
        return high ^ Long.MIN_VALUE;
    }
}
