package io.fullcircle.pipelines.ledger;

class SqliteLedgerTest extends LedgerContract {
    @Override
    Ledger open() {
        return Ledger.open(new LedgerPlace.Embedded(home), clock);
    }
}
