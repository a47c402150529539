package io.fullcircle.pipelines.ledger;

import io.fullcircle.connector.mapping.Mark;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * The messages that destinations refused, and how each stands. Only an open letter changes its state, but for a
 * superseded one that is sent all the same.
 */
public final class DeadLetters {
    /**
     * @param settled letters whose very message was accepted
     * @param superseded letters whose key was accepted with other content, or that were refused again
     */
    public record Superseded(int settled, int superseded) {}

    /** Message ids in one statement. */
    private static final int AT_ONCE = 500;

    static final String SELECT = """
            select runs.id as run_id, runs.pipeline, receipts.ordinal, row_key, message_id, status, reason, settled_at,
                content, mark, letter, settled_by, note
            from receipts join runs on runs.seq = receipts.run where
            """;

    private final Store store;

    DeadLetters(Store store) {
        this.store = store;
    }

    /** The letters asked for, oldest first, the first so many. */
    public List<DeadLetter> list(LetterFilter filter, int limit) {
        var found = new ArrayList<DeadLetter>();
        select(filter, limit, found::add);
        return found;
    }

    /** Gives the letters asked for, oldest first, one at a time in memory. What the taker changes isn't seen here. */
    public void forEach(LetterFilter filter, Consumer<DeadLetter> taker) {
        select(filter, Integer.MAX_VALUE, taker);
    }

    /** The same, the first so many. */
    public void forEach(LetterFilter filter, int limit, Consumer<DeadLetter> taker) {
        select(filter, limit, taker);
    }

    private void select(LetterFilter filter, int limit, Consumer<DeadLetter> taker) {
        var asked = new LetterQuery(filter);
        store.read(handle -> {
            try (var query = asked.bind(handle.createQuery(
                                    SELECT + asked.condition() + " order by receipts.run, ordinal limit :limit"))
                            .bind("limit", limit);
                    ResultIterator<DeadLetter> letters =
                            query.map(DeadLetters::letter).iterator()) {
                letters.forEachRemaining(taker);
            }
            return null;
        });
    }

    /**
     * What a run of dead letters is to send: the letters asked for that were refused before it and have their content,
     * oldest first. A letter that was refused again is left out: the newer one of the same message stands for it.
     * Memory holds some at a time; what the run settles meanwhile does no harm.
     */
    public Iterator<DeadLetter> toSend(LetterFilter filter, Run by) {
        return new LetterPages(store, filter, by.seq());
    }

    /** What a run of dead letters would be to send if it began now. */
    public Iterator<DeadLetter> toSend(LetterFilter filter) {
        return new LetterPages(store, filter, Long.MAX_VALUE);
    }

    /** How many these are. */
    public long countToSend(LetterFilter filter) {
        return count(filter, LetterPages.SENDABLE);
    }

    /** How many there are. */
    public long count(LetterFilter filter) {
        return count(filter, "");
    }

    private long count(LetterFilter filter, String more) {
        var asked = new LetterQuery(filter);
        return store.read(handle -> asked.bind(
                        handle.createQuery("select count(*) from receipts where " + asked.condition() + more))
                .mapTo(Long.class)
                .one());
    }

    /**
     * Notes that messages were accepted when they were sent again.
     *
     * @param run the id of the run that sent them
     * @return how many open letters that settled
     */
    public int settle(String pipeline, Collection<String> messageIds, String run) {
        var ids = List.copyOf(messageIds);
        return store.write(handle -> {
            int settled = 0;
            for (int start = 0; start < ids.size(); start += AT_ONCE) {
                settled += handle.createUpdate("""
                                update receipts set letter = 'settled', settled_by = :by
                                where letter = 'open' and message_id in (<ids>)
                                    and run in (select seq from runs where pipeline = :pipeline)
                                """)
                        .bind("by", run)
                        .bind("pipeline", pipeline)
                        .bindList("ids", ids.subList(start, Math.min(ids.size(), start + AT_ONCE)))
                        .execute();
            }
            return settled;
        });
    }

    /**
     * Gives open letters up.
     *
     * @param filter which; letters that aren't open are left alone
     * @param note why
     */
    public int discard(LetterFilter filter, String note) {
        var asked = new LetterQuery(filter);
        return store.write(handle -> asked.bind(handle.createUpdate(
                        "update receipts set letter = 'discarded', note = :note where letter = 'open' and "
                                + asked.condition()))
                .bind("note", Texts.storable(note))
                .execute());
    }

    /**
     * Compares the open letters of a run's pipeline with what the run accepted: the same message settles a letter, other
     * content of its key supersedes it. A letter that the run refused again is superseded by the new one. Called when the
     * run has ended; it needs the receipts of delivered rows. A run of dead letters sends what is old: it supersedes only
     * letters that are older than the one of the same key that it settled.
     */
    public Superseded supersede(Run run) {
        return new Superseding(store, run).find();
    }

    /** Does the same for the runs of a pipeline whose process was gone before it could, so that no letter is missed. */
    public void supersedeByInterrupted(String pipeline) {
        store.read(handle -> Runs.cutShort(handle, pipeline)).forEach(this::supersede);
    }

    /** How many letters of a run are in each state. */
    public Map<DeadLetter.State, Long> states(Run run) {
        Map<DeadLetter.State, Long> states = new EnumMap<>(DeadLetter.State.class);
        store.read(handle -> {
            handle.createQuery("""
                            select letter, count(*) as n from receipts
                            where run = :run and letter is not null group by letter
                            """)
                    .bind("run", run.seq())
                    .map((row, context) -> states.put(DeadLetter.State.of(row.getString("letter")), row.getLong("n")))
                    .list();
            return null;
        });
        return states;
    }

    static DeadLetter letter(ResultSet row, StatementContext context) throws SQLException {
        return new DeadLetter(
                row.getString("run_id"),
                row.getLong("ordinal"),
                row.getString("pipeline"),
                row.getString("row_key"),
                row.getString("message_id"),
                row.getInt("status"),
                row.getString("reason"),
                Instant.ofEpochMilli(row.getLong("settled_at")),
                row.getBytes("content"),
                Optional.ofNullable(row.getBytes("mark"))
                        .map(StateEntry::letter)
                        .orElse(Mark.NONE),
                DeadLetter.State.of(row.getString("letter")),
                Optional.ofNullable(row.getString("settled_by")),
                Optional.ofNullable(row.getString("note")));
    }
}
