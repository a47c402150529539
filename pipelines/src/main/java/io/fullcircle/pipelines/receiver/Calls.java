package io.fullcircle.pipelines.receiver;

import com.sun.net.httpserver.HttpExchange;
import io.fullcircle.pipelines.receiver.Faults.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The requests that send messages. A body is taken as a whole or refused as a whole; what is wrong with it, and which
 * fault strikes, is decided elsewhere. Entered by all of the server's threads, each with buffers of its own.
 */
final class Calls {
    private final Inbox inbox;
    private final Tally tally;
    private final Faults faults;
    private final ScheduledExecutorService late;
    private final ThreadLocal<Body> bodies = ThreadLocal.withInitial(Body::new);
    private final ThreadLocal<BodyParser> parsers = ThreadLocal.withInitial(BodyParser::new);

    /** @param late sends the answers that a fault delays, so that they hold up no thread of the server */
    Calls(Inbox inbox, Tally tally, Faults faults, ScheduledExecutorService late) {
        this.inbox = inbox;
        this.tally = tally;
        this.faults = faults;
        this.late = late;
    }

    /** @param call what the path tells; empty for a batch */
    void handle(HttpExchange exchange, Optional<Call> call) throws IOException {
        tally.arrived(exchange.getRemoteAddress().getPort());
        var verdict = faults.next();
        if (verdict.fault().orElse(null) instanceof Fault.Refuse) {
            leave(exchange);
            return;
        }
        var body = bodies.get();
        var refusal = body.read(exchange);
        tally.read(body.received(), body.length());
        if (verdict.fault().orElse(null) instanceof Fault.Status status) {
            later(verdict.delay(), exchange, () -> answer(exchange, told(status)));
            return;
        }
        var answer = refusal.isPresent() ? refused(refusal.get()) : taken(exchange, body, call);
        later(verdict.delay(), exchange, () -> end(exchange, verdict, answer));
    }

    /** A request that never comes to a body: its path or method is wrong. */
    void refuse(HttpExchange exchange, Refusal refusal) throws IOException {
        tally.arrived(exchange.getRemoteAddress().getPort());
        answer(exchange, refused(refusal));
    }

    private Answer taken(HttpExchange exchange, Body body, Optional<Call> call) {
        var parser = parsers.get();
        var keyInHeader = hasKey(exchange.getRequestHeaders().getFirst("Authorization"));
        var parsed = call.isPresent()
                ? parser.single(body.bytes(), body.length(), keyInHeader, call.get())
                : parser.batch(body.bytes(), body.length(), keyInHeader);
        if (parsed instanceof Refusal refusal) {
            return refused(refusal);
        }
        return taken((Batch) parsed);
    }

    private Answer taken(Batch batch) {
        var bad = faults.bad(batch);
        if (bad.isPresent()) {
            return told(bad.get(), batch);
        }
        try {
            inbox.take(batch);
        } catch (UncheckedIOException e) {
            return Answer.failure(500, "the receiver can't keep messages: " + e.getCause());
        }
        return Answer.SUCCESS;
    }

    private Answer refused(Refusal refusal) {
        tally.rejected(refusal.why());
        return Answer.failure(refusal.why().status(), refusal.message());
    }

    private static Answer told(Fault.Status fault) {
        var answer = fault.status() < 300
                ? Answer.SUCCESS
                : Answer.failure(fault.status(), "the receiver was told to answer " + fault.spec());
        if (fault.retryAfter().isEmpty()) {
            return new Answer(fault.status(), answer.type(), answer.body(), Map.of());
        }
        var seconds = Integer.toString(fault.retryAfter().getAsInt());
        return answer.with(Map.of("Retry-After", seconds, "X-RateLimit-Reset", seconds));
    }

    private static Answer told(Faults.Bad bad, Batch batch) {
        return Answer.failure(
                bad.fault().status(),
                "message " + batch.position(bad.index()) + BodyParser.named(batch.id(bad.index()))
                        + " is bad: the receiver was told " + bad.fault().spec());
    }

    private void end(HttpExchange exchange, Verdict verdict, Answer answer) throws IOException {
        var fault = verdict.fault().orElse(null);
        if (fault instanceof Fault.Drop) {
            leave(exchange);
            return;
        }
        if (fault instanceof Fault.Garbage garbage && answer.status() == 200) {
            answer(exchange, Answer.text(garbage.empty() ? "" : "<html>not what you expect</html>"));
            return;
        }
        answer(exchange, answer);
    }

    private void answer(HttpExchange exchange, Answer answer) throws IOException {
        tally.answered(answer.status());
        answer.send(exchange);
    }

    /** An exchange that ends before its answer has begun takes the connection with it. */
    private void leave(HttpExchange exchange) {
        tally.unanswered();
        exchange.close();
    }

    private interface Ending {
        void run() throws IOException;
    }

    private void later(Duration delay, HttpExchange exchange, Ending ending) throws IOException {
        if (delay.isZero()) {
            ending.run();
            return;
        }
        late.schedule(
                () -> {
                    try {
                        ending.run();
                    } catch (IOException e) { // the client has gone: it has waited long enough
                        exchange.close();
                    }
                },
                delay.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    private static boolean hasKey(String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return false;
        }
        try {
            var decoded = Base64.getDecoder().decode(authorization.substring(6).strip());
            return !new String(decoded, StandardCharsets.UTF_8).split(":", 2)[0].isBlank();
        } catch (IllegalArgumentException e) { // not Base64: no key in it
            return false;
        }
    }
}
