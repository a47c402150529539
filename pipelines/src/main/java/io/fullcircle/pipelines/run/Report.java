package io.fullcircle.pipelines.run;

import io.fullcircle.connector.Changes;
import io.fullcircle.connector.Ending;
import io.fullcircle.connector.RejectedTooOften;
import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.connector.destination.Destination;
import io.fullcircle.connector.guard.StoppedByGuard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run came to.
 *
 * @param run its id
 * @param pipeline the pipeline's name
 * @param started when it began
 * @param took how long it took
 * @param resumes the interrupted run that it took up
 * @param limit how many rows it was to read, at most
 * @param ending the counts, and why it ended
 * @param guard what the guard found, where it got to judge
 * @param audit what came of writing the accounting into the source's database, where that is asked for
 * @param reasons how many rows there are of the most frequent reasons
 */
public record Report(
        String run,
        String pipeline,
        Instant started,
        Duration took,
        Optional<String> resumes,
        OptionalLong limit,
        Ending ending,
        Optional<Judgement> guard,
        Map<String, Long> reasons,
        Optional<Audited> audit) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Of a run that couldn't begin: the ledger failed, or another process carries the pipeline out. */
    public static Report notBegun(String pipeline, Instant started, Duration took, RuntimeException why) {
        return new Report(
                RunId.at(started),
                pipeline,
                started,
                took,
                Optional.empty(),
                OptionalLong.empty(),
                Ending.early(why),
                Optional.empty(),
                Map.of(),
                Optional.empty());
    }

    Report with(Optional<Audited> written) {
        return new Report(run, pipeline, started, took, resumes, limit, ending, guard, reasons, written);
    }

    /** The members that scripts rely on come first, in the order of their description. */
    public Map<String, Object> members() {
        var members = new LinkedHashMap<String, Object>();
        members.put("run", run);
        members.put("pipeline", pipeline);
        members.put("state", ending.state().name().toLowerCase(Locale.ROOT));
        var rows = new LinkedHashMap<String, Long>();
        rows.put("read", ending.rows().read());
        rows.putAll(ending.rows().buckets());
        members.put("rows", rows);
        ending.changes().ifPresent(changes -> members.put("changes", changes(changes)));
        members.put("values", Map.of("nulled", ending.nulled()));
        members.put("repeated", ending.repeated());
        var traffic = ending.traffic();
        members.put("queue", ordered("refused", ending.refused(), "peak", traffic.peak()));
        var requests = ordered("sent", traffic.requests(), "retried", traffic.retried());
        requests.put("bytes", traffic.bytes());
        requests.put("slowest", traffic.slowest().stream().map(Report::slow).toList());
        members.put("requests", requests);
        ending.statement().ifPresent(id -> members.put("source", Map.of("query_id", id)));
        members.put("seconds", took.toMillis() / 1000.0);
        members.put("started", started.toString());
        resumes.ifPresent(id -> members.put("resumes", id));
        limit.ifPresent(most -> members.put("limit", most));
        members.put("reasons", reasons);
        audit.ifPresent(written -> members.put("audit", written.members()));
        guard.ifPresent(judgement -> members.put("guard", judgement.members()));
        ending.why().ifPresent(why -> members.put("why", why(why)));
        return members;
    }

    private static Map<String, Object> changes(Changes changes) {
        var members = ordered("added", changes.added(), "changed", changes.changed());
        members.put("removed", changes.removed());
        members.put("unchanged", changes.unchanged());
        return members;
    }

    private static Map<String, Object> slow(Destination.Slow request) {
        var members = ordered("seconds", request.took().toMillis() / 1000.0, "messages", request.messages());
        members.put("answer", request.answer());
        members.put("at", request.at().truncatedTo(ChronoUnit.MILLIS).toString());
        return members;
    }

    private static Map<String, Object> ordered(String first, Object one, String second, Object two) {
        var members = new LinkedHashMap<String, Object>();
        members.put(first, one);
        members.put(second, two);
        return members;
    }

    private static Map<String, Object> why(RuntimeException why) {
        var members = new LinkedHashMap<String, Object>();
        members.put("problem", why.getMessage() == null ? why.toString() : why.getMessage());
        remedy(why).ifPresent(remedy -> members.put("remedy", remedy));
        return members;
    }

    /** What to do about it, where the error knows. */
    public static Optional<String> remedy(Throwable why) {
        if (why instanceof ConfigurationException configuration) {
            return Optional.of(configuration.remedy());
        }
        if (why instanceof RejectedTooOften rejected) {
            return Optional.of(rejected.remedy());
        }
        if (why instanceof StoppedByGuard stopped) {
            return Optional.of(stopped.remedy());
        }
        return why instanceof EnvironmentException environment ? Optional.of(environment.remedy()) : Optional.empty();
    }

    /**
     * Removes what an earlier run has written there.
     *
     * @throws ConfigurationException when no report can be written there
     */
    public static void clear(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder) || Files.isDirectory(file)) {
            throw new ConfigurationException(
                    "the report can't be written to " + file, "give --report a file in a folder that can be written");
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "the report " + file + " can't be replaced: " + e, "give --report another file", e);
        }
    }

    /** Writes it as JSON: the whole file or none of it, for its owner only. */
    public void write(Path file) {
        Path target = file.toAbsolutePath();
        try {
            Path fresh = Files.createTempFile(target.getParent(), "." + target.getFileName(), ".new");
            Files.writeString(fresh, JSON.writeValueAsString(members()) + "\n");
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new EnvironmentException(
                    "the report " + file + " can't be written: " + e, "give --report a folder that can be written", e);
        }
    }
}
