package io.fullcircle.pipelines.serve;

import io.fullcircle.connector.base.Nearest;
import io.fullcircle.connector.base.Secret;
import io.fullcircle.pipelines.config.Pipeline;
import io.fullcircle.pipelines.config.ReadResult;
import io.fullcircle.pipelines.config.file.Finding;
import io.fullcircle.pipelines.schedule.Schedule;
import io.fullcircle.pipelines.schedule.When;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The pipelines of a folder, as they are to be run, and what is wrong between their files.
 *
 * @param pipelines by name, sorted; each can be called
 * @param scheduled the names of those that run by themselves
 * @param findings what keeps a file out, or a pipeline from running by itself
 */
record Catalog(Map<String, Pipeline> pipelines, Set<String> scheduled, List<Finding> findings) {
    static final Catalog EMPTY = new Catalog(Map.of(), Set.of(), List.of());

    Catalog {
        pipelines = Collections.unmodifiableMap(new TreeMap<>(pipelines));
        scheduled = Set.copyOf(scheduled);
        findings = List.copyOf(findings);
    }

    /**
     * @param files without errors of their own, in the order in which the first of two equal names counts
     * @param ledger the one that this server has open
     */
    static Catalog of(List<ReadResult> files, Optional<Secret> ledger) {
        var findings = new ArrayList<Finding>();
        var byName = new TreeMap<String, ReadResult>();
        for (ReadResult file : files) {
            Pipeline pipeline = file.pipeline().orElseThrow();
            ReadResult first = byName.get(pipeline.name());
            if (first != null) {
                findings.add(file.finding(
                        "pipeline",
                        "is the name of " + first.file() + ", too",
                        "give one of them another name; until then this file isn't run"));
            } else if (pipeline.ledger().url().isPresent()
                    && !pipeline.ledger().url().equals(ledger)) {
                findings.add(file.finding(
                        "ledger.url",
                        "names another ledger than the one that is being served",
                        "leave it out and set FULLCIRCLE_LEDGER, or serve this file by a process of its own"));
            } else {
                byName.put(pipeline.name(), file);
            }
        }
        var pipelines = new TreeMap<String, Pipeline>();
        byName.forEach((name, file) -> pipelines.put(name, file.pipeline().orElseThrow()));
        Set<String> scheduled = pipelines.values().stream()
                .filter(pipeline -> pipeline.schedule().isPresent())
                .filter(pipeline -> mayFollow(pipeline, byName.get(pipeline.name()), pipelines, findings))
                .map(Pipeline::name)
                .collect(Collectors.toSet());
        return new Catalog(pipelines, scheduled, findings);
    }

    private static boolean mayFollow(
            Pipeline pipeline, ReadResult file, Map<String, Pipeline> all, List<Finding> findings) {
        Optional<String> other = followed(pipeline);
        if (other.isPresent() && !all.containsKey(other.get())) {
            findings.add(file.finding(
                    "schedule.after",
                    "there is no pipeline " + other.get() + " here",
                    Nearest.of(other.get(), all.keySet())
                            .map("did you mean %s?"::formatted)
                            .orElse("add its file to the folder, or name another")));
            return false;
        }
        List<String> circle = circle(pipeline, all);
        if (!circle.isEmpty()) {
            findings.add(file.finding(
                    "schedule.after",
                    "closes a circle: " + String.join(" after ", circle),
                    "let one of them run by cron or every"));
        }
        return circle.isEmpty();
    }

    private static Optional<String> followed(Pipeline pipeline) {
        return pipeline.schedule()
                .map(Schedule::when)
                .map(when -> when instanceof When.After after ? after.pipeline() : null);
    }

    /** From a pipeline through those that it follows back to itself; empty when that doesn't happen. */
    private static List<String> circle(Pipeline pipeline, Map<String, Pipeline> all) {
        var met = new LinkedHashSet<String>();
        Optional<String> next = Optional.of(pipeline.name());
        while (next.isPresent() && met.add(next.get())) {
            next = Optional.ofNullable(all.get(next.get())).flatMap(Catalog::followed);
        }
        if (next.isEmpty() || !next.get().equals(pipeline.name())) {
            return List.of();
        }
        var circle = new ArrayList<>(met);
        circle.add(pipeline.name());
        return circle;
    }

    Optional<Schedule> schedule(String name) {
        return scheduled.contains(name)
                ? Optional.ofNullable(pipelines.get(name)).flatMap(Pipeline::schedule)
                : Optional.empty();
    }
}
