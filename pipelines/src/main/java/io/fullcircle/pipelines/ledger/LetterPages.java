package io.fullcircle.pipelines.ledger;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Letters that were refused before a run, {@value #AT_ONCE} in memory at a time. Each page is a reading of its own. */
final class LetterPages implements Iterator<DeadLetter> {
    /** Of at most 32 KB each. */
    private static final int AT_ONCE = 200;

    /** A letter can be sent when it has its content and no newer letter stands for it. */
    static final String SENDABLE = " and content is not null and not (letter = 'superseded' and note is not null)";

    private record Numbered(long run, DeadLetter letter) {}

    private final Store store;
    private final LetterQuery asked;
    private final long by;
    private final ArrayDeque<DeadLetter> page = new ArrayDeque<>();
    private long run;
    private long ordinal = -1;
    private boolean ended;

    /** @param by the run that they were refused before */
    LetterPages(Store store, LetterFilter filter, long by) {
        this.store = store;
        this.asked = new LetterQuery(filter);
        this.by = by;
    }

    @Override
    public boolean hasNext() {
        if (page.isEmpty() && !ended) {
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

    private void load() {
        List<Numbered> loaded = store.read(handle -> asked.bind(
                        handle.createQuery(DeadLetters.SELECT + asked.condition() + SENDABLE + """
                                 and receipts.run < :by
                                and (receipts.run > :afterRun or (receipts.run = :afterRun and ordinal > :afterOrdinal))
                                order by receipts.run, ordinal limit :limit
                                """))
                .bind("by", by)
                .bind("afterRun", run)
                .bind("afterOrdinal", ordinal)
                .bind("limit", AT_ONCE)
                .map((row, context) -> new Numbered(row.getLong("seq"), DeadLetters.letter(row, context)))
                .list());
        for (Numbered one : loaded) {
            page.add(one.letter());
            run = one.run();
            ordinal = one.letter().ordinal();
        }
        ended = loaded.size() < AT_ONCE;
    }
}
