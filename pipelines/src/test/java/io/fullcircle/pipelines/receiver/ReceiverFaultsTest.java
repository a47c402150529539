package io.fullcircle.pipelines.receiver;

import static io.fullcircle.pipelines.receiver.Client.track;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReceiverFaultsTest {
    private Receiver receiver;
    private Client client;

    @BeforeEach
    void start() {
        receiver = Receiver.start(ReceiverSettings.defaults());
        client = new Client(receiver);
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void answers429WithRetryAfterUntilItsTimeIsOver() throws Exception {
        receiver.fail("429:300ms");

        var answer = client.send(track("a"));
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("2");
        assertThat(answer.headers().firstValue("X-RateLimit-Reset")).contains("2");
        assertThat(receiver.stats().messages().accepted()).isZero();
        await().until(() -> client.send(track("a")).statusCode() == 200);
        assertThat(receiver.stats().messages().unique()).isEqualTo(1);
    }

    @Test
    void answersAStatusSoManyTimes() throws Exception {
        receiver.fail("503:2", "401:1");

        assertThat(List.of(status("a"), status("a"), status("a"), status("a"))).containsExactly(503, 503, 401, 200);
        assertThat(receiver.stats().faults()).isEqualTo(Map.of("503:2", 2L, "401:1", 1L));
    }

    @Test
    void answers500ForEverUntilItIsMended() throws Exception {
        client.put("/fail", "500\n\nslow:1ms\n");

        assertThat(List.of(status("a"), status("a"))).containsExactly(500, 500);
        assertThat(client.get("/fail").body()).isEqualTo("500\nslow:1ms\n");
        client.delete("/fail");
        assertThat(status("a")).isEqualTo(200);
    }

    @Test
    void saysWhichFaultItDoesNotUnderstandAndKeepsTheOthers() throws Exception {
        receiver.fail("503:1");

        var answer = client.put("/fail", "500\nboom");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("'boom' is no fault");
        assertThat(client.get("/fail").body()).isEqualTo("503:1\n");
    }

    @Test
    void storesAndThenDropsTheConnection() throws Exception {
        receiver.fail("drop:1");

        assertThatThrownBy(() -> client.send(track("a"))).isInstanceOf(IOException.class);
        assertThat(receiver.stats().messages().unique()).isEqualTo(1);
        assertThat(status("a")).isEqualTo(200);
        assertThat(receiver.stats().messages().duplicates()).isEqualTo(1);
        assertThat(receiver.stats().requests().unanswered()).isEqualTo(1);
    }

    @Test
    void refusesWithoutReading() throws Exception {
        receiver.fail("refuse:1");

        assertThatThrownBy(() -> client.send(track("a", "x".repeat(30_000)))).isInstanceOf(IOException.class);
        assertThat(receiver.stats().requests().bytes()).isZero();
        assertThat(receiver.stats().messages().accepted()).isZero();
        assertThat(status("a")).isEqualTo(200);
    }

    @Test
    void storesAndAnswersGarbage() throws Exception {
        receiver.fail("garbage:1", "garbage:empty:1");

        var odd = client.send(track("a"));
        assertThat(odd.statusCode()).isEqualTo(200);
        assertThat(odd.body()).startsWith("<html>");
        var empty = client.send(track("b"));
        assertThat(empty.statusCode()).isEqualTo(200);
        assertThat(empty.body()).isEmpty();
        assertThat(receiver.stats().messages().unique()).isEqualTo(2);
    }

    @Test
    void answersLaterWithoutHoldingUpItsThreads() throws Exception {
        receiver.fail("slow:300ms");
        var senders = Executors.newFixedThreadPool(32);
        try {
            var begin = System.nanoTime();
            var answers = new ArrayList<Future<Integer>>();
            for (var i = 0; i < 32; i++) {
                var id = Integer.toString(i);
                answers.add(senders.submit(() -> status(id)));
            }
            for (var answer : answers) {
                assertThat(answer.get()).isEqualTo(200);
            }
            // One after the other would take 9.6 s.
            assertThat((System.nanoTime() - begin) / 1e9).isBetween(0.3, 9.0);
        } finally {
            senders.shutdown();
        }
        assertThat(receiver.stats().messages().unique()).isEqualTo(32);
    }

    @Test
    void refusesABatchForABadMessageAndTakesItsNeighboursAlone() throws Exception {
        receiver.fail("bad:id=u-13");

        var answer = client.send(track("12"), track("13"), track("14"));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("{\"success\":false,\"message\":\"message 1 (messageId \\\"13\\\") is bad:"
                        + " the receiver was told bad:id=u-13\"}");
        assertThat(List.of(status("12"), status("13"), status("14"), status("13")))
                .containsExactly(200, 400, 200, 400);
        assertThat(receiver.stats().messages().unique()).isEqualTo(2);
    }

    @Test
    void callsExactlyTheUsersOfAPatternBad() throws Exception {
        receiver.fail("bad:id=u-*00");

        var bad = 0;
        for (var i = 1; i <= 300; i++) {
            bad += status(Integer.toString(i)) == 400 ? 1 : 0;
        }
        assertThat(bad).isEqualTo(3);
    }

    @Test
    void callsTheSameMessagesBadEachTime() throws Exception {
        receiver.fail("422:every=10");

        var first = new ArrayList<Integer>();
        var again = new ArrayList<Integer>();
        for (var i = 0; i < 200; i++) {
            first.add(status("m" + i));
        }
        for (var i = 0; i < 200; i++) {
            again.add(status("m" + i));
        }
        assertThat(again).isEqualTo(first);
        assertThat(first.stream().filter(status -> status == 422).count()).isBetween(5L, 50L);
    }

    private int status(String id) throws IOException, InterruptedException {
        return client.send(track(id)).statusCode();
    }
}
