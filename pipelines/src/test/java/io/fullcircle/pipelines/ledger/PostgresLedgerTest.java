package io.fullcircle.pipelines.ledger;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

class PostgresLedgerTest extends LedgerContract {
    /** One who is refused waits for the holder's next sign of life. */
    private static final LeaseTimes TIMES = new LeaseTimes(
            Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofMillis(50), Duration.ofSeconds(10));

    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private final String schema = "contract_" + SCHEMAS.incrementAndGet();

    @Override
    Ledger open() {
        return new Ledger(new PostgresStore(Postgres.url(schema), TIMES), home.resolve("scratch"), clock);
    }
}
