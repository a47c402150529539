package io.fullcircle.pipelines.receiver;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A way to misbehave, as data. {@link #GRAMMAR} says how people write it. */
public sealed interface Fault {

    /** How a fault is written, line by line, for help texts. */
    String GRAMMAR = """
            STATUS[:LIMIT]       answer with it, store nothing: 500, 503:20, 429:5s, 401
                                 429 says Retry-After 2; :retry-after=N or =none changes it
            refuse[:LIMIT]       close the connection before the body is read
            drop[:LIMIT]         store, then close the connection without an answer
            garbage[:LIMIT]      store, then answer 200 with something that isn't JSON;
                                 garbage:empty with nothing at all
            slow:TIME[:LIMIT]    answer later by so much: slow:200ms
            bad:id=GLOB          refuse with 400 every batch holding a message with such a
                                 userId or messageId: bad:id=*000 (* stands for any text)
            bad:every=N          the same for one message id in N, by its hash: always the
                                 same ones; 422:id=… and 422:every=… refuse with that status
            LIMIT is a time (5s, 300ms, 2m), a number of requests (20), a share of them, by
            chance (10%), or several of these (10%:5s). Without one it is for ever.
            The faults are asked in the order given; the first that answers wins. The time
            of each begins with the first request that reaches it: 500:5s, then 429:5s
            follow one another.
            """;

    /** As it was written. */
    String spec();

    /** @throws io.fullcircle.connector.base.ConfigurationException when it isn't of the {@link #GRAMMAR} */
    static Fault parse(String spec) {
        return new FaultParser(spec).parse();
    }

    /**
     * How long and how often a fault strikes.
     *
     * @param time from the first request that reaches it; empty for ever
     * @param requests how many it strikes; empty for any number
     * @param share of the requests that reach it, by chance; 1 for all
     */
    record Limit(Optional<Duration> time, OptionalLong requests, double share) {
        static final Limit NONE = new Limit(Optional.empty(), OptionalLong.empty(), 1);
    }

    /** A fault that strikes requests, whatever is in them. */
    sealed interface OfRequest extends Fault {
        Limit limit();
    }

    /** Answers with a status and stores nothing. */
    record Status(String spec, int status, OptionalInt retryAfter, Limit limit) implements OfRequest {}

    /** Closes the connection before the body is read. */
    record Refuse(String spec, Limit limit) implements OfRequest {}

    /** Stores, then closes the connection without an answer. */
    record Drop(String spec, Limit limit) implements OfRequest {}

    /** Stores, then answers 200 with an empty body, or with one that isn't JSON. */
    record Garbage(String spec, boolean empty, Limit limit) implements OfRequest {}

    /** Answers later; the request is otherwise what the other faults make of it. */
    record Slow(String spec, Duration delay, Limit limit) implements OfRequest {}

    /**
     * Refuses a batch for one message in it, for ever.
     *
     * @param ids which user or message ids are bad; empty where {@code every} says it
     * @param every one message id in so many is bad, by its hash; 0 where {@code ids} says it
     */
    record BadMessage(String spec, int status, Optional<Glob> ids, long every) implements Fault {

        boolean strikes(Batch batch, int index) {
            if (ids.isEmpty()) {
                return Long.remainderUnsigned(batch.idLow(index), every) == 0;
            }
            return ids.get().matches(batch.user(index)) || ids.get().matches(batch.id(index));
        }
    }
}
