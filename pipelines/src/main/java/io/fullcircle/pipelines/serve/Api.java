package io.fullcircle.pipelines.serve;

import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.connector.base.Nearest;
import io.fullcircle.pipelines.config.Pipeline;
import io.fullcircle.pipelines.ledger.Holder;
import io.fullcircle.pipelines.ledger.Ledger;
import io.fullcircle.pipelines.ledger.Run;
import io.fullcircle.pipelines.ledger.Trigger;
import io.fullcircle.pipelines.run.Busy;
import io.fullcircle.pipelines.run.RunView;
import io.fullcircle.pipelines.run.Runner;
import io.fullcircle.pipelines.schedule.Schedule;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What others may ask of a server: to run a pipeline now, and how a run is. Any thread. */
final class Api {
    private static final Logger LOG = LoggerFactory.getLogger(Api.class);
    private static final Pattern RUN = Pattern.compile("/api/pipelines/([^/]+)/run");
    private static final Pattern SHOW = Pattern.compile("/api/runs/([^/]+)");

    /** A pipeline whose holder is silent is waited for: longer than the ledger waits for a sign of life. */
    private static final int BEGIN_SECONDS = 35;

    private final Supplier<Catalog> catalog;
    private final Ledger ledger;
    private final Runs runs;
    private final Timetable timetable;
    private final ThreadPoolExecutor threads;

    /** @param atOnce how many of the runs that were called for go on at the same time, at most */
    Api(Supplier<Catalog> catalog, Ledger ledger, Runs runs, Timetable timetable, int atOnce) {
        this.catalog = catalog;
        this.ledger = ledger;
        this.runs = runs;
        this.timetable = timetable;
        threads = new ThreadPoolExecutor(0, atOnce, 30, TimeUnit.SECONDS, new SynchronousQueue<>());
    }

    /**
     * An answer.
     *
     * @param type of the body
     * @param headers beside the type
     */
    record Answer(int status, String type, String body, Map<String, String> headers) {
        static Answer json(int status, Map<String, ?> members) {
            return new Answer(status, "application/json; charset=utf-8", Door.json(members), Map.of());
        }

        static Answer problem(int status, String problem, String remedy) {
            var members = new LinkedHashMap<String, String>();
            members.put("problem", problem);
            members.put("remedy", remedy);
            return json(status, members);
        }

        static Answer notAllowed(String method) {
            return problem(405, "this takes " + method + " only", "use " + method)
                    .with("Allow", method);
        }

        Answer with(String header, String value) {
            var more = new HashMap<>(headers);
            more.put(header, value);
            return new Answer(status, type, body, more);
        }
    }

    /** One who has shown the token asks. */
    Answer answer(String method, String path) {
        Matcher run = RUN.matcher(path);
        if (run.matches()) {
            return method.equals("POST") ? run(run.group(1)) : Answer.notAllowed("POST");
        }
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return Answer.notAllowed("GET");
        }
        Matcher show = SHOW.matcher(path);
        if (show.matches()) {
            return show(show.group(1));
        }
        if (path.equals("/api/pipelines")) {
            return Answer.json(200, Map.of("pipelines", pipelines()));
        }
        return Answer.problem(
                404,
                "there is nothing here",
                "POST /api/pipelines/NAME/run begins a run, GET /api/runs/RUN tells of it, GET /api/pipelines lists");
    }

    private List<Map<String, Object>> pipelines() {
        return catalog.get().pipelines().values().stream()
                .map(pipeline -> {
                    var members = new LinkedHashMap<String, Object>();
                    members.put("pipeline", pipeline.name());
                    pipeline.schedule().map(Schedule::text).ifPresent(text -> members.put("schedule", text));
                    timetable.next(pipeline.name()).ifPresent(next -> members.put("due", next.toString()));
                    return (Map<String, Object>) members;
                })
                .toList();
    }

    private Answer show(String id) {
        return ledger.runs()
                .show(id)
                .map(run -> Answer.json(200, RunView.of(ledger, run).members()))
                .orElseGet(
                        () -> Answer.problem(404, "the ledger has no run " + id, "ask by the id that POST answered"));
    }

    private Answer run(String name) {
        Catalog now = catalog.get();
        Pipeline pipeline = now.pipelines().get(name);
        if (pipeline == null) {
            return Answer.problem(
                    404,
                    "there is no pipeline " + name + " here",
                    Nearest.of(name, now.pipelines().keySet())
                            .map("did you mean %s?"::formatted)
                            .orElse("GET /api/pipelines lists those there are"));
        }
        Optional<Holder> holder = ledger.locks().holder(name);
        if (holder.isPresent()) {
            return busy(name + " is being carried out by " + holder.get())
                    .with("Location", "/api/runs/" + holder.get().run());
        }
        var begun = new CompletableFuture<Run>();
        try {
            threads.execute(() -> carryOut(pipeline, begun));
        } catch (RejectedExecutionException e) {
            return Answer.problem(503, "this server takes no more runs now", "try again later")
                    .with("Retry-After", "30");
        }
        return answer(begun);
    }

    private static Answer busy(String problem) {
        return Answer.problem(409, problem, "wait for its end; GET /api/runs/RUN tells of it");
    }

    private void carryOut(Pipeline pipeline, CompletableFuture<Run> begun) {
        try {
            var options = new Runner.Options(OptionalLong.empty(), false, Trigger.API);
            runs.carryOut(pipeline, options, begun::complete);
            begun.completeExceptionally(new EnvironmentException("this server stops", "ask another, or later"));
            timetable.followers(pipeline.name());
        } catch (RuntimeException e) {
            if (!begun.completeExceptionally(e)) {
                LOG.error("{}: {}", pipeline.name(), e.getMessage(), e instanceof EnvironmentException ? null : e);
            }
        }
    }

    private static Answer answer(CompletableFuture<Run> begun) {
        try {
            Run run = begun.get(BEGIN_SECONDS, TimeUnit.SECONDS);
            var members = new LinkedHashMap<String, Object>();
            members.put("run", run.id());
            members.put("pipeline", run.pipeline());
            members.put("state", run.state().label());
            run.start().resumes().ifPresent(earlier -> members.put("resumes", earlier));
            members.put("see", "/api/runs/" + run.id());
            return Answer.json(202, members).with("Location", "/api/runs/" + run.id());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Busy busy) {
                return busy(busy.getMessage());
            }
            throw (RuntimeException) e.getCause();
        } catch (TimeoutException e) {
            return Answer.problem(503, "the run hasn't begun yet", "see by `fullcircle runs` what becomes of it");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.problem(503, "this server stops", "ask another, or later");
        }
    }

    /** Begins nothing more. */
    void stop() {
        threads.shutdown();
    }

    /** Waits for the runs that were begun. */
    void awaitEnd() {
        try {
            threads.awaitTermination(1, TimeUnit.DAYS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
