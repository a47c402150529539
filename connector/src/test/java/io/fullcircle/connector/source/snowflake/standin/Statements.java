package io.fullcircle.connector.source.snowflake.standin;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Takes statements, runs each in a thread of its own, and answers with its result or, when it takes longer, with where to
 * ask again. A request that is repeated under its id, as the driver does after a lost connection, runs nothing twice. Any
 * thread.
 */
public final class Statements implements AutoCloseable {
    private static final Pattern WAIT = Pattern.compile("system\\$wait\\s*\\(\\s*([0-9.]+)", Pattern.CASE_INSENSITIVE);
    private final Interpreter interpreter;
    private final Sessions sessions;
    private final Answers answers;
    private final Faults faults;
    private final Engine engine;
    private final Duration poll;
    private final Map<String, Execution> byRequest = new ConcurrentHashMap<>();
    private final Map<String, Execution> byQuery = new ConcurrentHashMap<>();
    private final List<Execution> log = new CopyOnWriteArrayList<>();
    private final List<String> aborts = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(Statements::daemon);
    private final ScheduledExecutorService timeouts = Executors.newScheduledThreadPool(1, Statements::daemon);

    Statements(
            Interpreter interpreter, Sessions sessions, Answers answers, Faults faults, Engine engine, Duration poll) {
        this.interpreter = interpreter;
        this.sessions = sessions;
        this.answers = answers;
        this.faults = faults;
        this.engine = engine;
        this.poll = poll;
    }

    /** All statements received, in order, as they stand now. */
    public List<LoggedStatement> all() {
        return log.stream().map(Execution::logged).toList();
    }

    /** Those that were run, not only described, and whose text has this in it, ignoring case. */
    public List<LoggedStatement> executed(String part) {
        return all().stream()
                .filter(one -> !one.described() && one.text().toLowerCase().contains(part.toLowerCase()))
                .toList();
    }

    /** The request ids of which an abort was asked. */
    public List<String> aborts() {
        return List.copyOf(aborts);
    }

    Reply query(Request request) throws SessionFailure {
        var session = sessions.authorize(request.token());
        var text = request.body().path("sqlText").asString("");
        if (faults.take(Fault.Kind.QUERY_CUT, fault -> fault.isFor(text)) != null) return Reply.CUT;
        var id = request.query().getOrDefault("requestId", "");
        var host = request.exchange().getRequestHeaders().getFirst("Host");
        var execution = byRequest.computeIfAbsent(id, key -> start(id, session, request, host));
        if (execution.isAsync) return inProgress(execution);
        var reply = await(execution);
        return faults.take(Fault.Kind.REPLY_CUT, fault -> fault.isFor(text)) == null ? reply : Reply.CUT;
    }

    Reply abort(Request request) throws SessionFailure {
        sessions.authorize(request.token());
        var id = request.body().path("requestId").asString("");
        aborts.add(id);
        var execution = byRequest.get(id);
        if (execution != null) execution.abort();
        return Reply.success(data -> {});
    }

    /** {@code GET /queries/{id}/result}: asks again. */
    Reply result(Request request) throws SessionFailure {
        sessions.authorize(request.token());
        var execution = byQuery.get(request.path().split("/")[2]);
        if (execution == null) return Reply.html(404, "no such query");
        return await(execution);
    }

    /** {@code GET /monitoring/queries/{id}}: how far it has come. */
    Reply monitor(Request request) throws SessionFailure {
        sessions.authorize(request.token());
        var execution = byQuery.get(request.path().split("/")[3]);
        return Reply.success(data -> {
            var queries = data.putArray("queries");
            if (execution == null) return;
            var logged = execution.logged();
            queries.addObject()
                    .put("id", logged.queryId())
                    .put("sqlText", logged.text())
                    .put("sessionId", logged.sessionId())
                    .put("startTime", logged.received().toEpochMilli())
                    .put("endTime", execution.answer().isDone() ? System.currentTimeMillis() : 0)
                    .put("status", status(logged.state()))
                    .put("state", status(logged.state()))
                    .put("errorCode", logged.code())
                    .put("errorMessage", execution.message())
                    .put("warehouseName", logged.warehouse());
        });
    }

    @Override
    public void close() {
        log.forEach(Execution::abort);
        timeouts.shutdownNow();
        threads.shutdown();
    }

    private Execution start(String id, Session session, Request request, String host) {
        var execution = new Execution(id, session, request.body());
        byQuery.put(execution.queryId, execution);
        log.add(execution);
        int timeout = execution.parameters.number("STATEMENT_TIMEOUT_IN_SECONDS");
        if (timeout > 0) timeouts.schedule(execution::timeOut, timeout, TimeUnit.SECONDS);
        threads.execute(() -> run(execution, host));
        return execution;
    }

    private void run(Execution execution, String host) {
        try {
            slow(execution);
            fail(execution);
            cancelOther(execution);
            var outcome = outcome(execution);
            long rows = outcome instanceof Outcome.Rows found ? found.result().rows() : 0;
            execution.succeeded(rows, answers.of(execution, outcome, host));
        } catch (Execution.Stopped e) {
            refuse(execution, SqlFailure.canceled());
        } catch (SqlFailure e) {
            refuse(execution, e);
        } catch (SQLException | RuntimeException e) {
            refuse(execution, SqlFailure.from(e));
        } catch (Error e) {
            refuse(execution, SqlFailure.from(e));
            throw e;
        }
    }

    private Outcome outcome(Execution execution) throws SqlFailure, SQLException {
        if (execution.isAsync) {
            try (var connection = engine.connect()) {
                return interpreter.run(execution, connection);
            }
        }
        synchronized (execution.session.connection()) {
            return interpreter.run(execution, execution.session.connection());
        }
    }

    private static void refuse(Execution execution, SqlFailure found) {
        var failure = execution.failure(found);
        execution.failed(failure, Reply.failure(failure, execution.queryId));
    }

    private void slow(Execution execution) {
        if (execution.isDescribed) return;
        var fault = faults.take(Fault.Kind.QUERY_SLOW, one -> one.isFor(execution.text));
        if (fault != null) execution.pause(fault.duration());
        var wait = WAIT.matcher(execution.text);
        if (wait.find()) execution.pause(Duration.ofMillis((long) (Double.parseDouble(wait.group(1)) * 1000)));
    }

    private void fail(Execution execution) throws SqlFailure {
        if (execution.isDescribed) return;
        var fault = faults.take(Fault.Kind.QUERY_ERROR, one -> one.isFor(execution.text));
        if (fault == null) return;
        throw new SqlFailure(
                fault.number("code", 603), fault.text("state", "XX000"), fault.text("message", "SQL execution error"));
    }

    private void cancelOther(Execution execution) {
        var id = Interpreter.cancels(execution.text);
        if (id != null && !execution.isDescribed && byQuery.containsKey(id))
            byQuery.get(id).abort();
    }

    private Reply await(Execution execution) {
        try {
            return execution.answer().get(poll.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return inProgress(execution);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Reply.CUT;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Reply inProgress(Execution execution) {
        var code = execution.isAsync ? "333334" : "333333";
        return Reply.progress(code, "Query execution in progress.", data -> {
            data.put("getResultUrl", "/queries/" + execution.queryId + "/result")
                    .put("queryId", execution.queryId)
                    .put("queryAbortsAfterSecs", 300);
            data.putNull("progressDesc");
        });
    }

    private static String status(LoggedStatement.State state) {
        return switch (state) {
            case RUNNING -> "RUNNING";
            case SUCCEEDED -> "SUCCESS";
            case FAILED -> "FAILED_WITH_ERROR";
            case ABORTED, TIMED_OUT -> "ABORTED";
        };
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "stand-in statement");
        thread.setDaemon(true);
        return thread;
    }
}
