package io.fullcircle.pipelines.receiver;

import static io.fullcircle.pipelines.receiver.Client.track;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReceiverConcurrencyTest {
    private static final int SENDERS = 8;
    private static final int BATCHES = 50;
    private static final int MESSAGES = 100;

    @Test
    void countsExactlyWhatEightSendersSend() throws Exception {
        var senders = Executors.newFixedThreadPool(SENDERS);
        try (var receiver = Receiver.start(ReceiverSettings.defaults())) {
            var all = new ArrayList<Callable<Void>>();
            for (var sender = 0; sender < SENDERS; sender++) {
                // Each message is sent by two of them.
                var part = sender / 2;
                all.add(() -> sent(new Client(receiver), part));
            }
            for (var one : senders.invokeAll(all)) {
                one.get();
            }

            var counts = receiver.stats().messages();
            assertThat(counts.accepted()).isEqualTo(SENDERS * BATCHES * MESSAGES);
            assertThat(counts.unique()).isEqualTo(SENDERS / 2 * BATCHES * MESSAGES);
            assertThat(counts.conflicting()).isZero();
            assertThat(receiver.stats().requests().total()).isEqualTo(SENDERS * BATCHES);
            assertThat(receiver.stats().requests().connections()).isEqualTo(SENDERS);
            try (var messages = receiver.messages()) {
                assertThat(messages.distinct().count()).isEqualTo(counts.unique());
            }
        } finally {
            senders.shutdown();
        }
    }

    private static Void sent(Client client, int part) throws Exception {
        for (var batch = 0; batch < BATCHES; batch++) {
            var first = (part * BATCHES + batch) * MESSAGES;
            var messages = IntStream.range(first, first + MESSAGES)
                    .mapToObj(i -> track("m" + i))
                    .toArray(String[]::new);
            assertThat(client.send(messages).statusCode()).isEqualTo(200);
        }
        return null;
    }
}
