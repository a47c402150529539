package io.fullcircle.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.connector.TransferTest.Given;
import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.connector.destination.Outbox.WhenFull;
import io.fullcircle.connector.destination.segment.QueueSettings;
import io.fullcircle.connector.destination.segment.RuleServer;
import io.fullcircle.connector.destination.segment.RuleServer.Answer;
import io.fullcircle.connector.mapping.Invalid;
import io.fullcircle.connector.mapping.Kind;
import io.fullcircle.connector.mapping.Mapped;
import io.fullcircle.connector.source.RowsCursor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that may send nothing before all their rows are read. */
class StagedTransferTest {
    private static final List<String> COLUMNS = List.of("customer", "number");

    @TempDir
    Path folder;

    private final TransferTest.Kept kept = new TransferTest.Kept();

    /** Notes what it sees, and judges as told. */
    private static class Looking implements Inspection {
        private final Verdict verdict;
        private final boolean dry;
        final List<Object> numbers = new ArrayList<>();
        final List<Mapped> seen = new ArrayList<>();
        Rows judged = Rows.NONE;

        Looking(Verdict verdict, boolean dry) {
            this.verdict = verdict;
            this.dry = dry;
        }

        @Override
        public List<String> properties() {
            return List.of("number");
        }

        @Override
        public boolean isDry() {
            return dry;
        }

        @Override
        public void see(Mapped row, Kind kind, Object[] values) {
            assertThat(kind).isEqualTo(Kind.UNCOMPARED);
            seen.add(row);
            numbers.add(values[0]);
        }

        @Override
        public Verdict verdict(Rows rows) {
            judged = rows;
            return verdict;
        }
    }

    private Ending run(Plan plan, Given source, Inspection inspection) {
        return new Transfer(plan, new OkHttpClient(), kept)
                .run(source, new Scan(Earlier.NOTHING, Optional.of(inspection)));
    }

    @Test
    void sendsNothingBeforeEveryRowIsReadAndEverythingAfterwards() throws IOException {
        try (var server = new RuleServer(request -> Answer.OK)) {
            var looking = new Looking(Inspection.Verdict.GO, false);
            var arrived = new ArrayList<Integer>();
            var source = Given.of(
                    LongStream.range(0, 5_000),
                    number -> arrived.add(server.acceptedNumbers().size()));
            var ending = run(TransferTest.plan(server.uri(), QueueSettings.defaults(), folder), source, looking);
            assertThat(arrived).hasSize(5_000).containsOnly(0);
            assertThat(looking.judged.held()).isEqualTo(5_000);
            assertThat(looking.judged.addUp()).isTrue();
            assertThat(looking.numbers).hasSize(5_000).startsWith(0L, 1L);
            assertThat(ending.state()).isEqualTo(Ending.State.COMPLETED);
            assertThat(ending.rows().delivered()).isEqualTo(5_000);
            assertThat(ending.refused()).isZero();
            assertThat(server.acceptedNumbers()).hasSize(5_000).doesNotHaveDuplicates();
        }
    }

    @Test
    void sendsNothingOfAHeldRunAndCountsIt() throws IOException {
        try (var server = new RuleServer(request -> Answer.OK)) {
            var rows = Stream.of(RowsCursor.row("a", 1L), RowsCursor.row(null, 2L), RowsCursor.row("b", Double.NaN));
            var looking = new Looking(Inspection.Verdict.HOLD, false);
            var ending = run(
                    TransferTest.plan(server.uri(), QueueSettings.defaults(), folder),
                    new Given(COLUMNS, rows, number -> {}),
                    looking);
            assertThat(ending.state()).isEqualTo(Ending.State.HELD);
            assertThat(ending.why()).isEmpty();
            assertThat(ending.rows()).isEqualTo(looking.judged);
            assertThat(ending.rows().sum()).contains("delivered 0", "invalid 1", "held 2", "left 0");
            assertThat(looking.numbers).containsExactly(1L, null, Double.NaN);
            assertThat(looking.seen.get(1)).isInstanceOf(Invalid.class);
            assertThat(server.acceptedNumbers()).isEmpty();
        }
    }

    @Test
    void judgesNoScanThatFailed() throws IOException {
        try (var server = new RuleServer(request -> Answer.OK)) {
            var source = Given.of(LongStream.range(0, 100), number -> {
                if (number == 50) {
                    throw new EnvironmentException("the connection is lost", "look after it");
                }
            });
            var looking = new Looking(Inspection.Verdict.GO, false);
            var ending = run(TransferTest.plan(server.uri(), QueueSettings.defaults(), folder), source, looking);
            assertThat(ending.state()).isEqualTo(Ending.State.FAILED);
            assertThat(looking.judged).isEqualTo(Rows.NONE);
            assertThat(ending.rows().left()).isEqualTo(50);
            assertThat(server.acceptedNumbers()).isEmpty();
        }
    }

    @Test
    void saysHowMuchOfTheDiskItNeedsInsteadOfWaitingForEver() throws IOException {
        try (var server = new RuleServer(request -> Answer.OK)) {
            var queue = TransferTest.queue(100, WhenFull.SPOOL_OR_WAIT, 1 << 20);
            var looking = new Looking(Inspection.Verdict.GO, false);
            var ending = run(TransferTest.plan(server.uri(), queue, folder), Given.rows(20_000), looking);
            assertThat(ending.state()).isEqualTo(Ending.State.FAILED);
            assertThat(ending.why().orElseThrow())
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessageContaining("need 5 MB")
                    .hasMessageContaining("queue.spool.max is 1 MB");
            assertThat(ending.rows().left()).isEqualTo(20_000);
            assertThat(ending.rows().addUp()).isTrue();
            assertThat(server.acceptedNumbers()).isEmpty();
        }
    }

    @Test
    void needsNoDiskWhereNothingIsEverSent() throws IOException {
        try (var server = new RuleServer(request -> Answer.OK)) {
            var queue = TransferTest.queue(100, WhenFull.SPOOL_OR_WAIT, 1 << 20);
            var looking = new Looking(Inspection.Verdict.HOLD, true);
            var ending = run(TransferTest.plan(server.uri(), queue, folder), Given.rows(20_000), looking);
            assertThat(ending.state()).isEqualTo(Ending.State.HELD);
            assertThat(ending.rows().held()).isEqualTo(20_000);
            assertThat(folder.resolve("scratch").resolve("spool")).doesNotExist();
        }
    }

    @Test
    void namesAPropertyThatNoColumnBecomes() throws IOException {
        try (var server = new RuleServer(request -> Answer.OK)) {
            var looking = new Looking(Inspection.Verdict.GO, false) {
                @Override
                public List<String> properties() {
                    return List.of("nunber");
                }
            };
            var ending = run(TransferTest.plan(server.uri(), QueueSettings.defaults(), folder), Given.rows(1), looking);
            assertThat(ending.why().orElseThrow())
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("did you mean properties.number?");
        }
    }
}
