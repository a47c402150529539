package io.fullcircle.pipelines.ledger;

import io.fullcircle.connector.base.SortedRecords;
import io.fullcircle.connector.mapping.Mark;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.jdbi.v3.core.Handle;

/**
 * What the destination has accepted of each pipeline, as far as its sync mode compares rows with it. It lies in pages of
 * sorted entries; what a run accepts is noted in a journal, in one transaction with its receipts, and folded into the pages
 * when the run has ended, or before the next one when its process was killed. So a kill at any moment leaves the state that
 * no kill would have left.
 *
 * <p>A state has a name: the pipeline's, or another for runs into a receiver of their own. Its pipeline's lock is the
 * caller's.
 */
public final class SyncStates {
    /** What a state is made of. */
    public enum Kind {
        /** Keys and digests of their content. */
        CHANGED,
        /** Message ids and the places of their cursor values. */
        INCREMENTAL
    }

    private final Store store;
    private final Path scratch;

    SyncStates(Store store, Path scratch) {
        this.store = store;
        this.scratch = scratch;
    }

    /** The name of the state of a pipeline's runs into a receiver of their own: what that accepts, no other has. */
    public static String local(String pipeline) {
        return pipeline + " (local)";
    }

    /**
     * Makes sure that the state is of this kind: of another, or of a pipeline that compares nothing any longer, it is
     * forgotten, since it doesn't tell what was accepted last.
     *
     * @param kind empty for a mode that keeps no state
     * @return whether something was forgotten
     */
    public boolean begin(String state, Optional<Kind> kind) {
        Optional<String> known = kind(state);
        if (known.equals(kind.map(SyncStates::label))) {
            return false;
        }
        store.write(handle -> {
            forget(handle, state);
            kind.ifPresent(now -> handle.createUpdate("insert into states (pipeline, kind) values (:pipeline, :kind)")
                    .bind("pipeline", state)
                    .bind("kind", label(now))
                    .execute());
            return null;
        });
        return known.isPresent();
    }

    private Optional<String> kind(String state) {
        return store.read(handle -> handle.createQuery("select kind from states where pipeline = :pipeline")
                .bind("pipeline", state)
                .mapTo(String.class)
                .findOne());
    }

    private static String label(Kind kind) {
        return kind == Kind.CHANGED ? "changed" : "incremental";
    }

    /** Whether what is kept under this name is of this kind. */
    public boolean has(String state, Kind kind) {
        return kind(state).filter(label(kind)::equals).isPresent();
    }

    /** Forgets the state altogether, the position of an incremental pipeline with it. */
    public void reset(String state) {
        store.write(handle -> {
            forget(handle, state);
            return handle.createUpdate("delete from positions where pipeline = :pipeline")
                    .bind("pipeline", state)
                    .execute();
        });
        store.reclaim();
    }

    private static void forget(Handle handle, String state) {
        StatePages.clear(handle, state);
        handle.createUpdate("delete from states where pipeline = :pipeline")
                .bind("pipeline", state)
                .execute();
    }

    /** Brings the pages up to date with the journal. Called again after a failure it finishes. */
    public void fold(String state) {
        if (store.read(handle -> StateJournal.last(handle, state)) >= 0) {
            fold(state, Outdated.NOTHING);
        }
    }

    /**
     * The same for an incremental pipeline, whose entries before the overlap are dropped.
     *
     * @param least the place of the least cursor value that will be read again
     * @param only whether that is the only place that will be: of values whose order only the database knows
     */
    public void fold(String state, long least, boolean only) {
        fold(state, new Outdated(true, value -> only ? value != least : value < least));
    }

    private record Outdated(boolean prunes, LongPredicate test) {
        static final Outdated NOTHING = new Outdated(false, value -> false);
    }

    private void fold(String state, Outdated outdated) {
        try (var journal = new SortedRecords(scratch)) {
            store.write(handle -> {
                StateJournal.addTo(journal, handle, state);
                new StateFold(handle, state, journal, outdated.test()).run(outdated.prunes());
                StateJournal.delete(handle, state);
                return null;
            });
        }
    }

    /** The state as it is in the pages: a state whose journal isn't folded is not all of it. */
    public AcceptedRows load(String state, Path folder) {
        return store.read(handle -> {
            var rows = new AcceptedRows(StatePages.entries(handle, state), folder);
            StatePages.forEach(handle, state, page -> {
                var bytes = ByteBuffer.wrap(page);
                while (bytes.hasRemaining()) {
                    rows.add(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getInt());
                }
            });
            return rows.complete();
        });
    }

    /**
     * The call that was accepted last for a key.
     *
     * @param key as people write it
     */
    public record LastCall(String key, byte[] call) {}

    /** What was kept for each of these keys, in their order; empty where nothing was. */
    public List<Optional<LastCall>> lastCalls(String state, List<Mark> keys) {
        return store.read(handle -> {
            try (PreparedStatement query = handle.getConnection().prepareStatement("""
                    select row_key, content from last_calls where pipeline = ? and high = ? and low = ?
                    """)) {
                query.setString(1, state);
                var calls = new ArrayList<Optional<LastCall>>();
                for (Mark key : keys) {
                    query.setLong(2, key.high());
                    query.setLong(3, key.low());
                    try (ResultSet row = query.executeQuery()) {
                        calls.add(
                                row.next()
                                        ? Optional.of(new LastCall(row.getString(1), row.getBytes(2)))
                                        : Optional.empty());
                    }
                }
                return calls;
            } catch (SQLException e) {
                throw new StoreException(e);
            }
        });
    }

    /** How many entries a state has. */
    public long size(String state) {
        return store.read(handle -> StatePages.entries(handle, state));
    }
}
