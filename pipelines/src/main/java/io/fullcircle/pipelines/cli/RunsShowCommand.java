package io.fullcircle.pipelines.cli;

import io.fullcircle.pipelines.ledger.DeadLetter;
import io.fullcircle.pipelines.ledger.Ledger;
import io.fullcircle.pipelines.ledger.ReasonCount;
import io.fullcircle.pipelines.ledger.Run;
import io.fullcircle.pipelines.ledger.RunState;
import io.fullcircle.pipelines.run.RunView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code fullcircle runs show RUN}: all that is known of one run. */
@Command(
        name = "show",
        description = "Shows a run: its rows by bucket, why rows were not delivered, what the guard found, speed,"
                + " repetitions, slow answers.")
final class RunsShowCommand implements Callable<Integer> {
    /** More are for other tools. */
    private static final int REASONS = 20;

    /** What is worth reading of a slow answer. */
    private static final int ANSWER = 50;

    @Spec
    private CommandSpec spec;

    @Mixin
    private LedgerOption ledgers;

    @Parameters(paramLabel = "RUN", description = RunNames.HELP)
    private String name;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Option(
            names = "--drift",
            paramLabel = "FILE.svg",
            description = "Also draw how the guarded properties moved over the accepted runs up to this one.")
    private Path drift;

    @Override
    public Integer call() {
        return ledgers.with(ledger -> {
            Run run = RunNames.find(ledger, name);
            if (drift != null) {
                GuardStory.draw(ledger, run, drift);
            }
            var out = spec.commandLine().getOut();
            if (json) {
                out.println(JsonMapper.shared().writeValueAsString(members(ledger, run)));
                return ExitCode.DELIVERED;
            }
            lines(ledger, RunView.of(ledger, run)).forEach(out::println);
            return ExitCode.DELIVERED;
        });
    }

    private static Map<String, Object> members(Ledger ledger, Run run) {
        var members = RunView.of(ledger, run).members();
        members.put(
                "reasons",
                ledger.receipts().reasons(run).stream()
                        .map(RunsShowCommand::members)
                        .toList());
        var letters = new LinkedHashMap<String, Long>();
        ledger.deadLetters().states(run).forEach((state, number) -> letters.put(state.label(), number));
        members.put("dead_letters", letters);
        return members;
    }

    private static Map<String, Object> members(ReasonCount reason) {
        var members = new LinkedHashMap<String, Object>();
        members.put("bucket", reason.bucket().label());
        reason.status().ifPresent(status -> members.put("status", status));
        members.put("reason", reason.reason());
        members.put("rows", reason.rows());
        return members;
    }

    private static List<String> lines(Ledger ledger, RunView view) {
        Run run = view.run();
        var lines = new ArrayList<String>();
        lines.add("run " + run.id() + " of " + run.pipeline() + ": " + view.state());
        add(lines, "began", Words.moment(run.started()) + trigger(run));
        run.ended()
                .ifPresent(ended -> add(lines, "ended", Words.moment(ended) + ", after " + Words.seconds(view.took())));
        run.why().ifPresent(why -> add(lines, "why", why));
        run.start().resumes().ifPresent(earlier -> add(lines, "resumed", "run " + earlier));
        add(lines, "file", run.start().file());
        add(lines, "digest", run.start().digest());
        add(lines, "rows", rows(view));
        reasons(ledger, run, lines);
        Map<DeadLetter.State, Long> letters = ledger.deadLetters().states(run);
        if (!letters.isEmpty()) {
            String states = letters.entrySet().stream()
                    .map(state -> Words.number(state.getValue()) + " "
                            + state.getKey().label())
                    .collect(Collectors.joining(", "));
            add(lines, "letters", states);
        }
        List<String> guard = GuardStory.lines(ledger, view);
        for (int i = 0; i < guard.size(); i++) {
            add(lines, i == 0 ? "guard" : "", guard.get(i));
        }
        traffic(view, lines);
        return lines;
    }

    private static String trigger(Run run) {
        return switch (run.start().trigger()) {
            case MANUAL -> ", by hand";
            case SCHEDULE -> ", by its schedule";
            case API -> ", by a program";
            case RETRY -> ", to send dead letters again";
        };
    }

    private static String rows(RunView view) {
        if (view.gone()) {
            return "not counted: its process is gone; the next run of the pipeline counts them and goes on";
        }
        return view.run().state() == RunState.RUNNING
                ? "not counted yet"
                : view.run().rows().sum();
    }

    private static void reasons(Ledger ledger, Run run, List<String> lines) {
        List<ReasonCount> reasons = ledger.receipts().reasons(run);
        for (int i = 0; i < Math.min(reasons.size(), REASONS); i++) {
            ReasonCount reason = reasons.get(i);
            String status =
                    reason.status().isPresent() ? "HTTP " + reason.status().getAsInt() + " " : "";
            String text =
                    Words.number(reason.rows()) + " x " + reason.bucket().label() + ": " + status + reason.reason();
            add(lines, i == 0 ? "reasons" : "", text);
        }
        if (reasons.size() > REASONS) {
            add(lines, "", "and " + Words.count(reasons.size() - REASONS, "other reason") + ", see --json");
        }
        if (run.pruned()) {
            add(lines, "", "its receipts were pruned, but for open dead letters");
        }
    }

    private static void traffic(RunView view, List<String> lines) {
        JsonNode details = view.details();
        JsonNode requests = details.path("requests");
        if (requests.isMissingNode()) {
            return;
        }
        double seconds = Math.max(details.path("seconds").asDouble(0), 0.001);
        add(
                lines,
                "speed",
                Words.number(Math.round(view.run().rows().delivered() / seconds)) + " calls a second; "
                        + Words.count(requests.path("sent").asLong(0), "request") + ", "
                        + Words.number(requests.path("retried").asLong(0)) + " of them repeated");
        String label = "slowest";
        for (JsonNode slow : requests.path("slowest")) {
            add(
                    lines,
                    label,
                    slow.path("seconds").asString() + " s for "
                            + Words.count(slow.path("messages").asLong(), "call") + ": "
                            + Words.cut(Words.printable(slow.path("answer").asString()), ANSWER));
            label = "";
        }
    }

    private static void add(List<String> lines, String label, String text) {
        lines.add("  " + label + " ".repeat(9 - label.length()) + Words.printable(text));
    }
}
