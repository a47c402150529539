package io.fullcircle.pipelines.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * What the rows of guarded runs were like. The profile of the last run that was accepted, which is one that completed, is
 * what the next is compared with. A profile holds counts and quantiles and nobody's key, so that there is nothing in it
 * to forget of a person.
 */
public final class Profiles {
    private final Store store;

    Profiles(Store store) {
        this.store = store;
    }

    /** What the guard did with the run. */
    public enum Outcome {
        PASSED,
        /** Nothing of it was sent. */
        HELD,
        /** It broke rules, and a person let it through. */
        LET_THROUGH;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param complete whether all rows were read; others can't be compared with
     * @param digest of the calls, by which a held run is known again
     * @param data what the caller wrote, JSON
     */
    public record Profile(Outcome outcome, boolean complete, String digest, String data) {}

    /** A profile and the run that it is of. */
    public record Stored(String run, Instant started, Profile profile) {}

    /** Keeps the profile of a run, before anything of it is sent. */
    public void save(Run run, Profile profile) {
        store.write(handle -> handle.createUpdate("""
                        insert into profiles (run, pipeline, outcome, complete, digest, data)
                        values (:run, :pipeline, :outcome, :complete, :digest, :data)
                        """)
                .bind("run", run.seq())
                .bind("pipeline", run.pipeline())
                .bind("outcome", profile.outcome().label())
                .bind("complete", profile.complete() ? 1 : 0)
                .bind("digest", profile.digest())
                .bind("data", Texts.storable(profile.data()))
                .execute());
    }

    /** The profile of the pipeline's last accepted run. */
    public Optional<Stored> accepted(String pipeline) {
        return store.read(
                handle -> accepted(handle, pipeline, Long.MAX_VALUE, 1).stream().findFirst());
    }

    /** Profiles of accepted runs, the given one's own and the ones before it, oldest first. */
    public List<Stored> acceptedUpTo(Run run, int most) {
        var profiles = new ArrayList<>(store.read(handle -> accepted(handle, run.pipeline(), run.seq(), most)));
        Collections.reverse(profiles);
        return profiles;
    }

    /** The profile of the pipeline's run that was judged last, whatever became of it. */
    public Optional<Stored> newest(String pipeline) {
        return store.read(handle -> handle.createQuery("""
                        select p.*, r.id, r.started from profiles p join runs r on r.seq = p.run
                        where p.pipeline = :pipeline order by p.run desc limit 1
                        """)
                .bind("pipeline", pipeline)
                .map(Profiles::stored)
                .findOne());
    }

    /** The profile of a run, if it got that far under a guard. */
    public Optional<Stored> of(Run run) {
        return store.read(handle -> handle.createQuery("""
                        select p.*, r.id, r.started from profiles p join runs r on r.seq = p.run where p.run = :run
                        """)
                .bind("run", run.seq())
                .map(Profiles::stored)
                .findOne());
    }

    private static List<Stored> accepted(Handle handle, String pipeline, long upTo, int most) {
        return handle.createQuery("""
                        select p.*, r.id, r.started from profiles p join runs r on r.seq = p.run
                        where p.pipeline = :pipeline and p.run <= :upTo and p.complete = 1
                            and r.state in ('completed', 'completed_with_rejects')
                        order by p.run desc limit :most
                        """)
                .bind("pipeline", pipeline)
                .bind("upTo", upTo)
                .bind("most", most)
                .map(Profiles::stored)
                .list();
    }

    /** The run whose profile the next one is compared with: it is never pruned. */
    static Optional<Long> baseline(Handle handle, String pipeline) {
        return handle.createQuery("""
                        select max(p.run) from profiles p join runs r on r.seq = p.run
                        where p.pipeline = :pipeline and p.complete = 1
                            and r.state in ('completed', 'completed_with_rejects')
                        """)
                .bind("pipeline", pipeline)
                .mapTo(Long.class)
                .findOne();
    }

    static void delete(Handle handle, long run) {
        handle.createUpdate("delete from profiles where run = :run")
                .bind("run", run)
                .execute();
    }

    private static Stored stored(ResultSet row, StatementContext context) throws SQLException {
        return new Stored(
                row.getString("id"),
                Instant.ofEpochMilli(row.getLong("started")),
                new Profile(
                        Outcome.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT)),
                        row.getLong("complete") == 1,
                        row.getString("digest"),
                        row.getString("data")));
    }
}
