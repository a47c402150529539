package io.fullcircle.pipelines.ledger;

class SqliteNoticesTest extends NoticesContract {
    @Override
    Ledger open() {
        return Ledger.open(new LedgerPlace.Embedded(home), clock);
    }
}
