package io.fullcircle.pipelines.ledger;

import io.fullcircle.connector.Rows;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** How a run ended whose process is gone: its rows are counted from the receipts that it left. */
final class Interrupted {
    static final String WHY = "interrupted";

    private Interrupted() {}

    /** Rows read and not recorded are unknown. So what is known to be read is what is recorded, and adds up. */
    static RunEnd end(Handle handle, Run run) {
        long all = Blocks.count(handle, run.seq());
        Map<Bucket, Long> exceptions = new HashMap<>();
        handle.createQuery("select bucket, count(*) as n from receipts where run = :run group by bucket")
                .bind("run", run.seq())
                .map((row, context) -> Map.entry(Bucket.of(row.getString("bucket")), row.getLong("n")))
                .forEach(found -> exceptions.put(found.getKey(), found.getValue()));
        long delivered =
                all - exceptions.values().stream().mapToLong(Long::longValue).sum();
        var rows = new Rows(
                all,
                delivered,
                exceptions.getOrDefault(Bucket.REJECTED, 0L),
                exceptions.getOrDefault(Bucket.INVALID, 0L),
                0,
                0,
                0,
                exceptions.getOrDefault(Bucket.DROPPED, 0L),
                exceptions.getOrDefault(Bucket.IN_DOUBT, 0L),
                0,
                0);
        return new RunEnd(RunState.FAILED, rows, Optional.of(WHY), run.details());
    }
}
