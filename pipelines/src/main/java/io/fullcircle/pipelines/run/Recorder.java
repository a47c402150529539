package io.fullcircle.pipelines.run;

import io.fullcircle.connector.Observer;
import io.fullcircle.connector.destination.Receipt;
import io.fullcircle.connector.mapping.Invalid;
import io.fullcircle.connector.mapping.Message;
import io.fullcircle.pipelines.ledger.Positions;
import io.fullcircle.pipelines.ledger.ReceiptWriter;
import io.fullcircle.pipelines.ledger.Run;
import java.util.List;

/** Writes what becomes of a run's rows into the ledger: receipts, what is known from now on, how far all are settled. */
final class Recorder implements Observer {
    private final Run run;
    private final String place;
    private final List<String> order;
    private final ReceiptWriter receipts;
    private final Positions positions;

    /**
     * @param place under which name the position is kept
     * @param order the columns whose values a position consists of: the first ones of the order that the rows come in
     */
    Recorder(Run run, String place, List<String> order, ReceiptWriter receipts, Positions positions) {
        this.run = run;
        this.place = place;
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

    @Override
    public void noted(List<Message> rows) {
        receipts.noted(rows);
    }

    /** Invalid rows before the position are on disk before it moves over them. */
    @Override
    public void moved(List<Object> position) {
        PositionText.write(order, position.subList(0, order.size())).ifPresent(text -> {
            receipts.flush();
            positions.movePosition(place, text, run.id());
        });
    }
}
