package io.fullcircle.pipelines.ledger;

import java.time.Duration;

/**
 * @param renew how often a holder says that it lives
 * @param valid how long nobody else may take over since it said so last
 * @param poll how often one who waits looks
 * @param patience how long one waits, at most
 */
record LeaseTimes(Duration renew, Duration valid, Duration poll, Duration patience) {
    /** A dead host's pipelines are another's within 15 s, the time to notice it included. */
    static final LeaseTimes DEFAULT = new LeaseTimes(
            Duration.ofSeconds(4), Duration.ofSeconds(12), Duration.ofMillis(250), Duration.ofSeconds(30));
}
