package io.fullcircle.pipelines.run;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.connector.source.NewTable;
import io.fullcircle.connector.source.NewTable.Field;
import io.fullcircle.connector.source.NewTable.Type;
import io.fullcircle.connector.source.TableWriter;
import io.fullcircle.pipelines.config.Pipeline;
import io.fullcircle.pipelines.ledger.Ledger;
import io.fullcircle.pipelines.ledger.Run;
import io.fullcircle.pipelines.ledger.StoredReceipt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the accounting of a pipeline's ended runs into its source's database, where the file asks for it: one row a run,
 * one row a receipt. A run is written in one transaction, its own row last, and once: what is in doubt after a kill is
 * looked up there.
 *
 * <p>That this fails changes nothing of what happened to rows, nor a run's state: it is said, the ledger still has it
 * all, and the next run writes what is missing.
 */
final class Audit {
    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);

    private static final NewTable RUNS = new NewTable("fullcircle_runs", runs());
    private static final NewTable RECEIPTS = new NewTable(
            "fullcircle_receipts",
            List.of(
                    text("run"),
                    number("ordinal"),
                    text("bucket"),
                    time("settled_at"),
                    text("message_id"),
                    text("key"),
                    number("status"),
                    text("reason"),
                    text("detail")));

    private final Pipeline pipeline;
    private final Ledger ledger;

    Audit(Pipeline pipeline, Ledger ledger) {
        this.pipeline = pipeline;
        this.ledger = ledger;
    }

    private static List<Field> runs() {
        var columns = new ArrayList<>(List.of(
                text("run"),
                text("pipeline"),
                text("state"),
                text("started_by"),
                text("resumes"),
                time("started_at"),
                time("ended_at"),
                number("rows_read")));
        Stream.of("delivered", "rejected", "invalid", "filtered", "unchanged", "held", "dropped", "in_doubt", "resumed")
                .map(Audit::number)
                .forEach(columns::add);
        columns.addAll(List.of(number("rows_left"), text("why")));
        return columns;
    }

    private static Field text(String name) {
        return new Field(name, Type.TEXT);
    }

    private static Field number(String name) {
        return new Field(name, Type.NUMBER);
    }

    private static Field time(String name) {
        return new Field(name, Type.TIME);
    }

    /** Notes a run that has begun, so that it is written even if its process dies. */
    void begun(Run run) {
        if (pipeline.audit().isPresent()) {
            ledger.audits().want(run);
        }
    }

    /** Writes every ended run that isn't written yet; nothing where the file doesn't ask for it. */
    Optional<Audited> write() {
        return pipeline.audit().map(this::write);
    }

    private Audited write(String schema) {
        var audited = new Audited(schema, 0, 0, Optional.empty());
        try (TableWriter tables = pipeline.origin().writer(schema)) {
            tables.prepare(RUNS);
            tables.prepare(RECEIPTS);
            for (Run run : ledger.audits().waiting(pipeline.name())) {
                audited = audited.with(write(run, tables));
                ledger.audits().written(run);
            }
            return audited;
        } catch (EnvironmentException | ConfigurationException e) {
            LOG.warn(
                    "{}: the accounting is not in the schema {} yet, the next run writes what is missing: {}. {}",
                    pipeline.name(),
                    schema,
                    e.getMessage(),
                    Report.remedy(e).orElse(""));
            return audited.failed(e.getMessage());
        }
    }

    /** How many receipts that were; a run that is there already has been written by a process that died right after. */
    private long write(Run run, TableWriter tables) {
        if (tables.contains(RUNS, "run", run.id())) {
            return 0;
        }
        long[] receipts = new long[1];
        ledger.receipts().forEach(run, receipt -> {
            tables.add(RECEIPTS, row(receipt));
            receipts[0]++;
        });
        tables.add(RUNS, row(run));
        tables.commit();
        return receipts[0];
    }

    private static Object[] row(StoredReceipt receipt) {
        return new Object[] {
            receipt.run(),
            receipt.ordinal(),
            receipt.bucket().label(),
            receipt.settledAt(),
            receipt.messageId().orElse(null),
            receipt.key().orElse(null),
            receipt.status().isPresent() ? (long) receipt.status().getAsInt() : null,
            receipt.reason().orElse(null),
            receipt.detail().orElse(null)
        };
    }

    private static Object[] row(Run run) {
        var row = new ArrayList<Object>(Arrays.asList(
                run.id(),
                run.pipeline(),
                run.state().label(),
                run.start().trigger().label(),
                run.start().resumes().orElse(null),
                run.started(),
                run.ended().orElse((Instant) null),
                run.rows().read()));
        row.addAll(run.rows().buckets().values());
        row.add(run.why().orElse(null));
        return row.toArray();
    }
}
