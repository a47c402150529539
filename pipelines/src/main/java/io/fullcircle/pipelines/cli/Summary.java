package io.fullcircle.pipelines.cli;

import io.fullcircle.connector.Ending;
import io.fullcircle.connector.guard.Verdict.Outcome;
import io.fullcircle.pipelines.run.Audited;
import io.fullcircle.pipelines.run.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a run tells on stdout at its end. The last line is the sum. */
final class Summary {
    private Summary() {}

    /** @param place what other verbs have to be told to find the run's ledger; empty, or begins with a blank */
    static List<String> lines(Report report, String place) {
        Ending ending = report.ending();
        var traffic = ending.traffic();
        double seconds = Math.max(report.took().toMillis(), 1) / 1000.0;
        var lines = new ArrayList<String>();
        lines.add(format("%s %s in %.2f s (run %s)", report.pipeline(), state(ending), seconds, report.run()));
        lines.add(format(
                "  %s delivered, %,.0f a second; %s, %,d of them repeated, %s",
                Words.count(ending.rows().delivered(), "call"),
                ending.rows().delivered() / seconds,
                Words.count(traffic.requests(), "request"),
                traffic.retried(),
                bytes(traffic.bytes())));
        report.resumes()
                .ifPresent(earlier -> lines.add(format(
                        "  resumed run %s: %,d of these rows were settled before",
                        earlier, ending.rows().resumed())));
        ending.changes()
                .ifPresent(changes -> lines.add(format(
                        "  %,d added, %,d changed, %,d removed, %,d unchanged",
                        changes.added(), changes.changed(), changes.removed(), changes.unchanged())));
        report.guard()
                .ifPresent(judgement -> judgement
                        .verdict()
                        .with(judgement.letThrough() ? Outcome.HELD : Outcome.WARNED)
                        .forEach(check -> lines.add(
                                "  guard: " + check.words() + (judgement.letThrough() ? ": let through" : ""))));
        if (ending.refused() > 0) {
            lines.add(format(
                    "  the queue was full for %,d rows (%,d at most); they waited and were offered again",
                    ending.refused(), traffic.peak()));
        }
        if (ending.nulled() > 0) {
            lines.add(format("  %,d values were NaN or infinite and became null", ending.nulled()));
        }
        if (ending.repeated() > 0) {
            lines.add(format("  %,d rows repeat another one: one message at Segment each", ending.repeated()));
        }
        report.reasons().forEach((reason, count) -> lines.add(format("  %,d x %s", count, reason)));
        if (ending.rows().left() + ending.rows().inDoubt() > 0) {
            lines.add("  left and in doubt: the next run takes these rows up, with the same message ids");
        }
        next(report, place, lines);
        report.audit().ifPresent(audited -> lines.add(audit(audited)));
        lines.add(ending.rows().sum());
        return lines;
    }

    /** Where to look for what was not delivered. */
    private static void next(Report report, String place, List<String> lines) {
        long rejected = report.ending().rows().rejected();
        long others = report.ending().rows().invalid() + report.ending().rows().dropped();
        if (rejected > 0) {
            lines.add(format(
                    "  %s rejected: fullcircle dead-letters list %s%s", were(rejected), report.pipeline(), place));
        }
        if (others > 0) {
            lines.add(format(
                    "  %s invalid or dropped: fullcircle receipts %s --bucket invalid,dropped%s",
                    were(others), report.run(), place));
        }
    }

    private static String audit(Audited audited) {
        return audited.problem().isPresent()
                ? format("  the accounting is not in the schema %s yet; the next run writes it", audited.schema())
                : format(
                        "  accounting of %s written to the schema %s, with %s",
                        Words.count(audited.runs(), "run"),
                        audited.schema(),
                        Words.count(audited.receipts(), "receipt"));
    }

    private static String were(long rows) {
        return Words.count(rows, "row") + (rows == 1 ? " was" : " were");
    }

    private static String state(Ending ending) {
        return switch (ending.state()) {
            case COMPLETED -> "completed";
            case COMPLETED_WITH_REJECTS -> "completed with rejects";
            case HELD -> "was held: nothing was sent";
            case FAILED -> "failed";
            case CANCELLED -> "was cancelled";
        };
    }

    private static String bytes(long bytes) {
        if (bytes < 1024) {
            return bytes + " bytes";
        }
        return bytes < 1024 * 1024 ? format("%.1f KB", bytes / 1024.0) : format("%,.1f MB", bytes / 1024.0 / 1024);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
