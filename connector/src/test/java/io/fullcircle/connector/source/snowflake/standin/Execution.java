package io.fullcircle.connector.source.snowflake.standin;

import io.fullcircle.connector.source.snowflake.standin.LoggedStatement.State;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * A statement on its way. Its own thread runs it; any thread may stop it, look at it, or wait for its answer.
 */
final class Execution {
    final String queryId = UUID.randomUUID().toString();
    final String requestId;
    final Session session;
    final String text;
    final JsonNode bindings;
    final Parameters parameters;
    final boolean isDescribed;
    final boolean isAsync;
    final Instant received = Instant.now();
    private final CompletableFuture<Reply> answer = new CompletableFuture<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile State state = State.RUNNING;
    private volatile State stop;
    private volatile Statement running;
    private volatile int code;
    private volatile long rows;
    private volatile String message = "";

    /** Thrown where work meets a stop. */
    static final class Stopped extends RuntimeException {}

    Execution(String requestId, Session session, JsonNode body) {
        this.requestId = requestId;
        this.session = session;
        text = body.path("sqlText").asString("");
        bindings = body.path("bindings");
        parameters = session.parameters().with(body.path("parameters"));
        isDescribed = body.path("describeOnly").asBoolean(false);
        isAsync = body.path("asyncExec").asBoolean(false);
    }

    /** Notes what DuckDB runs for it now, so that a stop reaches it. */
    void runs(Statement statement) {
        running = statement;
        if (stop != null) throw new Stopped();
    }

    void abort() {
        stop(State.ABORTED);
    }

    void timeOut() {
        stop(State.TIMED_OUT);
    }

    private synchronized void stop(State how) {
        if (state != State.RUNNING || stop != null) return;
        stop = how;
        stopped.countDown();
        var now = running;
        if (now == null) return;
        try {
            now.cancel();
        } catch (SQLException e) {
            // It has ended by itself in the meantime.
            running = null;
        }
    }

    /** Takes so long, unless it is stopped. */
    void pause(Duration by) {
        try {
            if (stopped.await(by.toMillis(), TimeUnit.MILLISECONDS)) throw new Stopped();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped();
        }
    }

    /** What to say instead of DuckDB's words when it was stopped. */
    SqlFailure failure(SqlFailure otherwise) {
        if (stop == State.TIMED_OUT) return SqlFailure.timedOut(parameters.number("STATEMENT_TIMEOUT_IN_SECONDS"));
        return stop == State.ABORTED ? SqlFailure.canceled() : otherwise;
    }

    synchronized void failed(SqlFailure failure, Reply reply) {
        state = stop == null ? State.FAILED : stop;
        code = failure.code;
        message = failure.getMessage();
        answer.complete(reply);
    }

    synchronized void succeeded(long count, Reply reply) {
        state = State.SUCCEEDED;
        rows = count;
        session.ran(queryId);
        answer.complete(reply);
    }

    CompletableFuture<Reply> answer() {
        return answer;
    }

    State state() {
        return state;
    }

    String message() {
        return message;
    }

    LoggedStatement logged() {
        return new LoggedStatement(
                queryId,
                requestId,
                session.id(),
                session.user().name(),
                session.warehouse(),
                text,
                parameters.get("QUERY_TAG"),
                isDescribed,
                isAsync,
                state,
                code,
                rows,
                received,
                parameters.all());
    }
}
