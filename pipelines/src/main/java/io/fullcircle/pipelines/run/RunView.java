package io.fullcircle.pipelines.run;

import io.fullcircle.pipelines.ledger.Ledger;
import io.fullcircle.pipelines.ledger.Run;
import io.fullcircle.pipelines.ledger.RunState;
import io.fullcircle.pipelines.ledger.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A run as it is told of. The ledger isn't changed: a run whose process is gone is closed by the next one. */
public record RunView(Run run, boolean gone) {
    public static RunView of(Ledger ledger, Run run) {
        boolean open = run.state() == RunState.RUNNING;
        boolean held = open
                && ledger.locks()
                        .holder(run.pipeline())
                        .filter(holder -> holder.run().equals(run.id()))
                        .isPresent();
        return new RunView(run, open && !held);
    }

    /** In words: what sent dead letters again is told apart. */
    public String state() {
        String state = gone ? "interrupted" : inWords(run);
        return run.start().trigger() == Trigger.RETRY ? state + " (retry)" : state;
    }

    private static String inWords(Run run) {
        return switch (run.state()) {
            case COMPLETED_WITH_REJECTS -> "with rejects";
            case FAILED -> run.isCutShort() ? "interrupted" : "failed";
            case RUNNING, COMPLETED, CANCELLED, HELD -> run.state().label();
        };
    }

    /** How long it took, or has been going on. */
    public Duration took() {
        return Duration.between(run.started(), run.ended().orElseGet(Instant::now));
    }

    /** What a report says, as far as the run came to one. */
    public JsonNode details() {
        return JsonMapper.shared().readTree(run.details());
    }

    /** The members of a report, and what only the ledger knows. */
    public Map<String, Object> members() {
        var members = new LinkedHashMap<String, Object>();
        members.put("run", run.id());
        members.put("pipeline", run.pipeline());
        members.put("state", run.state().label());
        if (run.state() == RunState.RUNNING) {
            members.put("process_gone", gone);
        }
        members.put("trigger", run.start().trigger().label());
        var rows = new LinkedHashMap<String, Long>();
        rows.put("read", run.rows().read());
        rows.putAll(run.rows().buckets());
        members.put("rows", rows);
        members.put("started", run.started().toString());
        run.ended().ifPresent(ended -> members.put("ended", ended.toString()));
        run.why().ifPresent(why -> members.put("why", why));
        run.start().due().ifPresent(due -> members.put("due", due.toString()));
        run.start().resumes().ifPresent(earlier -> members.put("resumes", earlier));
        members.put("file", run.start().file());
        members.put("digest", run.start().digest());
        details().properties().stream()
                .filter(member -> !member.getKey().equals("reasons"))
                .forEach(member -> members.putIfAbsent(member.getKey(), member.getValue()));
        return members;
    }
}
