package io.fullcircle.pipelines.config;

import io.fullcircle.connector.destination.Outbox.WhenFull;
import io.fullcircle.connector.destination.segment.DeliverySettings;
import io.fullcircle.connector.destination.segment.DeliverySettings.Transport;
import io.fullcircle.connector.destination.segment.QueueSettings;
import io.fullcircle.pipelines.config.file.Findings;
import io.fullcircle.pipelines.config.shape.Value;
import java.time.Duration;
import java.util.OptionalInt;

/** What {@code queue} and {@code delivery} say; what they don't is as the destination has it. */
final class SendingPart {
    /** The largest call that Segment takes. */
    static final long MAX_MESSAGE_BYTES = 32 * 1024;

    /** What Segment takes from a workspace without prior arrangement. */
    private static final int SEGMENTS_RATE = 1000;

    private final Value.Group queue;
    private final Value.Group delivery;

    SendingPart(Value.Group root) {
        this.queue = root.group("queue");
        this.delivery = root.group("delivery");
    }

    /** Reports settings that contradict each other. */
    void check(Findings findings) {
        var whole = maxMessageBytes();
        var batch = queue.get("max_batch", Long.class)
                .orElse((long) QueueSettings.defaults().maxBatchBytes());
        if (batch < whole) {
            var written =
                    queue.leaf("max_batch").or(() -> queue.leaf("max_message")).orElseThrow();
            findings.error(
                    written.place().mark(),
                    written.place().path(),
                    "leaves no batch for a call of max_message (%d bytes in a batch of %d)".formatted(whole, batch),
                    "raise max_batch, or lower max_message");
        }
        var flushAt = queue.get("flush_at", Long.class)
                .orElse((long) QueueSettings.defaults().flushAt());
        queue.leaf("capacity")
                .filter(capacity -> (long) capacity.value() < flushAt)
                .ifPresent(capacity -> findings.warning(
                        capacity.place().mark(),
                        capacity.place().path(),
                        "is less than flush_at (%d): no batch is ever full".formatted(flushAt),
                        "raise capacity, or lower flush_at"));
    }

    long maxMessageBytes() {
        return queue.get("max_message", Long.class).orElse(MAX_MESSAGE_BYTES);
    }

    QueueSettings queue() {
        var defaults = QueueSettings.defaults();
        var spool = queue.group("spool");
        return new QueueSettings(
                queue.get("flush_at", Long.class).map(Math::toIntExact).orElse(defaults.flushAt()),
                queue.get("flush_interval", Duration.class).orElse(defaults.flushInterval()),
                queue.get("max_batch", Long.class).map(Math::toIntExact).orElse(defaults.maxBatchBytes()),
                queue.get("capacity", Long.class).map(Math::toIntExact).orElse(defaults.capacity()),
                whenFull(spool),
                spool.get("max", Long.class).orElse(defaults.spoolBytes()));
    }

    private WhenFull whenFull(Value.Group spool) {
        if (queue.get("when_full", String.class).filter("block"::equals).isPresent()) {
            return WhenFull.WAIT;
        }
        boolean drop =
                spool.get("when_full", String.class).filter("drop"::equals).isPresent();
        return drop ? WhenFull.SPOOL_OR_DROP : WhenFull.SPOOL_OR_WAIT;
    }

    DeliverySettings delivery(Endpoint endpoint) {
        var defaults = DeliverySettings.defaults();
        var usual = endpoint.isLoopback() ? 0 : SEGMENTS_RATE;
        int rate = delivery.get("rate_limit", Integer.class).orElse(usual);
        return new DeliverySettings(
                rate == 0 ? OptionalInt.empty() : OptionalInt.of(rate),
                delivery.get("retries", Long.class).map(Math::toIntExact).orElse(defaults.retries()),
                delivery.get("retry_for", Duration.class).orElse(defaults.retryFor()),
                delivery.get("gzip", Boolean.class).orElse(defaults.gzip()),
                delivery.get("transport", String.class)
                        .map(SendingPart::transport)
                        .orElse(defaults.transport()));
    }

    private static Transport transport(String name) {
        return name.equals("direct") ? Transport.DIRECT : Transport.ANALYTICS_JAVA;
    }
}
