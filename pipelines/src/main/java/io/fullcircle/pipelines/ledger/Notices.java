package io.fullcircle.pipelines.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/**
 * What was told of each pipeline's state, and what is still to be told. A change is noted together with the notice of
 * it, so that no process that dies, starts or runs beside another makes one too many or loses one. A notice may be
 * delivered twice when its deliverer dies in between; its id tells.
 */
public final class Notices {
    private final Store store;
    private final Clock clock;

    Notices(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * @param id unique in the ledger
     * @param made when the state changed
     * @param attempts how often it was tried to deliver it, this time included
     */
    public record Notice(long id, String pipeline, String body, Instant made, int attempts) {}

    private record Told(String state, long run) {}

    /**
     * Notes a pipeline's state after a run, and a notice if it has changed.
     *
     * @param usual the state of a pipeline of which nothing was told yet
     * @param body the notice, given the state before
     * @return whether it has changed; a state older than the one that was told changes nothing
     */
    public boolean tell(Run run, String state, String usual, UnaryOperator<String> body) {
        return store.write(handle -> {
            handle.createUpdate("""
                            insert into told (pipeline, state, run) values (:pipeline, :usual, 0)
                            on conflict (pipeline) do nothing
                            """)
                    .bind("pipeline", run.pipeline())
                    .bind("usual", usual)
                    .execute();
            Told before = handle.createQuery("select state, run from told where pipeline = :pipeline")
                    .bind("pipeline", run.pipeline())
                    .map((row, context) -> new Told(row.getString("state"), row.getLong("run")))
                    .one();
            if (before.run() >= run.seq()
                    || !move(handle, run, before, state)
                    || before.state().equals(state)) {
                return false;
            }
            insert(handle, run.pipeline(), body.apply(before.state()));
            return true;
        });
    }

    private static boolean move(Handle handle, Run run, Told before, String state) {
        return handle.createUpdate("""
                        update told set state = :state, run = :run where pipeline = :pipeline and run = :before
                        """)
                        .bind("state", state)
                        .bind("run", run.seq())
                        .bind("pipeline", run.pipeline())
                        .bind("before", before.run())
                        .execute()
                == 1;
    }

    private void insert(Handle handle, String pipeline, String body) {
        handle.createUpdate("""
                        insert into notices (pipeline, body, made, next_attempt) values (:pipeline, :body, :now, :now)
                        """)
                .bind("pipeline", pipeline)
                .bind("body", Texts.storable(body))
                .bind("now", clock.millis())
                .execute();
    }

    /**
     * Takes the next notice to be delivered, in the order of each pipeline. It is the caller's for a while; what isn't
     * reported as delivered or postponed by then is anybody's again.
     */
    public Optional<Notice> take(Duration mine) {
        return store.write(handle -> {
            Optional<Notice> next = handle.createQuery("""
                            select * from notices n where next_attempt <= :now and not exists
                                (select 1 from notices o where o.pipeline = n.pipeline and o.id < n.id)
                            order by next_attempt limit 1
                            """)
                    .bind("now", clock.millis())
                    .map((row, context) -> new Notice(
                            row.getLong("id"),
                            row.getString("pipeline"),
                            row.getString("body"),
                            Instant.ofEpochMilli(row.getLong("made")),
                            row.getInt("attempts") + 1))
                    .findOne();
            return next.filter(notice -> handle.createUpdate("""
                            update notices set attempts = :attempts, next_attempt = :until
                            where id = :id and attempts = :before
                            """)
                            .bind("attempts", notice.attempts())
                            .bind("until", clock.millis() + mine.toMillis())
                            .bind("id", notice.id())
                            .bind("before", notice.attempts() - 1)
                            .execute()
                    == 1);
        });
    }

    /** It was delivered, or is given up. */
    public void done(Notice notice) {
        store.write(handle -> handle.createUpdate("delete from notices where id = :id")
                .bind("id", notice.id())
                .execute());
    }

    /** It is to be tried again after that time. */
    public void postpone(Notice notice, Duration time) {
        store.write(handle -> handle.createUpdate("update notices set next_attempt = :at where id = :id")
                .bind("at", clock.millis() + time.toMillis())
                .bind("id", notice.id())
                .execute());
    }

    /** How many wait. */
    public long waiting() {
        return store.read(handle -> handle.createQuery("select count(*) from notices")
                .mapTo(Long.class)
                .one());
    }
}
