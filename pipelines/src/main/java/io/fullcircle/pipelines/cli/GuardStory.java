package io.fullcircle.pipelines.cli;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.pipelines.drift.Drift;
import io.fullcircle.pipelines.drift.DriftSvg;
import io.fullcircle.pipelines.drift.DriftText;
import io.fullcircle.pipelines.ledger.Ledger;
import io.fullcircle.pipelines.ledger.Run;
import io.fullcircle.pipelines.run.RunView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What the guard found of a run, and where the run stands among the ones before it. */
final class GuardStory {
    private GuardStory() {}

    /** Nothing of a run that was not guarded. */
    static List<String> lines(Ledger ledger, RunView view) {
        JsonNode guard = view.details().path("guard");
        if (guard.isMissingNode()) {
            return List.of();
        }
        var lines = new ArrayList<String>();
        String baseline = guard.path("baseline").asString("");
        lines.add(verdict(guard)
                + (baseline.isEmpty()
                        ? "; there was no accepted run to compare with"
                        : "; compared with run " + baseline));
        for (JsonNode check : guard.path("checks")) {
            String outcome = check.path("outcome").asString();
            if (!outcome.equals("passed")) {
                lines.add(outcome + "  " + check.path("text").asString());
            }
        }
        Drift.upTo(view.run(), ledger).forEach(drift -> lines.add(DriftText.line(drift)));
        return lines;
    }

    private static String verdict(JsonNode guard) {
        return guard.path("let_through").asBoolean(false)
                ? "let through by a person"
                : guard.path("verdict").asString();
    }

    /** @throws ConfigurationException when there is nothing to draw */
    static void draw(Ledger ledger, Run run, Path file) {
        List<Drift> drifts = Drift.upTo(run, ledger);
        if (drifts.isEmpty()) {
            throw new ConfigurationException(
                    "run " + run.id() + " has no property whose numbers the guard saw",
                    "write a rule such as `guard: {score: {shift: {warn: 0.1, hold: 0.25}}}`, and run "
                            + run.pipeline());
        }
        try {
            Files.writeString(file, DriftSvg.draw(run.pipeline() + ", up to run " + run.id(), drifts));
        } catch (IOException e) {
            throw new EnvironmentException(
                    "the picture can't be written to " + file + ": " + e,
                    "give --drift a file in a folder that can be written",
                    e);
        }
    }
}
