package io.fullcircle.connector.destination.segment;

import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.connector.destination.Destination;
import io.fullcircle.connector.destination.Receipt;
import io.fullcircle.connector.mapping.Message;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLException;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Sends batches, whatever the transport: repeats what makes sense to repeat, splits a refused batch until the refused
 * message is found, and settles every message.
 *
 * <p>Runs on the lanes' threads; a lane has one batch at a time, so the order of its messages is kept.
 */
final class BatchSender {
    /** Makes one attempt. */
    @FunctionalInterface
    interface Post {
        Response post(Request request) throws IOException;
    }

    /**
     * How a transport makes its requests.
     *
     * @param request what every request has: its address and its headers
     * @param closing the members of a body after {@code sentAt}, as {@link BatchBody} has them
     */
    record Way(Post post, Request request, String closing) {}

    private final SegmentSettings settings;
    private final Attempts attempts;
    private final Settlement settlement;
    private final LongAdder requests = new LongAdder();
    private final LongAdder retried = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final Slowest slowest = new Slowest();

    BatchSender(SegmentSettings settings, Attempts attempts, Settlement settlement) {
        this.settings = settings;
        this.attempts = attempts;
        this.settlement = settlement;
    }

    /** Sends these messages and settles each. Nothing is thrown. */
    void send(Way way, List<Message> messages) {
        var delivery = new Delivery(way, messages);
        try {
            delivery.send(0, messages.size(), false);
        } catch (RuntimeException | Error defect) {
            settlement.stop(new IllegalStateException("a batch could not be sent: " + defect, defect));
            delivery.settle(unsettled(delivery.open(), true, defect.toString()));
        }
    }

    /** A batch on its way. Its messages are settled from the first to the last, so a number tells which are open. */
    private final class Delivery {
        private final Way way;
        private final List<Message> messages;
        private int settled;

        Delivery(Way way, List<Message> messages) {
            this.way = way;
            this.messages = messages;
        }

        List<Message> open() {
            return messages.subList(settled, messages.size());
        }

        void settle(List<Receipt> receipts) {
            settled += receipts.size();
            if (!receipts.isEmpty()) {
                settlement.settle(receipts);
            }
        }

        /**
         * Sends these messages as one request, and as two halves when it is refused as a whole.
         *
         * @param doubt whether they were sent before, together with others, and that request was not answered
         */
        void send(int from, int to, boolean doubt) {
            List<Message> some = messages.subList(from, to);
            if (settlement.stopped().isPresent()) {
                settle(unsettled(some, doubt, "no answer before delivery stopped"));
                return;
            }
            var tries = new int[1];
            var outcome = attempts.carryOut(some.size(), () -> attempt(way, some, tries[0]++ > 0));
            if (outcome.stopped() || outcome.last().later()) {
                if (!outcome.stopped()) {
                    settlement.stop(unreachable(outcome));
                }
                settle(unsettled(some, doubt || outcome.doubt(), outcome.last().inWords()));
                return;
            }
            var answer = (Attempt.Answered) outcome.last();
            switch (Verdict.of(answer.status())) {
                case ACCEPTED -> settle(accepted(some));
                case REFUSED -> split(from, to, answer, doubt || outcome.doubt());
                case CREDENTIALS, WRONG_ADDRESS -> {
                    settlement.stop(refusedAltogether(answer));
                    settle(unsettled(some, doubt || outcome.doubt(), answer.inWords()));
                }
                case LATER -> throw new IllegalStateException("an answer that asks for more was taken for the last");
            }
        }

        private void split(int from, int to, Attempt.Answered answer, boolean doubt) {
            if (to - from == 1) {
                settle(List.of(new Receipt.Rejected(messages.get(from), answer.status(), answer.body())));
                return;
            }
            int middle = (from + to) >>> 1;
            send(from, middle, doubt);
            send(middle, to, doubt);
        }
    }

    private Attempt attempt(Way way, List<Message> messages, boolean again) {
        var body = new BatchBody(
                messages, Instant.now(), way.closing(), settings.delivery().gzip());
        var request = way.request().newBuilder().post(body);
        if (settings.delivery().gzip()) {
            request.header("Content-Encoding", "gzip");
        }
        requests.increment();
        bytes.add(body.contentLength());
        if (again) {
            retried.increment();
        }
        Instant at = Instant.now();
        long start = System.nanoTime();
        Attempt attempt = attempt(way.post(), request.build(), body);
        slowest.note(at, System.nanoTime() - start, messages.size(), attempt);
        return attempt;
    }

    private static Attempt attempt(Post post, Request request, BatchBody body) {
        try (Response response = post.post(request)) {
            return answered(response);
        } catch (IOException e) {
            return new Attempt.Unanswered(e, body.begun());
        }
    }

    /** Reads as much of the answer as is kept; the status alone says whether the messages were taken. */
    private static Attempt.Answered answered(Response response) {
        if (Verdict.of(response.code()) == Verdict.ACCEPTED) {
            return new Attempt.Answered(response.code(), "", Optional.empty());
        }
        String body = "";
        try {
            body = response.peekBody(4L * Attempt.REASON_LENGTH).string().strip();
        } catch (IOException e) {
            // The status is known; its explanation broke off.
            body = "(" + e.getMessage() + ")";
        }
        var retryAfter = RetryAfter.parse(response.header("Retry-After"), Instant.now());
        return new Attempt.Answered(
                response.code(), body.substring(0, Math.min(body.length(), Attempt.REASON_LENGTH)), retryAfter);
    }

    private static List<Receipt> accepted(List<Message> messages) {
        List<Receipt> receipts = new ArrayList<>(messages.size());
        for (Message message : messages) {
            receipts.add(new Receipt.Accepted(message));
        }
        return receipts;
    }

    private static List<Receipt> unsettled(List<Message> messages, boolean doubt, String why) {
        List<Receipt> receipts = new ArrayList<>(messages.size());
        for (Message message : messages) {
            receipts.add(doubt ? new Receipt.InDoubt(message, why) : new Receipt.Left(message));
        }
        return receipts;
    }

    private EnvironmentException unreachable(Attempts.Outcome outcome) {
        boolean tls =
                outcome.last() instanceof Attempt.Unanswered unanswered && unanswered.cause() instanceof SSLException;
        return new EnvironmentException(
                settings.endpoint() + " did not take a batch in " + outcome.count() + " attempts, the last: "
                        + outcome.last().inWords(),
                tls
                        ? "check the host's certificate; an own certificate authority is named by FULLCIRCLE_CA"
                        : "check that it can be reached from here, then run again: nothing that was read is lost");
    }

    private EnvironmentException refusedAltogether(Attempt.Answered answer) {
        if (Verdict.of(answer.status()) == Verdict.CREDENTIALS) {
            return new EnvironmentException(
                    settings.endpoint() + " refused the write key: " + answer.inWords(),
                    "check action.write_key against the source's settings at Segment");
        }
        return new EnvironmentException(
                settings.endpoint() + " is no Segment HTTP source: POST /v1/batch answered " + answer.inWords(),
                "check action.endpoint");
    }

    long requests() {
        return requests.sum();
    }

    long retried() {
        return retried.sum();
    }

    long bytes() {
        return bytes.sum();
    }

    List<Destination.Slow> slowest() {
        return slowest.found();
    }
}
