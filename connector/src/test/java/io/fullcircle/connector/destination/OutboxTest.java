package io.fullcircle.connector.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.connector.destination.Outbox.Sent;
import io.fullcircle.connector.destination.Outbox.WhenFull;
import io.fullcircle.connector.mapping.Message;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {
    @TempDir
    Path folder;

    /** Has room for a number of messages; a put makes room by settling one, as waiting would. */
    private static final class Bounded implements Destination {
        private final int capacity;
        private final List<Message> taken = new ArrayList<>();
        private int settled;
        private int puts;
        private boolean stopped;

        Bounded(int capacity) {
            this.capacity = capacity;
        }

        @Override
        public boolean offer(Message message) {
            if (stopped || taken.size() - settled >= capacity) {
                return false;
            }
            return taken.add(message);
        }

        @Override
        public boolean put(Message message, BooleanSupplier goesOn) {
            if (stopped) {
                return false;
            }
            puts++;
            if (taken.size() - settled >= capacity) {
                settled++;
            }
            return taken.add(message);
        }

        void settle(int count) {
            settled += count;
        }

        @Override
        public void drain() {
            settled = taken.size();
        }

        @Override
        public void stop(RuntimeException reason) {
            stopped = true;
        }

        @Override
        public void abandon() {
            stopped = true;
        }

        @Override
        public Optional<RuntimeException> stopped() {
            return Optional.empty();
        }

        @Override
        public Traffic traffic() {
            return Traffic.NONE;
        }

        @Override
        public void close() {}

        List<Long> order() {
            return taken.stream().map(Message::ordinal).toList();
        }
    }

    private Spool spool(long bytes) {
        return new Spool(folder.resolve("spool"), bytes);
    }

    private static List<Long> upTo(long end) {
        return java.util.stream.LongStream.range(0, end).boxed().toList();
    }

    @Test
    void neverBlocksWhileTheSpoolHasRoomAndSendsItAgainInTheOrderRead() {
        var destination = new Bounded(10);
        try (var spool = spool(1 << 20)) {
            var outbox = new Outbox(destination, spool, WhenFull.SPOOL_OR_WAIT, () -> true);
            Messages.range(0, 50).forEach(outbox::send);
            assertThat(destination.puts).isZero();
            assertThat(outbox.refused()).isEqualTo(40);
            assertThat(outbox.waiting()).isEqualTo(40);

            outbox.empty(row -> {});
            assertThat(destination.order()).isEqualTo(upTo(50));
            assertThat(outbox.waiting()).isZero();
        }
    }

    @Test
    void letsNoRowOvertakeTheOnesThatWait() {
        var destination = new Bounded(10);
        try (var spool = spool(1 << 20)) {
            var outbox = new Outbox(destination, spool, WhenFull.SPOOL_OR_WAIT, () -> true);
            Messages.range(0, 15).forEach(outbox::send);
            destination.settle(3);
            // Three places are free: they belong to the ones that wait, not to the next row.
            assertThat(outbox.send(Messages.of(15))).isEqualTo(Sent.SPOOLED);
            assertThat(destination.order()).isEqualTo(upTo(13));
            destination.settle(10);
            assertThat(outbox.send(Messages.of(16))).isEqualTo(Sent.ON);
            assertThat(destination.order()).isEqualTo(upTo(17));
        }
    }

    @Test
    void waitsAtTheQueueOnlyWhenTheSpoolIsFull() {
        var destination = new Bounded(10);
        try (var spool = spool(2_000)) {
            var outbox = new Outbox(destination, spool, WhenFull.SPOOL_OR_WAIT, () -> true);
            Messages.range(0, 100).forEach(outbox::send);
            assertThat(destination.puts).isPositive();
            outbox.empty(row -> {});
            assertThat(destination.order()).isEqualTo(upTo(100));
        }
    }

    @Test
    void dropsOnlyWhenTheSpoolIsFullAndToldTo() {
        var destination = new Bounded(10);
        try (var spool = spool(2_000)) {
            var outbox = new Outbox(destination, spool, WhenFull.SPOOL_OR_DROP, () -> true);
            long dropped = Messages.range(0, 100)
                    .map(outbox::send)
                    .filter(Sent.DROPPED::equals)
                    .count();
            assertThat(destination.puts).isZero();
            outbox.empty(row -> {});
            assertThat(dropped).isPositive();
            assertThat(destination.order()).hasSize((int) (100 - dropped)).isSorted();
        }
    }

    @Test
    void waitsAtOnceWhenToldToBlock() {
        var destination = new Bounded(10);
        try (var spool = spool(1 << 20)) {
            var outbox = new Outbox(destination, spool, WhenFull.WAIT, () -> true);
            Messages.range(0, 100).forEach(outbox::send);
            assertThat(outbox.waiting()).isZero();
            assertThat(destination.puts).isEqualTo(90);
            assertThat(destination.order()).isEqualTo(upTo(100));
        }
    }

    @Test
    void sendsNothingMoreOnceTheRunIsToEnd() {
        var destination = new Bounded(10);
        var left = new int[] {5};
        try (var spool = spool(1 << 20)) {
            var outbox = new Outbox(destination, spool, WhenFull.SPOOL_OR_WAIT, () -> left[0]-- > 0);
            Messages.range(0, 50).forEach(outbox::send);
            outbox.empty(row -> {});
            assertThat(destination.taken).hasSize(15);
            assertThat(outbox.waiting()).isEqualTo(35);
        }
    }

    @Test
    void keepsWhatWaitsWhenDeliveryStops() {
        var destination = new Bounded(10);
        try (var spool = spool(2_000)) {
            var outbox = new Outbox(destination, spool, WhenFull.SPOOL_OR_WAIT, () -> true);
            Messages.range(0, 15).forEach(outbox::send);
            destination.abandon();
            outbox.empty(row -> {});
            assertThat(outbox.waiting()).isEqualTo(5);
            long left = Messages.range(15, 40)
                    .map(outbox::send)
                    .filter(Sent.LEFT::equals)
                    .count();
            assertThat(destination.taken).hasSize(10);
            assertThat(outbox.waiting() + left).isEqualTo(30);
        }
    }
}
