package io.fullcircle.pipelines.ledger;

import io.fullcircle.connector.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/** The runs of all pipelines. */
public final class Runs {
    private final Store store;
    private final Clock clock;

    Runs(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Notes that this process begins a run. The pipeline's lock is the caller's. */
    public Run begin(RunStart start) {
        Owner owner = Owner.current();
        return store.write(handle -> handle.createQuery("""
                        insert into runs (id, pipeline, file, digest, started_by, edition, resumes, due, state, started,
                            host, pid, boot)
                        values (:id, :pipeline, :file, :digest, :trigger, :edition, :resumes, :due, 'running', :now,
                            :host, :pid, :boot)
                        returning *
                        """)
                .bind("id", start.id())
                .bind("pipeline", start.pipeline())
                .bind("file", start.file())
                .bind("digest", start.digest())
                .bind("trigger", start.trigger().label())
                .bind("edition", start.edition())
                .bind("resumes", start.resumes().orElse(null))
                .bind("due", start.due().map(Instant::toEpochMilli).orElse(null))
                .bind("now", clock.millis())
                .bind("host", owner.host())
                .bind("pid", owner.pid())
                .bind("boot", owner.boot())
                .map(Runs::run)
                .one());
    }

    /** Notes how a run ended. */
    public void end(Run run, RunEnd end) {
        int changed = store.write(handle -> end(handle, run, end));
        if (changed != 1) {
            throw new IllegalStateException("run " + run.id() + " isn't in the ledger");
        }
    }

    private int end(Handle handle, Run run, RunEnd end) {
        Rows rows = end.rows();
        var update = handle.createUpdate("""
                        update runs set state = :state, ended = :now, why = :why, details = :details, rows_read = :read,
                            delivered = :delivered, rejected = :rejected, invalid = :invalid, filtered = :filtered,
                            unchanged = :unchanged, held = :held, dropped = :dropped, in_doubt = :in_doubt,
                            resumed = :resumed, left_over = :left
                        where seq = :seq
                        """)
                .bind("state", end.state().label())
                .bind("now", clock.millis())
                .bind("why", end.why().map(Texts::storable).orElse(null))
                .bind("details", Texts.storable(end.details()))
                .bind("read", rows.read())
                .bind("seq", run.seq());
        rows.buckets().forEach(update::bind);
        return update.execute();
    }

    /** The runs asked for, newest first. */
    public List<Run> list(RunFilter filter) {
        var sql = new StringBuilder("select * from runs where 1 = 1");
        filter.pipeline().ifPresent(pipeline -> sql.append(" and pipeline = :pipeline"));
        filter.since().ifPresent(since -> sql.append(" and started >= :since"));
        if (!filter.states().isEmpty()) {
            sql.append(" and state in (<states>)");
        }
        sql.append(" order by seq desc limit :limit");
        return store.read(handle -> {
            Query query = handle.createQuery(sql.toString()).bind("limit", filter.limit());
            filter.pipeline().ifPresent(pipeline -> query.bind("pipeline", pipeline));
            filter.since().ifPresent(since -> query.bind("since", since.toEpochMilli()));
            if (!filter.states().isEmpty()) {
                query.bindList(
                        "states", filter.states().stream().map(RunState::label).toList());
            }
            return query.map(Runs::run).list();
        });
    }

    /** The run of that id. */
    public Optional<Run> show(String id) {
        return store.read(handle -> find(handle, id));
    }

    /** The runs whose id begins like that, newest first. */
    public List<Run> withPrefix(String prefix, int limit) {
        return store.read(handle -> handle.createQuery("""
                        select * from runs where substr(id, 1, :length) = :prefix order by seq desc limit :limit
                        """)
                .bind("length", prefix.codePointCount(0, prefix.length()))
                .bind("prefix", prefix)
                .bind("limit", limit)
                .map(Runs::run)
                .list());
    }

    /** The names of all pipelines that have runs, sorted. */
    public List<String> pipelines() {
        return store.read(handle -> handle.createQuery("select distinct pipeline from runs order by pipeline")
                .mapTo(String.class)
                .list());
    }

    /** The newest run of a pipeline that isn't one of dead letters. */
    public Optional<Run> newest(String pipeline) {
        return store.read(handle -> newest(handle, pipeline, ""));
    }

    /**
     * What a new run of the pipeline has to take up. Runs that still look running are closed as failed, with why
     * {@code interrupted}: their process is gone, since its lock is held here.
     *
     * @param held proves that nobody else carries the pipeline out; its own run is left alone
     * @param digest of the pipeline file as it is now
     * @return the pipeline's newest run, if it left rows and its file had this digest. Older runs were taken up by it, or
     *     given up when it started anew
     */
    public Optional<Run> interrupted(Held held, String digest) {
        return store.write(handle -> {
            for (Run dead : running(handle, held.pipeline())) {
                if (!dead.id().equals(held.run())) {
                    end(handle, dead, Interrupted.end(handle, dead));
                }
            }
            return newest(handle, held.pipeline(), held.run())
                    .filter(Run::leavesRows)
                    .filter(run -> run.start().digest().equals(digest));
        });
    }

    /** The runs of a pipeline whose process was gone before it could end them, oldest first. */
    static List<Run> cutShort(Handle handle, String pipeline) {
        return handle.createQuery("select * from runs where pipeline = :pipeline and why = :why order by seq")
                .bind("pipeline", pipeline)
                .bind("why", Interrupted.WHY)
                .map(Runs::run)
                .list();
    }

    /** The run, the one that it resumes, the one that that resumes, and so on. */
    List<Run> chain(Handle handle, Run run) {
        var chain = new ArrayList<Run>();
        Optional<Run> next = Optional.of(run);
        while (next.isPresent()) {
            chain.add(next.get());
            next = next.get().start().resumes().flatMap(id -> find(handle, id));
        }
        return chain;
    }

    /** Runs of one pipeline, or of all when there is none, oldest first. */
    static List<Run> of(Handle handle, Optional<String> pipeline) {
        Query query = handle.createQuery(
                "select * from runs" + (pipeline.isPresent() ? " where pipeline = :pipeline" : "") + " order by seq");
        pipeline.ifPresent(name -> query.bind("pipeline", name));
        return query.map(Runs::run).list();
    }

    private static List<Run> running(Handle handle, String pipeline) {
        return handle.createQuery("select * from runs where pipeline = :pipeline and state = 'running' order by seq")
                .bind("pipeline", pipeline)
                .map(Runs::run)
                .list();
    }

    static Optional<Run> newest(Handle handle, String pipeline, String butNot) {
        return handle.createQuery("""
                        select * from runs where pipeline = :pipeline and id <> :butNot and started_by <> 'retry'
                        order by seq desc limit 1
                        """)
                .bind("pipeline", pipeline)
                .bind("butNot", butNot)
                .map(Runs::run)
                .findOne();
    }

    private static Optional<Run> find(Handle handle, String id) {
        return handle.createQuery("select * from runs where id = :id")
                .bind("id", id)
                .map(Runs::run)
                .findOne();
    }

    static Run run(ResultSet row, StatementContext context) throws SQLException {
        var start = new RunStart(
                row.getString("id"),
                row.getString("pipeline"),
                row.getString("file"),
                row.getString("digest"),
                Trigger.of(row.getString("started_by")),
                row.getString("edition"),
                Optional.ofNullable(row.getString("resumes")),
                due(row));
        long ended = row.getLong("ended");
        return new Run(
                row.getLong("seq"),
                start,
                RunState.of(row.getString("state")),
                Instant.ofEpochMilli(row.getLong("started")),
                ended == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ended)),
                rows(row),
                Optional.ofNullable(row.getString("why")),
                row.getString("details"),
                new Owner(row.getString("host"), row.getLong("pid"), row.getString("boot")),
                row.getBoolean("indexed"),
                row.getBoolean("pruned"));
    }

    private static Optional<Instant> due(ResultSet row) throws SQLException {
        long due = row.getLong("due");
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(due));
    }

    private static Rows rows(ResultSet row) throws SQLException {
        return new Rows(
                row.getLong("rows_read"),
                row.getLong("delivered"),
                row.getLong("rejected"),
                row.getLong("invalid"),
                row.getLong("filtered"),
                row.getLong("unchanged"),
                row.getLong("held"),
                row.getLong("dropped"),
                row.getLong("in_doubt"),
                row.getLong("resumed"),
                row.getLong("left_over"));
    }
}
