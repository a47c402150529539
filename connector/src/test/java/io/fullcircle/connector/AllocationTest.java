package io.fullcircle.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.fullcircle.connector.base.Secret;
import io.fullcircle.connector.destination.Messages;
import io.fullcircle.connector.destination.segment.DeliverySettings;
import io.fullcircle.connector.destination.segment.QueueSettings;
import io.fullcircle.connector.destination.segment.RuleServer;
import io.fullcircle.connector.destination.segment.SegmentDestination;
import io.fullcircle.connector.destination.segment.SegmentSettings;
import io.fullcircle.connector.mapping.Identity;
import io.fullcircle.connector.mapping.Mapped;
import io.fullcircle.connector.mapping.Message;
import io.fullcircle.connector.mapping.TrackMapper;
import io.fullcircle.connector.mapping.TrackMapping;
import io.fullcircle.connector.source.Column;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

/**
 * What a row costs, by the JVM's own count of allocated bytes, which no load on the machine changes and the compiler only
 * makes smaller. A row that is copied once more, or wrapped into an object more a value, is over the bounds.
 */
class AllocationTest {
    private static final ThreadMXBean JVM = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROWS = 20_000;

    /**
     * Beside the call's bytes: the message (40 bytes), its id as text (72), the hash (32), and for each of the five
     * numbers the text that Jackson makes of a double on its way (some 80). The interpreter allocates 542, and no compiler
     * more. A call copied once more would be 258 on top, an object for each of the seven values at least 112.
     */
    private static final int OBJECTS_OF_A_ROW = 600;

    @Test
    void mapsARowIntoOneArrayAndAHandfulOfSmallObjects() {
        var cursor = new GivenRows(columns(), rows());
        var mapper = TrackMapper.bind(
                mapping(),
                new Identity("n", "p", "e"),
                columns().stream().map(name -> new Column(name, "")).toList());
        long bytes = 0;
        map(mapper, cursor, ROWS);
        long before = JVM.getThreadAllocatedBytes(Thread.currentThread().getId());
        for (int i = 0; i < ROWS; i++) {
            cursor.next();
            bytes += ((Message) mapper.map(i, cursor)).json().length;
        }
        long allocated = JVM.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        System.out.printf("mapping a row of %d bytes allocates %d%n", bytes / ROWS, allocated / ROWS);
        assertThat((allocated - bytes) / ROWS).isLessThan(OBJECTS_OF_A_ROW);
    }

    private static void map(TrackMapper mapper, GivenRows cursor, int rows) {
        for (int i = 0; i < rows; i++) {
            cursor.next();
            Mapped mapped = mapper.map(i, cursor);
            assertThat(mapped).isInstanceOf(Message.class);
        }
    }

    private static List<String> columns() {
        return List.of("customer_id", "iphone", "apple_watch", "ipad", "mac", "airpods", "scored_at");
    }

    /** The same values in every row, so that the rows themselves allocate nothing. */
    private static Iterator<Object[]> rows() {
        Object[] row = {"c-100123456", 0.0791, 0.4729, 0.9709, 0.5863, 0.1953, LocalDateTime.of(2026, 11, 16, 2, 0, 1)};
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Object[] next() {
                return row;
            }
        };
    }

    private static TrackMapping mapping() {
        return new TrackMapping(
                new TrackMapping.Event.Named("Sales Forecast"),
                Optional.of("customer_id"),
                Optional.empty(),
                Optional.of("scored_at"),
                new TrackMapping.Properties.Rest(),
                TrackMapping.Nulls.SEND,
                List.of(),
                List.of(),
                32 * 1024);
    }

    /** What a request costs, shared by its 100 calls, is some 20 KB; a copy of a call's bytes would be 4,000 more. */
    private static final int LARGE = 4_000;

    private static final int MOST_OF_A_SENT_ROW = 1_000;

    @Test
    void sendsARowWithoutACopyOfItAndNoByteMoreThanItHas() throws IOException {
        List<Message> messages = IntStream.range(0, ROWS / 4)
                .mapToObj(i -> Messages.of(i, "c" + i, "x".repeat(LARGE)))
                .toList();
        long bytes =
                messages.stream().mapToLong(message -> message.json().length).sum();
        try (var server = new RuleServer(request -> RuleServer.Answer.OK);
                var destination = new SegmentDestination(
                        new SegmentSettings(
                                Secret.of("key"), server.uri(), QueueSettings.defaults(), DeliverySettings.defaults()),
                        new OkHttpClient(),
                        receipts -> {})) {
            long before = allocatedBySenders();
            messages.forEach(message -> destination.put(message, () -> true));
            destination.drain();
            long allocated = allocatedBySenders() - before;
            System.out.printf(
                    "sending a row of %d bytes allocates %d%n", bytes / messages.size(), allocated / messages.size());
            assertThat(allocated / messages.size()).isLessThan(MOST_OF_A_SENT_ROW);

            var traffic = destination.traffic();
            long frames = 200 * traffic.requests() + messages.size();
            assertThat(traffic.bytes()).isBetween(bytes, bytes + frames);
        }
    }

    private static long allocatedBySenders() {
        var senders = new ArrayList<Long>();
        for (ThreadInfo thread : JVM.getThreadInfo(JVM.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith("segment-")) {
                senders.add(thread.getThreadId());
            }
        }
        long sum = 0;
        for (long sender : senders) {
            sum += JVM.getThreadAllocatedBytes(sender);
        }
        return sum;
    }
}
