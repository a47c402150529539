package io.fullcircle.pipelines.run;

import io.fullcircle.connector.Ending;
import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.pipelines.config.Pipeline;
import io.fullcircle.pipelines.ledger.Ledger;
import io.fullcircle.pipelines.ledger.ReasonCount;
import io.fullcircle.pipelines.ledger.Run;
import io.fullcircle.pipelines.ledger.RunEnd;
import io.fullcircle.pipelines.ledger.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** What is written down when a run has ended, and what is told of it. */
final class Records {
    private static final Logger LOG = LoggerFactory.getLogger(Records.class);

    /** How many reasons a report names; the ledger knows them all. */
    private static final int FREQUENT = 5;

    private final Ledger ledger;
    private final Pipeline pipeline;
    private final OptionalLong limit;
    private final Optional<Judgement> guard;

    /**
     * @param limit how many rows the run was to read, at most
     * @param guard what the guard found
     */
    Records(Ledger ledger, Pipeline pipeline, OptionalLong limit, Optional<Judgement> guard) {
        this.ledger = ledger;
        this.pipeline = pipeline;
        this.limit = limit;
        this.guard = guard;
    }

    /**
     * Makes the run's rows quick to find, ends it in the ledger, and forgets what is too old. Where the ledger fails, the
     * run has failed, whatever became of its rows: the next one takes it up, and finds them settled.
     */
    Report end(Run begun, Instant start, Duration took, Ending ending) {
        Report report;
        try {
            report = ended(begun, start, took, ending);
            prune();
        } catch (EnvironmentException e) {
            report = report(begun, start, took, ending.failed(e), Map.of());
        }
        tell(report);
        return report;
    }

    /** The end comes last: a process that is killed before it leaves a run that is resumed, and sends nothing again. */
    private Report ended(Run begun, Instant start, Duration took, Ending ending) {
        var report = report(begun, start, took, ending, reasons(begun));
        ledger.receipts().index(begun);
        ledger.deadLetters().supersede(begun);
        String why = ending.why()
                .map(trouble -> trouble.getMessage() == null ? trouble.toString() : trouble.getMessage())
                .orElse(null);
        ledger.runs()
                .end(
                        begun,
                        new RunEnd(
                                RunState.valueOf(ending.state().name()),
                                ending.rows(),
                                Optional.ofNullable(why),
                                JsonMapper.shared().writeValueAsString(report.members())));
        return report;
    }

    private Report report(Run begun, Instant start, Duration took, Ending ending, Map<String, Long> reasons) {
        return new Report(
                begun.id(),
                pipeline.name(),
                start,
                took,
                begun.start().resumes(),
                limit,
                ending,
                guard,
                reasons,
                Optional.empty());
    }

    /** What isn't forgotten today is tomorrow: this is no reason to fail. */
    private void prune() {
        try {
            ledger.retention().prune(pipeline.name(), pipeline.ledger().keep());
        } catch (EnvironmentException e) {
            LOG.warn("{}: old runs stay in the ledger: {}", pipeline.name(), e.getMessage());
        }
    }

    private Map<String, Long> reasons(Run begun) {
        var reasons = new LinkedHashMap<String, Long>();
        ledger.receipts().reasons(begun).stream()
                .limit(FREQUENT)
                .forEach(reason -> reasons.merge(inWords(reason), reason.rows(), Long::sum));
        return reasons;
    }

    private static String inWords(ReasonCount reason) {
        String status = reason.status().isPresent() ? "HTTP " + reason.status().getAsInt() + " " : "";
        return (reason.bucket().label() + ": " + status + reason.reason()).strip();
    }

    private static void tell(Report report) {
        Ending ending = report.ending();
        if (ending.repeated() > 0) {
            LOG.warn(
                    "{}: {} rows are equal in key and content to another row of this run; they are one message at"
                            + " Segment. Message ids: {}",
                    report.pipeline(),
                    ending.repeated(),
                    String.join(", ", ending.repeatedIds()));
        }
        LOG.info(
                "{}: run {} ended: {}",
                report.pipeline(),
                report.run(),
                ending.rows().sum());
    }
}
