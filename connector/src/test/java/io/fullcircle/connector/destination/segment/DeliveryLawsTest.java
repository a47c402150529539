package io.fullcircle.connector.destination.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.connector.base.Secret;
import io.fullcircle.connector.destination.Messages;
import io.fullcircle.connector.destination.Outbox;
import io.fullcircle.connector.destination.Receipt;
import io.fullcircle.connector.destination.segment.DeliverySettings.Transport;
import io.fullcircle.connector.destination.segment.FickleServer.Mood;
import io.fullcircle.connector.destination.segment.FickleServer.Whim;
import io.fullcircle.connector.mapping.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import okhttp3.OkHttpClient;

/** The laws of delivery, by every transport, against a server that answers at random. Waits take no time. */
class DeliveryLawsTest {
    private static final int MESSAGES = 120;

    /** Waits for an answer no longer than this, so that late ones cost little. */
    private final OkHttpClient http = new OkHttpClient.Builder()
            .addInterceptor(chain -> chain.withReadTimeout(
                            (int) FickleServer.LATE.dividedBy(4).toMillis(), TimeUnit.MILLISECONDS)
                    .proceed(chain.request()))
            .build();

    @Provide
    Arbitrary<Mood> moods() {
        Arbitrary<Whim> whims = Arbitraries.frequency(
                Tuple.of(40, Whim.OK),
                Tuple.of(4, Whim.GARBAGE),
                Tuple.of(4, Whim.EMPTY),
                Tuple.of(6, Whim.CUT),
                Tuple.of(6, Whim.TAKEN_AND_CUT),
                Tuple.of(1, Whim.LATE),
                Tuple.of(6, Whim.ERROR_500),
                Tuple.of(6, Whim.ERROR_503),
                Tuple.of(4, Whim.TOO_MANY),
                Tuple.of(4, Whim.TOO_MANY_NOW),
                Tuple.of(4, Whim.BAD_REQUEST),
                Tuple.of(4, Whim.TOO_LARGE),
                Tuple.of(1, Whim.UNAUTHORIZED),
                Tuple.of(1, Whim.NOT_FOUND));
        Arbitrary<Set<Integer>> bad =
                Arbitraries.integers().between(0, MESSAGES - 1).set().ofMaxSize(5);
        return Combinators.combine(whims.list().ofMaxSize(60), bad).as(Mood::new);
    }

    @Property(tries = 400, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void everyLawHoldsWhateverTheServerAnswers(
            @ForAll Transport transport,
            @ForAll("moods") Mood mood,
            @ForAll @IntRange(min = 1, max = MESSAGES) int messages,
            @ForAll @IntRange(min = 1, max = 12) int customers,
            @ForAll @IntRange(min = 1, max = 25) int flushAt,
            @ForAll @IntRange(min = 0, max = 6) int retries)
            throws IOException {
        var receipts = new ArrayList<Receipt>();
        Set<Integer> offered = new HashSet<>();
        try (var server = new FickleServer(mood);
                var destination = new SegmentDestination(
                        settings(server, flushAt, retries, transport), http, receipts::addAll, MovedPause::new)) {
            for (int number = 0; number < messages; number++) {
                if (destination.put(Messages.of(number, "customer-" + number % customers, ""), () -> true)) {
                    offered.add(number);
                }
            }
            destination.drain();

            settlesEachMessageOnce(receipts, offered);
            settledMeansSafe(receipts, server);
            keepsEachCustomersOrder(server, customers);
            anIdNeverChanges(server);
            anOutageIsNoRejection(receipts, server, destination);
        }
    }

    private static SegmentSettings settings(FickleServer server, int flushAt, int retries, Transport transport) {
        return new SegmentSettings(
                Secret.of("key"),
                server.uri(),
                new QueueSettings(flushAt, Duration.ofMillis(20), 500 * 1024, 50, Outbox.WhenFull.WAIT, 1 << 20),
                new DeliverySettings(OptionalInt.empty(), retries, Duration.ofMinutes(1), false, transport));
    }

    private static int number(Receipt receipt) {
        return (int) receipt.message().ordinal();
    }

    private static void settlesEachMessageOnce(List<Receipt> receipts, Set<Integer> offered) {
        assertThat(receipts.stream().map(DeliveryLawsTest::number)).containsExactlyInAnyOrderElementsOf(offered);
    }

    private static void settledMeansSafe(List<Receipt> receipts, FickleServer server) {
        for (Receipt receipt : receipts) {
            int number = number(receipt);
            if (receipt instanceof Receipt.Accepted) {
                assertThat(server.answered()).as("accepted").contains(number);
            }
            if (receipt instanceof Receipt.InDoubt) {
                assertThat(server.seen()).as("in doubt").contains(number);
            }
            if (receipt instanceof Receipt.Left) {
                assertThat(server.taken()).as("left").doesNotContain(number);
            }
        }
    }

    /** By the first time that each was taken: a repetition is the same message. */
    private static void keepsEachCustomersOrder(FickleServer server, int customers) {
        Map<Integer, Integer> last = new HashMap<>();
        Set<Integer> before = new HashSet<>();
        for (int number : server.taken()) {
            if (before.add(number)) {
                assertThat(number).isGreaterThan(last.getOrDefault(number % customers, -1));
                last.put(number % customers, number);
            }
        }
    }

    private static void anIdNeverChanges(FickleServer server) {
        server.contents().forEach((number, contents) -> {
            Message message = Messages.of(number);
            assertThat(contents).hasSize(1);
            assertThat(contents.iterator().next()).contains("\"" + message.id() + "\"");
        });
    }

    private static void anOutageIsNoRejection(
            List<Receipt> receipts, FickleServer server, SegmentDestination destination) {
        for (Receipt receipt : receipts) {
            if (receipt instanceof Receipt.Rejected rejected) {
                assertThat(rejected.status()).isIn(400, 413);
                assertThat(server.refusedAlone()).contains(number(receipt));
            }
            if (receipt instanceof Receipt.Left || receipt instanceof Receipt.InDoubt) {
                assertThat(destination.stopped()).get().isInstanceOf(EnvironmentException.class);
            }
        }
    }
}
