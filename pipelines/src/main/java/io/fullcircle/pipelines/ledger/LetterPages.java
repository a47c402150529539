package io.fullcircle.pipelines.ledger;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Letters that were refused before a run, {@value #AT_ONCE} in memory at a time. Each page is a reading of its own. */
final class LetterPages implements Iterator<DeadLetter> {
    /** Of at most 32 KB each. */
    private static final int AT_ONCE = 200;

    /** A letter can be sent when it has its content and no newer letter stands for it. */
    static final String SENDABLE = " and content is not null and not (letter = 'superseded' and note is not null)";

    private final Store store;
    private final LetterQuery asked;
    private final ArrayDeque<Long> runs = new ArrayDeque<>();
    private final ArrayDeque<DeadLetter> page = new ArrayDeque<>();
    private long ordinal = -1;

    /** @param by the run that they were refused before */
    LetterPages(Store store, LetterFilter filter, long by) {
        this.store = store;
        this.asked = new LetterQuery(filter);
        runs.addAll(
                store.read(handle -> asked.bind(handle.createQuery("select distinct receipts.run from receipts where "
                                + asked.condition() + SENDABLE + " and receipts.run < :by order by receipts.run"))
                        .bind("by", by)
                        .mapTo(Long.class)
                        .list()));
    }

    @Override
    public boolean hasNext() {
        while (page.isEmpty() && !runs.isEmpty()) {
            load();
        }
        return !page.isEmpty();
    }

    @Override
    public DeadLetter next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return page.remove();
    }

    /** Loads more of the first run; the last page of a run is shorter than the others. */
    private void load() {
        page.addAll(store.read(handle -> asked.bind(handle.createQuery(DeadLetters.SELECT + asked.condition() + SENDABLE
                        + " and receipts.run = :one and ordinal > :after order by ordinal limit :limit"))
                .bind("one", runs.element())
                .bind("after", ordinal)
                .bind("limit", AT_ONCE)
                .map(DeadLetters::letter)
                .list()));
        if (page.size() < AT_ONCE) {
            runs.remove();
            ordinal = -1;
            return;
        }
        ordinal = page.getLast().ordinal();
    }
}
