package io.fullcircle.pipelines.cli;

import io.fullcircle.connector.guard.Verdict.Check;
import io.fullcircle.pipelines.run.RunPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A plan for people. */
final class PlanText {
    private PlanText() {}

    static List<String> lines(RunPlan plan) {
        var lines = new ArrayList<String>();
        lines.add(plan.pipeline() + ": a plan" + (plan.sampled() ? " of the first rows" : "") + "; nothing was sent");
        add(lines, "rows", rows(plan));
        plan.invalid().forEach((reason, rows) -> add(lines, "", Words.number(rows) + " x invalid: " + reason));
        String label = "calls";
        for (RunPlan.Calls calls : plan.calls()) {
            String kind = calls.kind().equals("all") ? "" : calls.kind() + ", ";
            add(lines, label, Words.number(calls.calls()) + " x " + kind + calls.event());
            label = "";
        }
        if (plan.count() > 0) {
            add(
                    lines,
                    "sizes",
                    String.format(
                            Locale.ROOT,
                            "%,d bytes the median; %,d the least, %,d p95, %,d p99, %,d the most",
                            plan.sizes().get("median"),
                            plan.sizes().get("min"),
                            plan.sizes().get("p95"),
                            plan.sizes().get("p99"),
                            plan.sizes().get("max")));
            add(
                    lines,
                    "largest",
                    plan.largest().stream()
                            .map(large -> large.key() + " (" + Words.number(large.bytes()) + ")")
                            .collect(Collectors.joining(", ")));
        }
        add(
                lines,
                "requests",
                "about " + Words.number(plan.requests()) + ", with " + Words.number(plan.bytes()) + " bytes of calls");
        add(lines, "duration", duration(plan));
        plan.cost().ifPresent(cost -> add(lines, "cost", String.format(Locale.ROOT, "%,.2f", cost)));
        guard(plan, lines);
        if (!plan.samples().isEmpty()) {
            add(lines, "samples", plan.samples().size() + " of the calls");
            lines.addAll(plan.samples());
        }
        return lines;
    }

    private static String rows(RunPlan plan) {
        return Words.number(plan.rows().get("read")) + " read: "
                + plan.rows().entrySet().stream()
                        .filter(row -> !row.getKey().equals("read"))
                        .filter(row -> row.getValue() > 0 || row.getKey().equals("to_send"))
                        .map(row -> Words.number(row.getValue()) + " "
                                + row.getKey().replace('_', ' '))
                        .collect(Collectors.joining(", "));
    }

    private static String duration(RunPlan plan) {
        return plan.rateLimit().isEmpty()
                ? "no rate limit"
                : String.format(
                        Locale.ROOT,
                        "%,.1f s at %,d calls a second",
                        plan.seconds(),
                        plan.rateLimit().getAsInt());
    }

    private static void guard(RunPlan plan, List<String> lines) {
        List<Check> checks = plan.guard().verdict().checks();
        String label = "guard";
        for (Check check : checks) {
            add(lines, label, check.outcome().name().toLowerCase(Locale.ROOT) + "  " + check.words());
            label = "";
        }
        if (checks.isEmpty()) {
            add(lines, label, "has no rules");
        }
    }

    private static void add(List<String> lines, String label, String text) {
        lines.add("  " + label + " ".repeat(10 - label.length()) + Words.printable(text));
    }
}
