package io.fullcircle.pipelines.run;

import io.fullcircle.connector.Ending;
import io.fullcircle.connector.Observer;
import io.fullcircle.connector.Plan;
import io.fullcircle.connector.Transfer;
import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.connector.destination.Receipt;
import io.fullcircle.connector.destination.segment.SegmentSettings;
import io.fullcircle.connector.mapping.Identity;
import io.fullcircle.connector.mapping.Invalid;
import io.fullcircle.connector.mapping.Mark;
import io.fullcircle.connector.mapping.Message;
import io.fullcircle.connector.operator.Query;
import io.fullcircle.pipelines.config.Pipeline;
import io.fullcircle.pipelines.config.Sync.Mode;
import io.fullcircle.pipelines.ledger.DeadLetter;
import io.fullcircle.pipelines.ledger.Held;
import io.fullcircle.pipelines.ledger.Kept;
import io.fullcircle.pipelines.ledger.KeyHash;
import io.fullcircle.pipelines.ledger.Ledger;
import io.fullcircle.pipelines.ledger.LetterFilter;
import io.fullcircle.pipelines.ledger.ReceiptWriter;
import io.fullcircle.pipelines.ledger.Run;
import io.fullcircle.pipelines.ledger.RunStart;
import io.fullcircle.pipelines.ledger.Trigger;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import okhttp3.OkHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends a pipeline's dead letters again: a run of its own, whose rows are the letters, oldest first, with the ids that
 * they had. The source isn't asked. A letter is settled when its message was accepted and that is recorded; what a kill
 * between the two leaves open, the next retry settles before it sends.
 *
 * <p>{@link #run} is called once; {@link #cancel()} and {@link #progress()} by any thread.
 */
public final class Retry {
    private static final Logger LOG = LoggerFactory.getLogger(Retry.class);

    private final Pipeline pipeline;
    private final Ledger ledger;
    private final Home home;
    private final OkHttpClient http;
    private final Clock clock;
    private final Carrying carrying = new Carrying();
    private final Syncing syncing;

    public Retry(Pipeline pipeline, Ledger ledger, Home home, OkHttpClient http, Clock clock) {
        this.pipeline = pipeline;
        this.ledger = ledger;
        this.home = home;
        this.http = http;
        this.clock = clock;
        this.syncing = new Syncing(pipeline, ledger);
    }

    /**
     * Sends the letters, and tells. What goes wrong in the run is in the report.
     *
     * @param filter which letters; of this pipeline
     * @throws EnvironmentException when another process carries the pipeline out, or the ledger fails
     */
    public Report run(LetterFilter filter) {
        Instant start = clock.instant();
        String run = RunId.at(start);
        try (Held held = Carrying.hold(ledger, pipeline.name(), run)) {
            ledger.runs().interrupted(held, pipeline.digest());
            ledger.deadLetters().supersedeByInterrupted(pipeline.name());
            Run begun = ledger.runs()
                    .begin(new RunStart(
                            run,
                            pipeline.name(),
                            pipeline.file().toAbsolutePath().toString(),
                            pipeline.digest(),
                            Trigger.RETRY,
                            LocalDate.ofInstant(start, ZoneOffset.UTC).toString(),
                            Optional.empty()));
            var audit = new Audit(pipeline, ledger);
            audit.begun(begun);
            LOG.info("{}: run {} sends dead letters again", pipeline.name(), run);
            Ending ending = recorded(begun, filter, held);
            Duration took = Duration.between(start, clock.instant());
            Report report = new Records(ledger, pipeline, OptionalLong.empty(), Optional.empty())
                    .end(begun, start, took, ending);
            return report.with(audit.write());
        }
    }

    /** An ending whose every settled letter is in the ledger. Receipts are kept in full: letters are few. */
    private Ending recorded(Run begun, LetterFilter filter, Held held) {
        Path scratch = home.scratch(begun.id());
        Ending ending = null;
        try (ReceiptWriter writer = ledger.receipts().writer(begun, Kept.ALL, syncing.accepting());
                var endpoint = new OpenEndpoint(pipeline.endpoint())) {
            var transfer = new Transfer(plan(begun, endpoint, scratch), http, new Settling(writer, begun));
            var letters = ledger.deadLetters().toSend(filter, begun);
            ending = carrying.begin(transfer, held)
                    .resend(new Messages(letters, pipeline.sync().mode()));
            writer.flush();
            ledger.syncStates().fold(syncing.state());
        } catch (ConfigurationException | EnvironmentException e) {
            ending = ending == null ? Ending.early(e) : ending.failed(e);
        } finally {
            Home.remove(scratch);
        }
        return ending;
    }

    /** Of a plan for messages that are made already, query and identity aren't used. */
    private Plan plan(Run begun, OpenEndpoint endpoint, Path scratch) {
        return new Plan(
                new Query(List.of(), pipeline.table().orElse("")),
                pipeline.mapping(),
                new Identity("", pipeline.name(), begun.start().edition()),
                new SegmentSettings(pipeline.writeKey(), endpoint.uri(), pipeline.queue(), pipeline.delivery()),
                scratch,
                OptionalLong.empty(),
                pipeline.stopWhen());
    }

    /** Once: no more letters are read, and the queue is emptied. Twice: requests under way are broken off. */
    public void cancel() {
        carrying.cancel();
    }

    public Runner.Progress progress() {
        return carrying.progress();
    }

    /** Records receipts, then settles the letters that were accepted. */
    private final class Settling implements Observer {
        private final ReceiptWriter writer;
        private final Run begun;

        Settling(ReceiptWriter writer, Run begun) {
            this.writer = writer;
            this.begun = begun;
        }

        @Override
        public void invalid(Invalid row) {
            throw new IllegalStateException("a dead letter is a message");
        }

        @Override
        public void settled(List<Receipt> receipts) {
            writer.settled(receipts);
            List<String> accepted = receipts.stream()
                    .filter(Receipt.Accepted.class::isInstance)
                    .map(receipt -> receipt.message().id())
                    .toList();
            if (!accepted.isEmpty()) {
                ledger.deadLetters().settle(pipeline.name(), accepted, begun.id());
            }
        }
    }

    /** Letters as messages, numbered anew: letters of several runs may have equal ordinals. */
    private static final class Messages implements Iterator<Message> {
        private final Iterator<DeadLetter> letters;
        private final Mode mode;
        private long ordinal;

        Messages(Iterator<DeadLetter> letters, Mode mode) {
            this.letters = letters;
            this.mode = mode;
        }

        @Override
        public boolean hasNext() {
            return letters.hasNext();
        }

        @Override
        public Message next() {
            DeadLetter letter = letters.next();
            return new Message(
                    ordinal++, letter.key(), lane(letter), letter.messageId(), letter.content(), mark(letter));
        }

        /** A letter from a time when the mode was another one says nothing of the state that there is now. */
        private Mark mark(DeadLetter letter) {
            boolean byKey = letter.mark().versions() > 0;
            return byKey == (mode == Mode.CHANGED) ? letter.mark() : Mark.NONE;
        }

        /** Equal for calls about one customer. */
        private static int lane(DeadLetter letter) {
            var call = JsonMapper.shared().readTree(letter.content());
            var customer = call.hasNonNull("userId") ? call.get("userId") : call.path("anonymousId");
            return Long.hashCode(KeyHash.of(customer.asString("")));
        }
    }
}
