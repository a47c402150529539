package io.fullcircle.pipelines.run;

import io.fullcircle.connector.Observer;
import io.fullcircle.connector.destination.Receipt;
import io.fullcircle.connector.mapping.Invalid;
import io.fullcircle.pipelines.ledger.Positions;
import io.fullcircle.pipelines.ledger.ReceiptWriter;
import io.fullcircle.pipelines.ledger.Run;
import java.util.List;
import java.util.Optional;

/** Writes what becomes of a run's rows into the ledger: receipts, and how far all are settled. */
final class Recorder implements Observer {
    private final Run run;
    private final List<String> order;
    private final ReceiptWriter receipts;
    private final Optional<Positions> positions;

    /**
     * @param order the columns whose values a position consists of
     * @param positions where the position is moved; empty for a run that leaves it where it is
     */
    Recorder(Run run, List<String> order, ReceiptWriter receipts, Optional<Positions> positions) {
        this.run = run;
        this.order = order;
        this.receipts = receipts;
        this.positions = positions;
    }

    @Override
    public void reading(String statementId) {
        receipts.reading(statementId);
    }

    @Override
    public void invalid(Invalid row) {
        receipts.invalid(row);
    }

    @Override
    public void settled(List<Receipt> batch) {
        receipts.settled(batch);
    }

    /** Invalid rows before the position are on disk before it moves over them. */
    @Override
    public void moved(List<Object> position) {
        positions.ifPresent(moved -> PositionText.write(order, position).ifPresent(text -> {
            receipts.flush();
            moved.movePosition(run.pipeline(), text, run.id());
        }));
    }
}
