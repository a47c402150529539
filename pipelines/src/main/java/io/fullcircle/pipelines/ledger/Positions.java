package io.fullcircle.pipelines.ledger;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** How far each pipeline has read. That a position moves over settled rows only, and never back, is the caller's duty. */
public final class Positions {
    private final Store store;
    private final Clock clock;

    Positions(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * @param value what the caller wrote, JSON
     * @param run the run that moved it there
     */
    public record Position(String value, String run, Instant movedAt) {}

    public Optional<Position> position(String pipeline) {
        return store.read(handle -> handle.createQuery("select * from positions where pipeline = :pipeline")
                .bind("pipeline", pipeline)
                .map((row, context) -> new Position(
                        row.getString("value"), row.getString("run"), Instant.ofEpochMilli(row.getLong("moved_at"))))
                .findOne());
    }

    /** Moves it, wherever it was. */
    public void movePosition(String pipeline, String value, String run) {
        store.write(handle -> handle.createUpdate("""
                        insert into positions (pipeline, value, run, moved_at) values (:pipeline, :value, :run, :now)
                        on conflict (pipeline) do update
                        set value = excluded.value, run = excluded.run, moved_at = excluded.moved_at
                        """)
                .bind("pipeline", pipeline)
                .bind("value", value)
                .bind("run", run)
                .bind("now", clock.millis())
                .execute());
    }

    /**
     * Moves it if it is where the caller believes.
     *
     * @param from the value it has to have, or empty for none yet
     * @return whether it was there
     */
    public boolean movePosition(String pipeline, Optional<String> from, String value, String run) {
        String sql = from.isPresent() ? """
                  update positions set value = :value, run = :run, moved_at = :now
                  where pipeline = :pipeline and value = :from
                  """ : """
                  insert into positions (pipeline, value, run, moved_at) values (:pipeline, :value, :run, :now)
                  on conflict (pipeline) do nothing
                  """;
        return store.write(handle -> {
            var update = handle.createUpdate(sql)
                    .bind("pipeline", pipeline)
                    .bind("value", value)
                    .bind("run", run)
                    .bind("now", clock.millis());
            from.ifPresent(expected -> update.bind("from", expected));
            return update.execute() == 1;
        });
    }

    /** Forgets it: the next run reads from the beginning. */
    public void removePosition(String pipeline) {
        store.write(handle -> handle.createUpdate("delete from positions where pipeline = :pipeline")
                .bind("pipeline", pipeline)
                .execute());
    }
}
