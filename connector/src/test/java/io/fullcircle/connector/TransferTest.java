package io.fullcircle.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.connector.base.Secret;
import io.fullcircle.connector.destination.Messages;
import io.fullcircle.connector.destination.Outbox.WhenFull;
import io.fullcircle.connector.destination.Receipt;
import io.fullcircle.connector.destination.segment.DeliverySettings;
import io.fullcircle.connector.destination.segment.QueueSettings;
import io.fullcircle.connector.destination.segment.RuleServer;
import io.fullcircle.connector.destination.segment.RuleServer.Answer;
import io.fullcircle.connector.destination.segment.SegmentSettings;
import io.fullcircle.connector.mapping.Identity;
import io.fullcircle.connector.mapping.Invalid;
import io.fullcircle.connector.mapping.Mapped;
import io.fullcircle.connector.mapping.Message;
import io.fullcircle.connector.mapping.TrackMapping;
import io.fullcircle.connector.operator.Query;
import io.fullcircle.connector.source.Column;
import io.fullcircle.connector.source.Cursor;
import io.fullcircle.connector.source.RowsCursor;
import io.fullcircle.connector.source.Source;
import io.fullcircle.connector.source.Table;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransferTest {
    private static final List<String> COLUMNS = List.of("customer", "number");

    @TempDir
    Path folder;

    /** Rows in memory; hears of every row just before it is given out. */
    record Given(List<String> columns, Stream<Object[]> rows, LongConsumer before) implements Source {
        static Given rows(long count) {
            return of(LongStream.range(0, count), number -> {});
        }

        static Given of(LongStream numbers, LongConsumer before) {
            return new Given(
                    COLUMNS,
                    numbers.peek(before).mapToObj(number -> RowsCursor.row("customer-" + number % 50, number)),
                    before);
        }

        @Override
        public Cursor open(Query query) {
            return RowsCursor.of(columns, rows);
        }

        @Override
        public List<Column> describe(Query query) {
            return RowsCursor.columns(columns);
        }

        @Override
        public List<Table> tables() {
            return List.of();
        }

        @Override
        public void close() {}
    }

    /** Keeps what it hears; breaks when told to. */
    static final class Kept implements Observer {
        final List<Invalid> invalid = new ArrayList<>();
        final List<Receipt> receipts = new ArrayList<>();
        final List<List<Object>> positions = new ArrayList<>();
        private boolean broken;

        @Override
        public void invalid(Invalid row) {
            breakWhenTold();
            invalid.add(row);
        }

        @Override
        public void settled(List<Receipt> batch) {
            breakWhenTold();
            receipts.addAll(batch);
        }

        @Override
        public void moved(List<Object> position) {
            positions.add(position);
        }

        private void breakWhenTold() {
            if (broken) {
                throw new EnvironmentException("the disk is full", "free some space");
            }
        }
    }

    private final Kept kept = new Kept();

    private Plan plan(URI endpoint, QueueSettings queue) {
        return plan(endpoint, queue, folder);
    }

    static Plan plan(URI endpoint, QueueSettings queue, Path folder) {
        var delivery = new DeliverySettings(OptionalInt.empty(), 1, Duration.ofSeconds(20), false);
        var number = new TrackMapping.Property(
                List.of("number"), new TrackMapping.Content.FromColumn("number", Optional.empty()));
        var mapping = new TrackMapping(
                new TrackMapping.Event.Named("Scored"),
                Optional.of("customer"),
                Optional.empty(),
                Optional.empty(),
                new TrackMapping.Properties.Listed(List.of(number)),
                TrackMapping.Nulls.SEND,
                List.of(),
                List.of(),
                32_768);
        return new Plan(
                new Query(List.of(), "scores"),
                mapping,
                new Identity("namespace", "pipeline", "2026-11-21"),
                new SegmentSettings(Secret.of("key"), endpoint, queue, delivery),
                folder.resolve("scratch"),
                OptionalLong.empty(),
                StopWhen.DEFAULT);
    }

    static QueueSettings queue(int capacity, WhenFull whenFull, long spoolBytes) {
        return new QueueSettings(10, Duration.ofMillis(100), 500 * 1024, capacity, whenFull, spoolBytes);
    }

    private Ending run(Plan plan, Source source) {
        return new Transfer(plan, new OkHttpClient(), kept).run(source, Scan.OPEN);
    }

    private static List<Integer> numbers(int end) {
        return IntStream.range(0, end).boxed().toList();
    }

    @Test
    void deliversEveryRowAndAddsUp() throws IOException {
        try (var server = new RuleServer(request -> Answer.OK)) {
            var ending = run(plan(server.uri(), QueueSettings.defaults()), Given.rows(1_000));
            assertThat(ending.state()).isEqualTo(Ending.State.COMPLETED);
            assertThat(ending.rows().sum())
                    .isEqualTo("read 1000 = delivered 1000 + rejected 0 + invalid 0 + filtered 0 + unchanged 0"
                            + " + held 0 + dropped 0 + in_doubt 0 + resumed 0 + left 0");
            assertThat(server.acceptedNumbers()).containsExactlyInAnyOrderElementsOf(numbers(1_000));
            assertThat(kept.receipts).hasSize(1_000);
        }
    }

    @Test
    void keepsTheInvalidRowsReasonAndGoesOn() throws IOException {
        try (var server = new RuleServer(request -> Answer.OK)) {
            var rows = Stream.of(
                    RowsCursor.row("a", 1L),
                    RowsCursor.row(null, 2L),
                    RowsCursor.row("b", Double.NaN),
                    RowsCursor.row("c", "x".repeat(40_000)));
            var ending = run(plan(server.uri(), QueueSettings.defaults()), new Given(COLUMNS, rows, number -> {}));
            assertThat(ending.state()).isEqualTo(Ending.State.COMPLETED_WITH_REJECTS);
            assertThat(ending.rows().delivered()).isEqualTo(2);
            assertThat(ending.rows().invalid()).isEqualTo(2);
            assertThat(ending.nulled()).isEqualTo(1);
            assertThat(kept.invalid).extracting(Invalid::ordinal).containsExactly(1L, 3L);
        }
    }

    @Test
    void dropModeNeverWaitsAndStillDeliversEverythingInEachCustomersOrder() throws IOException {
        try (var server = new RuleServer(TransferTest::slowly)) {
            var ending = run(plan(server.uri(), queue(100, WhenFull.SPOOL_OR_WAIT, 1 << 20)), Given.rows(3_000));
            assertThat(ending.rows().delivered()).isEqualTo(3_000);
            assertThat(ending.refused()).isGreaterThan(2_000);
            assertThat(ending.traffic().peak()).isEqualTo(100);
            for (int customer = 0; customer < 50; customer++) {
                int wanted = customer;
                assertThat(server.acceptedNumbers().stream().filter(number -> number % 50 == wanted))
                        .hasSize(60)
                        .isSorted();
            }
        }
    }

    private static Answer slowly(RuleServer.Request request) {
        java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        return Answer.OK;
    }

    @Test
    void blockModeMakesTheReaderWait() throws IOException {
        var ahead = new ArrayList<Long>();
        try (var server = new RuleServer(TransferTest::slowly)) {
            var source = Given.of(
                    LongStream.range(0, 1_000),
                    number -> ahead.add(number - server.acceptedNumbers().size()));
            var ending = run(plan(server.uri(), queue(100, WhenFull.WAIT, 1 << 20)), source);
            assertThat(ending.rows().delivered()).isEqualTo(1_000);
            // The queue's capacity and the row in hand are all that the reader may be ahead by.
            assertThat(ahead.stream().max(Comparator.naturalOrder()).orElseThrow())
                    .isLessThanOrEqualTo(101);
        }
    }

    @Test
    void countsAsDroppedOnlyWhatNeitherQueueNorSpoolCouldTake() throws IOException {
        try (var server = new RuleServer(TransferTest::slowly)) {
            var ending = run(plan(server.uri(), queue(100, WhenFull.SPOOL_OR_DROP, 10_000)), Given.rows(3_000));
            assertThat(ending.rows().addUp()).isTrue();
            assertThat(ending.rows().dropped()).isPositive();
            assertThat(ending.rows().delivered())
                    .isEqualTo(server.acceptedNumbers().size());
            assertThat(ending.state()).isEqualTo(Ending.State.COMPLETED_WITH_REJECTS);
        }
    }

    @Test
    void endsWithoutARequestWhenAColumnIsMissing() throws IOException {
        try (var server = new RuleServer(request -> Answer.OK)) {
            var source = new Given(List.of("custmer", "number"), Stream.<Object[]>of(RowsCursor.row("a", 1L)), n -> {});
            var ending = run(plan(server.uri(), QueueSettings.defaults()), source);
            assertThat(ending.state()).isEqualTo(Ending.State.FAILED);
            assertThat(ending.why()).get().isInstanceOf(ConfigurationException.class);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void deliversWhatWasReadWhenTheSourceBreaksAndFails() throws IOException {
        try (var server = new RuleServer(request -> Answer.OK)) {
            var source = Given.of(LongStream.range(0, 1_000), number -> {
                if (number == 700) {
                    throw new EnvironmentException("the database went away", "look after it");
                }
            });
            var ending = run(plan(server.uri(), queue(100, WhenFull.SPOOL_OR_WAIT, 1 << 20)), source);
            assertThat(ending.state()).isEqualTo(Ending.State.FAILED);
            assertThat(ending.why()).get().isInstanceOf(EnvironmentException.class);
            assertThat(ending.rows().read()).isEqualTo(700);
            assertThat(ending.rows().delivered()).isEqualTo(700);
        }
    }

    @Test
    void leavesTheRowWhoseValuesCouldNotBeRead() throws IOException {
        try (var server = new RuleServer(request -> Answer.OK)) {
            var rows = Stream.of(RowsCursor.row("a", 1L), RowsCursor.row("b", new Object()));
            var ending = run(plan(server.uri(), QueueSettings.defaults()), new Given(COLUMNS, rows, number -> {}));
            assertThat(ending.state()).isEqualTo(Ending.State.FAILED);
            assertThat(ending.rows().delivered()).isEqualTo(1);
            assertThat(ending.rows().left()).isEqualTo(1);
        }
    }

    @Test
    void leavesWhatAnOutagePreventsAndAddsUp() throws IOException {
        try (var server = new RuleServer(request -> Answer.of(503, "maintenance"))) {
            var ending = run(plan(server.uri(), queue(100, WhenFull.SPOOL_OR_WAIT, 20_000)), Given.rows(5_000));
            assertThat(ending.state()).isEqualTo(Ending.State.FAILED);
            assertThat(ending.why()).get().isInstanceOf(EnvironmentException.class);
            assertThat(ending.rows().addUp()).isTrue();
            assertThat(ending.rows().left()).isEqualTo(ending.rows().read()).isPositive();
            assertThat(ending.rows().rejected()).isZero();
        }
    }

    @Test
    void leavesTheSpoolAndEmptiesTheQueueWhenCancelled() throws IOException {
        try (var server = new RuleServer(TransferTest::slowly)) {
            var transfer = new Transfer[1];
            var source = Given.of(LongStream.range(0, 100_000), number -> {
                if (number == 2_000) {
                    transfer[0].cancel();
                }
            });
            var plan = plan(server.uri(), queue(100, WhenFull.SPOOL_OR_WAIT, 1 << 20));
            transfer[0] = new Transfer(plan, new OkHttpClient(), kept);
            var ending = transfer[0].run(source, Scan.OPEN);
            assertThat(ending.state()).isEqualTo(Ending.State.CANCELLED);
            assertThat(ending.rows().addUp()).isTrue();
            assertThat(ending.rows().read()).isLessThanOrEqualTo(2_001);
            assertThat(ending.rows().left()).isPositive();
            assertThat(ending.rows().inDoubt()).isZero();
            assertThat(ending.rows().delivered())
                    .isEqualTo(server.acceptedNumbers().size())
                    .isPositive();
        }
    }

    @Test
    void isInDoubtAboutWhatWasAcceptedButCouldNotBeRecorded() throws IOException {
        kept.broken = true;
        try (var server = new RuleServer(request -> Answer.OK)) {
            var ending = run(plan(server.uri(), queue(100, WhenFull.SPOOL_OR_WAIT, 1 << 20)), Given.rows(500));
            assertThat(ending.state()).isEqualTo(Ending.State.FAILED);
            assertThat(ending.why().orElseThrow()).hasMessage("the disk is full");
            assertThat(ending.rows().addUp()).isTrue();
            assertThat(ending.rows().delivered()).isZero();
            assertThat(ending.rows().inDoubt()).isPositive();
        }
    }

    @Test
    void leavesAloneWhatAnInterruptedRunHasSettled() throws IOException {
        try (var server = new RuleServer(request -> Answer.OK)) {
            var transfer = new Transfer(plan(server.uri(), QueueSettings.defaults()), new OkHttpClient(), kept);
            Earlier earlier = row -> row.ordinal() % 4 == 0 ? Earlier.Fate.OPEN : Earlier.Fate.SETTLED;
            var ending = transfer.run(Given.rows(100), new Scan(earlier, Optional.empty()));
            assertThat(ending.rows().resumed()).isEqualTo(75);
            assertThat(ending.rows().delivered()).isEqualTo(25);
            assertThat(server.acceptedNumbers()).allMatch(number -> number % 4 == 0);
        }
    }

    @Test
    void endsARunWhoseCallsAreAllRefusedAndNamesTheReason() throws IOException {
        try (var server = new RuleServer(request -> Answer.of(400, "unknown field"))) {
            var ending = run(plan(server.uri(), queue(100, WhenFull.SPOOL_OR_WAIT, 1 << 20)), Given.rows(20_000));
            assertThat(ending.state()).isEqualTo(Ending.State.FAILED);
            assertThat(ending.why()).get().isInstanceOf(RejectedTooOften.class);
            assertThat(ending.why().orElseThrow()).hasMessageContaining("HTTP 400 unknown field");
            assertThat(ending.rows().rejected()).isBetween(500L, 600L);
            assertThat(ending.rows().addUp()).isTrue();
        }
    }

    @Test
    void sendsMadeMessagesAgainWithTheirIds() throws IOException {
        try (var server = new RuleServer(request -> Answer.OK)) {
            var transfer = new Transfer(plan(server.uri(), QueueSettings.defaults()), new OkHttpClient(), kept);
            var ending = transfer.resend(Messages.range(0, 250).iterator());
            assertThat(ending.rows().read()).isEqualTo(250);
            assertThat(ending.rows().delivered()).isEqualTo(250);
            assertThat(server.acceptedNumbers()).containsExactlyInAnyOrderElementsOf(numbers(250));
        }
    }

    @Test
    void namesRowsThatAreOneMessage() throws IOException {
        try (var server = new RuleServer(request -> Answer.OK)) {
            var rows = Stream.of(RowsCursor.row("a", 1L), RowsCursor.row("b", 1L), RowsCursor.row("a", 1L));
            var ending = run(plan(server.uri(), QueueSettings.defaults()), new Given(COLUMNS, rows, number -> {}));
            assertThat(ending.rows().delivered()).isEqualTo(3);
            assertThat(ending.repeated()).isEqualTo(1);
            assertThat(ending.repeatedIds())
                    .containsExactly(kept.receipts.stream()
                            .map(Receipt::message)
                            .filter(message -> message.key().equals("a"))
                            .findFirst()
                            .orElseThrow()
                            .id());
        }
    }

    /** Every third row is doubtful; every sixth of these was settled after all. */
    private static final class Thirds implements Earlier {
        @Override
        public Fate fate(Mapped row) {
            return row.ordinal() % 3 == 0 ? Fate.DOUBTFUL : Fate.OPEN;
        }

        @Override
        public boolean isSettledAfterAll(Message doubtful) {
            return doubtful.ordinal() % 6 == 0;
        }
    }

    @Test
    void sendsWhatIsDoubtfulAfterTheLastRowUnlessItWasSettled() throws IOException {
        try (var server = new RuleServer(request -> Answer.OK)) {
            var transfer = new Transfer(plan(server.uri(), QueueSettings.defaults()), new OkHttpClient(), kept);
            var ending = transfer.run(Given.rows(600), new Scan(new Thirds(), Optional.empty()));
            assertThat(ending.state()).isEqualTo(Ending.State.COMPLETED);
            assertThat(ending.rows().resumed()).isEqualTo(100);
            assertThat(ending.rows().delivered()).isEqualTo(500);
            assertThat(ending.rows().addUp()).isTrue();
            assertThat(kept.receipts)
                    .extracting(receipt -> receipt.message().ordinal() % 6)
                    .doesNotContain(0L);
        }
    }

    @Test
    void leavesWhatIsDoubtfulWhereTheScanIsNotWhole() throws IOException {
        try (var server = new RuleServer(request -> Answer.OK)) {
            var plan = limited(plan(server.uri(), QueueSettings.defaults()), 30);
            var ending = new Transfer(plan, new OkHttpClient(), kept)
                    .run(Given.rows(600), new Scan(new Thirds(), Optional.empty()));
            assertThat(ending.rows().left()).isEqualTo(10);
            assertThat(ending.rows().delivered()).isEqualTo(20);
            assertThat(ending.rows().addUp()).isTrue();
        }
    }

    private static Plan limited(Plan plan, long rows) {
        return new Plan(
                plan.query(),
                plan.mapping(),
                plan.identity(),
                plan.destination(),
                plan.scratch(),
                OptionalLong.of(rows),
                StopWhen.DEFAULT);
    }

    @Test
    void readsNoMoreThanItsLimit() throws IOException {
        try (var server = new RuleServer(request -> Answer.OK)) {
            var ending = run(limited(plan(server.uri(), QueueSettings.defaults()), 7), Given.rows(1_000));
            assertThat(ending.rows().read()).isEqualTo(7);
            assertThat(ending.rows().delivered()).isEqualTo(7);
        }
    }
}
