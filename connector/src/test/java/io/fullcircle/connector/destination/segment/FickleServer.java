package io.fullcircle.connector.destination.segment;

import io.fullcircle.connector.destination.segment.RuleServer.Answer;
import io.fullcircle.connector.destination.segment.RuleServer.Request;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** A server that does something else with each request, and knows what it has done with each message. */
final class FickleServer implements AutoCloseable {
    /** Longer than the client waits. */
    static final Duration LATE = Duration.ofMillis(400);

    /** What it does with a request. */
    enum Whim {
        OK,
        /** Takes it, and answers 200 with what isn't JSON. */
        GARBAGE,
        /** Takes it, and answers 200 with nothing. */
        EMPTY,
        /** Closes the connection. */
        CUT,
        /** Takes it, then closes the connection. */
        TAKEN_AND_CUT,
        /** Takes it, and answers when nobody waits any more. */
        LATE,
        ERROR_500,
        ERROR_503,
        TOO_MANY,
        TOO_MANY_NOW,
        BAD_REQUEST,
        TOO_LARGE,
        UNAUTHORIZED,
        NOT_FOUND
    }

    /**
     * @param whims what it does with the first requests; after them it is well
     * @param bad numbers of messages that it always refuses
     */
    record Mood(List<Whim> whims, Set<Integer> bad) {}

    private final Mood mood;
    private final RuleServer server;
    private int requests;
    /** Numbers in the order in which they were taken, again and again. */
    private final List<Integer> taken = new ArrayList<>();

    private final Set<Integer> answered = new HashSet<>();
    private final Set<Integer> seen = new HashSet<>();
    private final Set<Integer> refusedAlone = new HashSet<>();
    private final Map<Integer, Set<String>> contents = new HashMap<>();

    FickleServer(Mood mood) throws IOException {
        this.mood = mood;
        this.server = new RuleServer(this::answer);
    }

    private Answer answer(Request request) {
        Whim whim = note(request);
        if (whim == Whim.LATE) {
            LockSupport.parkNanos(LATE.toNanos());
        }
        return switch (whim) {
            case OK, LATE -> Answer.OK;
            case GARBAGE -> Answer.of(200, "<html>{");
            case EMPTY -> Answer.of(200, "");
            case CUT, TAKEN_AND_CUT -> Answer.NONE;
            case ERROR_500 -> Answer.of(500, "oops");
            case ERROR_503 -> Answer.of(503, "maintenance");
            case TOO_MANY -> new Answer(429, "slow down", Map.of("Retry-After", "3"));
            case TOO_MANY_NOW -> new Answer(429, "slow down", Map.of("Retry-After", "0"));
            case BAD_REQUEST -> Answer.of(400, "malformed");
            case TOO_LARGE -> Answer.of(413, "too large");
            case UNAUTHORIZED -> Answer.of(401, "who are you");
            case NOT_FOUND -> Answer.of(404, "nothing here");
        };
    }

    private synchronized Whim note(Request request) {
        List<Integer> numbers = request.numbers();
        Whim whim = requests < mood.whims().size() ? mood.whims().get(requests) : Whim.OK;
        requests++;
        boolean takes = Set.of(Whim.OK, Whim.GARBAGE, Whim.EMPTY, Whim.TAKEN_AND_CUT, Whim.LATE)
                .contains(whim);
        if (takes && numbers.stream().anyMatch(mood.bad()::contains)) {
            whim = Whim.BAD_REQUEST;
            takes = false;
        }
        seen.addAll(numbers);
        request.body()
                .get("batch")
                .forEach(message -> contents.computeIfAbsent(
                                message.get("properties").get("number").asInt(), number -> new HashSet<>())
                        .add(message.toString()));
        if (takes) {
            taken.addAll(numbers);
        }
        if (takes && whim != Whim.TAKEN_AND_CUT) {
            answered.addAll(numbers);
        }
        if (numbers.size() == 1 && Set.of(Whim.BAD_REQUEST, Whim.TOO_LARGE).contains(whim)) {
            refusedAlone.addAll(numbers);
        }
        return whim;
    }

    URI uri() {
        return server.uri();
    }

    synchronized List<Integer> taken() {
        return List.copyOf(taken);
    }

    /** Numbers that were answered with 200, in time or not. */
    synchronized Set<Integer> answered() {
        return Set.copyOf(answered);
    }

    synchronized Set<Integer> seen() {
        return Set.copyOf(seen);
    }

    /** Numbers of messages that were refused when they came by themselves. */
    synchronized Set<Integer> refusedAlone() {
        return Set.copyOf(refusedAlone);
    }

    /** The texts under which each number has come. */
    synchronized Map<Integer, Set<String>> contents() {
        return Map.copyOf(contents);
    }

    @Override
    public void close() {
        server.close();
    }
}
