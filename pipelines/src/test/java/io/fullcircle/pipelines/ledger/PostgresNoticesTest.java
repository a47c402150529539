package io.fullcircle.pipelines.ledger;

import java.util.concurrent.atomic.AtomicInteger;

class PostgresNoticesTest extends NoticesContract {
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private final String schema = "notices_" + SCHEMAS.incrementAndGet();

    @Override
    Ledger open() {
        return Ledger.open(new LedgerPlace.Shared(Postgres.url(schema), home), clock);
    }
}
