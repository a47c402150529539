package io.fullcircle.pipelines.run;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.guard.Verdict;
import io.fullcircle.connector.guard.Verdict.Check;
import io.fullcircle.connector.guard.Verdict.Outcome;
import io.fullcircle.pipelines.config.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a plan said, to be compared with what a run finds.
 *
 * @param read rows that the plan read
 * @param calls calls that it would have sent
 * @param tolerance how far either may have moved, as a share of what was planned
 */
public record Planned(long read, long calls, double tolerance) {
    /**
     * Reads a plan that {@code plan --json} has written.
     *
     * @throws ConfigurationException when it is none, of another pipeline, of another state of the file, or of some rows
     */
    public static Planned read(Path file, Pipeline pipeline, double tolerance) {
        JsonNode plan = json(file);
        String again = "make it again: fullcircle plan %s --json > %s".formatted(pipeline.file(), file);
        if (!plan.path("rows").has("read") || !plan.path("calls").isNumber() || !plan.has("digest")) {
            throw new ConfigurationException(file + " is no plan", again);
        }
        if (!plan.path("pipeline").asString("").equals(pipeline.name())) {
            throw new ConfigurationException(
                    "%s is a plan of %s".formatted(file, plan.path("pipeline").asString("another pipeline")), again);
        }
        if (!plan.path("digest").asString("").equals(pipeline.digest())) {
            throw new ConfigurationException(
                    "%s has changed since the plan %s was made".formatted(pipeline.file(), file), again);
        }
        if (plan.path("sampled").asBoolean(false)) {
            throw new ConfigurationException(file + " is a plan of some rows only", again + ", without --sample");
        }
        return new Planned(
                plan.path("rows").path("read").asLong(), plan.path("calls").asLong(), tolerance);
    }

    private static JsonNode json(Path file) {
        try {
            return JsonMapper.shared().readTree(Files.readString(file));
        } catch (IOException | JacksonException e) {
            throw new ConfigurationException(
                    "the plan " + file + " can't be read: " + e.getMessage(),
                    "give --plan a file that `fullcircle plan FILE --json` has written",
                    e);
        }
    }

    /** Whether the numbers are still those that were planned. */
    Verdict compare(long readNow, long callsNow) {
        return new Verdict(List.of(
                check("plan.rows", "rows read", read, readNow), check("plan.calls", "calls to send", calls, callsNow)));
    }

    /** Of nothing planned, anything is too far. */
    private Check check(String rule, String what, long planned, long now) {
        double moved = planned == now ? 0 : Math.abs(now - planned) / (double) Math.max(planned, 1);
        var numbers = new LinkedHashMap<String, Number>();
        numbers.put("planned", planned);
        numbers.put("now", now);
        numbers.put("moved", moved);
        numbers.put("tolerance", tolerance);
        return new Check(
                rule,
                moved > tolerance ? Outcome.HELD : Outcome.PASSED,
                numbers,
                String.format(
                        Locale.ROOT,
                        "plan: %,d %s, %,d were planned, %.4g%% moved; %.4g%% at most",
                        now,
                        what,
                        planned,
                        100 * moved,
                        100 * tolerance));
    }
}
