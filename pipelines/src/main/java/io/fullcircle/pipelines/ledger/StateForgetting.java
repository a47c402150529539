package io.fullcircle.pipelines.ledger;

import com.dynatrace.hash4j.hashing.HashValue128;
import io.fullcircle.connector.mapping.TrackMapper;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Takes a key out of the accepted states: out of pages, journals and last calls. A row that has it still counts as added
 * from then on. The states of incremental pipelines hold hashes of messages, which tell no key; they stay.
 */
final class StateForgetting {
    private StateForgetting() {}

    /** @param pipeline whose states, or empty for all */
    static void forget(Handle handle, Optional<String> pipeline, String key) {
        HashValue128 hash = TrackMapper.hash(key);
        for (String state : states(handle, pipeline)) {
            handle.createUpdate("delete from last_calls where pipeline = :state and high = :high and low = :low")
                    .bind("state", state)
                    .bind("high", hash.getMostSignificantBits())
                    .bind("low", hash.getLeastSignificantBits())
                    .execute();
            fromPages(handle, state, hash);
            fromJournal(handle, state, hash);
        }
    }

    private static List<String> states(Handle handle, Optional<String> pipeline) {
        Query query = handle.createQuery("select pipeline from states where kind = 'changed'"
                + (pipeline.isPresent() ? " and pipeline in (<names>)" : ""));
        pipeline.ifPresent(name -> query.bindList("names", List.of(name, SyncStates.local(name))));
        return query.mapTo(String.class).list();
    }

    private static void fromPages(Handle handle, String state, HashValue128 hash) {
        handle.createQuery("""
                        select max(first) from state_pages where pipeline = :state and first <= :hash
                        """)
                .bind("state", state)
                .bind("hash", StatePages.turned(hash.getMostSignificantBits()))
                .mapTo(Long.class)
                .findOne()
                .ifPresent(first -> {
                    byte[] page = StatePages.page(handle, state, first);
                    byte[] left = without(page, hash);
                    if (left.length < page.length) {
                        StatePages.delete(handle, state, first);
                    }
                    if (left.length < page.length && left.length > 0) {
                        StatePages.insert(handle, state, left);
                    }
                });
    }

    private static void fromJournal(Handle handle, String state, HashValue128 hash) {
        record Note(long number, byte[] data) {}
        List<Note> notes = handle
                .createQuery("select number, data from state_journal where pipeline = :state")
                .bind("state", state)
                .map((row, context) -> new Note(row.getLong("number"), row.getBytes("data")))
                .stream()
                .filter(note -> without(note.data(), hash).length < note.data().length)
                .toList();
        for (Note note : notes) {
            handle.createUpdate("update state_journal set data = :data where pipeline = :state and number = :number")
                    .bind("data", without(note.data(), hash))
                    .bind("state", state)
                    .bind("number", note.number())
                    .execute();
        }
    }

    private static byte[] without(byte[] entries, HashValue128 hash) {
        var from = ByteBuffer.wrap(entries);
        var left = ByteBuffer.allocate(entries.length);
        while (from.hasRemaining()) {
            long high = from.getLong();
            long low = from.getLong();
            long value = from.getLong();
            int meta = from.getInt();
            if (high != hash.getMostSignificantBits() || low != hash.getLeastSignificantBits()) {
                StateEntry.put(left, high, low, value, meta);
            }
        }
        return Arrays.copyOf(left.array(), left.position());
    }
}
