package io.fullcircle.pipelines.cli;

import io.fullcircle.pipelines.export.Column;
import io.fullcircle.pipelines.export.Sheet;
import io.fullcircle.pipelines.ledger.Bucket;
import io.fullcircle.pipelines.ledger.DeadLetter;
import io.fullcircle.pipelines.ledger.Ledger;
import io.fullcircle.pipelines.ledger.Receipts.Known;
import io.fullcircle.pipelines.ledger.Run;
import io.fullcircle.pipelines.ledger.RunFilter;
import io.fullcircle.pipelines.ledger.StoredReceipt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fullcircle receipts}: what became of each row, for other tools. */
@Command(
        name = "receipts",
        description = {
            "Writes what became of each row, of one run or of all runs of a pipeline, the oldest run first.",
            "Of a delivered row the ledger keeps no key, only a hash by which `why` finds it."
        })
final class ReceiptsCommand implements Callable<Integer> {
    private static final List<Column> COLUMNS = List.of(
            Column.text("run"),
            Column.number("ordinal"),
            Column.text("bucket"),
            Column.time("settled_at"),
            Column.text("message_id"),
            Column.text("key"),
            Column.number("status"),
            Column.text("reason"),
            Column.text("detail"),
            Column.text("letter"));

    @Spec
    private CommandSpec spec;

    @Mixin
    private LedgerOption ledgers;

    @Mixin
    private ExportOptions export;

    @Parameters(
            paramLabel = "PIPELINE|RUN",
            description = "A pipeline, or a run: its id, the beginning of one, or latest.")
    private String name;

    @Option(
            names = "--bucket",
            split = ",",
            paramLabel = "BUCKET",
            description =
                    "Only rows that ended there, several parted by commas: delivered, rejected, invalid, dropped, in_doubt, …")
    private EnumSet<Bucket> buckets = EnumSet.noneOf(Bucket.class);

    @Override
    public Integer call() {
        return ledgers.with(ledger -> {
            List<Run> runs = runs(ledger);
            export.write(
                    "receipt",
                    COLUMNS,
                    sheet -> runs.forEach(run -> ledger.receipts().forEach(run, receipt -> row(receipt, sheet))));
            runs.forEach(run -> tellGaps(run, ledger.receipts().known(run)));
            return ExitCode.DELIVERED;
        });
    }

    private List<Run> runs(Ledger ledger) {
        var runs = new ArrayList<>(ledger.runs().list(RunFilter.of(name, Integer.MAX_VALUE)));
        Collections.reverse(runs);
        return runs.isEmpty() ? List.of(RunNames.find(ledger, name)) : runs;
    }

    private void row(StoredReceipt receipt, Sheet sheet) {
        if (!buckets.isEmpty() && !buckets.contains(receipt.bucket())) {
            return;
        }
        sheet.row(
                receipt.run(),
                receipt.ordinal(),
                receipt.bucket().label(),
                receipt.settledAt(),
                receipt.messageId().orElse(null),
                receipt.key().orElse(null),
                receipt.status().isPresent() ? receipt.status().getAsInt() : null,
                receipt.reason().orElse(null),
                receipt.detail().orElse(null),
                receipt.letter().map(DeadLetter.State::label).orElse(null));
    }

    private void tellGaps(Run run, Known known) {
        String gap = Story.gap(known);
        if (!gap.isEmpty()) {
            spec.commandLine().getErr().println("run " + run.id() + ": " + gap);
        }
    }
}
