package io.fullcircle.pipelines.serve;

import io.fullcircle.connector.Ending;
import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.pipelines.config.NotifySettings;
import io.fullcircle.pipelines.config.Pipeline;
import io.fullcircle.pipelines.ledger.Ledger;
import io.fullcircle.pipelines.ledger.Run;
import io.fullcircle.pipelines.run.Report;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Notes in the ledger when a pipeline's state has changed; {@link Messenger} delivers. Any thread. */
final class Teller {
    private static final Logger LOG = LoggerFactory.getLogger(Teller.class);

    private final Ledger ledger;
    private final Clock clock;
    private final Runnable whenNoted;

    /** @param whenNoted called when there is something to be delivered */
    Teller(Ledger ledger, Clock clock, Runnable whenNoted) {
        this.ledger = ledger;
        this.clock = clock;
        this.whenNoted = whenNoted;
    }

    /** A run has ended. What isn't noted since the ledger fails is noted by the next run. */
    void ended(Pipeline pipeline, Report report) {
        pipeline.notices().ifPresent(settings -> {
            try {
                note(settings, report);
            } catch (EnvironmentException e) {
                LOG.warn("{}: nobody is told of {}: {}", pipeline.name(), report.run(), e.getMessage());
            }
        });
    }

    private void note(NotifySettings settings, Report report) {
        Optional<PipelineState> state =
                PipelineState.of(report.ending().state(), report.ending().rows(), settings.rejectsAbove());
        Optional<Run> run = ledger.runs().show(report.run());
        if (state.isEmpty() || run.isEmpty()) {
            return;
        }
        boolean changed = ledger.notices()
                .tell(
                        run.get(),
                        state.get().label(),
                        PipelineState.WELL.label(),
                        before -> body(report, run.get(), state.get(), before));
        if (changed) {
            whenNoted.run();
        }
    }

    private String body(Report report, Run run, PipelineState state, String before) {
        Map<String, Object> of = report.members();
        var members = new LinkedHashMap<String, Object>();
        members.put("event", state.event());
        members.put("before", before);
        members.put("pipeline", report.pipeline());
        members.put("run", report.run());
        members.put("state", of.get("state"));
        members.put("rows", of.get("rows"));
        members.put("reasons", of.get("reasons"));
        Optional.ofNullable(of.get("why")).ifPresent(why -> members.put("why", why));
        run.start().due().ifPresent(due -> members.put("due", due.toString()));
        members.put("at", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        members.put("text", text(report, state));
        return JsonMapper.shared().writeValueAsString(members);
    }

    /** One line for people: chats show the member {@code text}. */
    private static String text(Report report, PipelineState state) {
        Ending ending = report.ending();
        String why = ending.why().map(reason -> ": " + reason.getMessage()).orElse("");
        var rows = ending.rows();
        String tail = " (run " + report.run() + ")";
        return report.pipeline()
                + switch (state) {
                    case WELL -> " has recovered: " + rows.delivered() + " of " + rows.read() + " rows delivered";
                    case REJECTS ->
                        " completed with rejects: " + (rows.rejected() + rows.invalid() + rows.dropped()) + " of "
                                + rows.read() + " rows";
                    case HELD -> " is held" + why;
                    case FAILED -> " failed" + why;
                }
                + tail;
    }
}
