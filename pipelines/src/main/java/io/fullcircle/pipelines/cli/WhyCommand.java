package io.fullcircle.pipelines.cli;

import io.fullcircle.pipelines.cli.Story.Chapter;
import io.fullcircle.pipelines.cli.Story.Event;
import io.fullcircle.pipelines.ledger.DeadLetter;
import io.fullcircle.pipelines.ledger.StoredReceipt;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code fullcircle why PIPELINE KEY}: the story of one customer. */
@Command(
        name = "why",
        description = {
            "Tells what became of one key in every run: when its row was accepted, refused or found invalid, why, and the",
            "message id to look for at the destination. A key that no run has seen is no error: that is said, and the exit",
            "code is 0."
        })
final class WhyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private LedgerOption ledgers;

    @Parameters(index = "0", paramLabel = "PIPELINE", description = "The pipeline's name.")
    private String pipeline;

    @Parameters(
            index = "1",
            paramLabel = "KEY",
            description =
                    "The row's key: the customer's id unless sync.key says otherwise; several columns are written a,b.")
    private String key;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        return ledgers.with(ledger -> {
            Story story = Story.of(ledger, LedgerOption.known(ledger, pipeline), key);
            if (json) {
                spec.commandLine().getOut().println(JsonMapper.shared().writeValueAsString(members(story)));
                return ExitCode.DELIVERED;
            }
            print(story);
            return ExitCode.DELIVERED;
        });
    }

    private void print(Story story) {
        if (story.chapters().isEmpty()) {
            println("no run of " + pipeline + " is known to have seen " + key);
        }
        story.chapters().forEach(this::print);
        if (story.others() > 0) {
            println("not seen by "
                    + Words.count(story.others(), story.chapters().isEmpty() ? "run" : "other run"));
        }
        story.gaps().forEach((run, why) -> println("unknown of run " + run.id() + ": " + why));
    }

    private void print(Chapter chapter) {
        println("run " + chapter.run().run().id() + ", " + chapter.run().state());
        chapter.events().forEach(this::print);
    }

    private void print(Event event) {
        StoredReceipt receipt = event.receipt();
        println("  " + Words.moment(receipt.settledAt()) + "  " + outcome(receipt));
        receipt.messageId().ifPresent(id -> println("    message " + id));
        event.letter().ifPresent(letter -> println("    dead letter: " + standing(letter)));
    }

    private static String outcome(StoredReceipt receipt) {
        var outcome = new StringBuilder(receipt.bucket().label().replace('_', ' '));
        receipt.status().ifPresent(status -> outcome.append(", HTTP ").append(status));
        receipt.reason()
                .filter(reason -> !reason.isBlank())
                .ifPresent(reason -> outcome.append(": ").append(reason));
        receipt.detail().ifPresent(detail -> outcome.append(" (").append(detail).append(')'));
        return outcome.toString();
    }

    private static String standing(DeadLetter letter) {
        String by = letter.settledBy().map(run -> " by run " + run).orElse("");
        String note = letter.note().map(text -> " (" + text + ")").orElse("");
        return switch (letter.state()) {
            case OPEN -> "open; `fullcircle dead-letters retry` sends it again";
            case SETTLED, SUPERSEDED, DISCARDED -> letter.state().label() + by + note;
        };
    }

    private void println(String line) {
        spec.commandLine().getOut().println(indent(line) + Words.printable(line.strip()));
    }

    private static String indent(String line) {
        return line.substring(0, line.length() - line.stripLeading().length());
    }

    private static Map<String, Object> members(Story story) {
        var members = new LinkedHashMap<String, Object>();
        members.put("pipeline", story.pipeline());
        members.put("key", story.key());
        members.put("runs", story.chapters().stream().map(WhyCommand::members).toList());
        members.put("not_seen_by", story.others());
        members.put(
                "unknown",
                story.gaps().entrySet().stream()
                        .map(gap -> Map.of("run", gap.getKey().id(), "why", gap.getValue()))
                        .toList());
        return members;
    }

    private static Map<String, Object> members(Chapter chapter) {
        var run = chapter.run().run();
        var members = new LinkedHashMap<String, Object>();
        members.put("run", run.id());
        members.put("state", run.state().label());
        members.put("trigger", run.start().trigger().label());
        members.put("started", run.started().toString());
        members.put("rows", chapter.events().stream().map(WhyCommand::members).toList());
        return members;
    }

    private static Map<String, Object> members(Event event) {
        StoredReceipt receipt = event.receipt();
        var members = new LinkedHashMap<String, Object>();
        members.put("ordinal", receipt.ordinal());
        members.put("bucket", receipt.bucket().label());
        members.put("settled_at", receipt.settledAt().toString());
        receipt.messageId().ifPresent(id -> members.put("message_id", id));
        receipt.status().ifPresent(status -> members.put("status", status));
        receipt.reason().ifPresent(reason -> members.put("reason", reason));
        receipt.detail().ifPresent(detail -> members.put("detail", detail));
        event.letter().ifPresent(letter -> members.put("dead_letter", members(letter)));
        return members;
    }

    private static Map<String, Object> members(DeadLetter letter) {
        var members = new LinkedHashMap<String, Object>();
        members.put("state", letter.state().label());
        letter.settledBy().ifPresent(run -> members.put("by", run));
        letter.note().ifPresent(note -> members.put("note", note));
        return members;
    }
}
