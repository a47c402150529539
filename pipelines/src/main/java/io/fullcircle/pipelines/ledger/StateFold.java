package io.fullcircle.pipelines.ledger;

import io.fullcircle.connector.base.SortedRecords;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.LongPredicate;
import org.jdbi.v3.core.Handle;

/**
 * Writes the journal into the pages: a merge of two sorted sequences, page by page, in the transaction of the caller. Pages
 * that nothing happens to are not written. Memory holds a page or two.
 */
final class StateFold {
    private final Handle handle;
    private final String state;
    private final SortedRecords journal;
    private final LongPredicate outdated;
    private boolean more;

    private ByteBuffer out = ByteBuffer.allocate(2 * StatePages.PAGE * StateEntry.BYTES);

    /**
     * @param journal by hash, then in the order of acceptance
     * @param outdated whether an entry of this value is not needed any longer
     */
    StateFold(Handle handle, String state, SortedRecords journal, LongPredicate outdated) {
        this.handle = handle;
        this.state = state;
        this.journal = journal;
        this.outdated = outdated;
    }

    /** @param prunes whether pages that nothing was accepted of are looked through, too */
    void run(boolean prunes) {
        more = journal.next();
        long[] firsts = StatePages.firsts(handle, state);
        if (firsts.length == 0) {
            merge(ByteBuffer.allocate(0), null);
            return;
        }
        for (int i = 0; i < firsts.length && (more || prunes); i++) {
            Long end = i + 1 < firsts.length ? firsts[i + 1] : null;
            if (!prunes && !isBefore(end)) {
                continue;
            }
            byte[] page = StatePages.page(handle, state, firsts[i]);
            StatePages.delete(handle, state, firsts[i]);
            merge(ByteBuffer.wrap(page), end);
        }
    }

    /** Whether the journal's next record belongs before this page. */
    private boolean isBefore(Long first) {
        return more && (first == null || StatePages.turned(journal.word(0)) < first);
    }

    /** @param end where the next page begins, or null */
    private void merge(ByteBuffer page, Long end) {
        while (page.hasRemaining() || isBefore(end)) {
            long high;
            long low;
            long value;
            int meta;
            int order = order(page, end);
            if (order > 0) {
                high = journal.word(0);
                low = journal.word(1);
                value = journal.word(2);
                meta = (int) journal.word(3);
                more = journal.next();
            } else {
                high = page.getLong();
                low = page.getLong();
                value = page.getLong();
                meta = page.getInt();
            }
            // Later acceptances of the same key follow each other.
            while (more && journal.word(0) == high && journal.word(1) == low) {
                meta = next(value, meta);
                value = journal.word(2);
                more = journal.next();
            }
            put(high, low, value, meta);
        }
        finish();
    }

    /** Negative or zero when the page's next entry comes first, or both are of one key. */
    private int order(ByteBuffer page, Long end) {
        if (!isBefore(end)) {
            return -1;
        }
        if (!page.hasRemaining()) {
            return 1;
        }
        int high = Long.compareUnsigned(page.getLong(page.position()), journal.word(0));
        return high != 0 ? high : Long.compareUnsigned(page.getLong(page.position() + Long.BYTES), journal.word(1));
    }

    /** An older version that was accepted late, as a dead letter may be, is a version more all the same. */
    private int next(long value, int meta) {
        int accepted = (int) journal.word(3);
        boolean same = value == journal.word(2) && StateEntry.isPresent(meta) == StateEntry.isPresent(accepted);
        int versions = Math.max(StateEntry.versions(meta) + (same ? 0 : 1), StateEntry.versions(accepted));
        return StateEntry.meta(versions, StateEntry.isPresent(accepted));
    }

    private void put(long high, long low, long value, int meta) {
        if (outdated.test(value)) {
            return;
        }
        if (!out.hasRemaining()) {
            StatePages.insert(handle, state, Arrays.copyOf(out.array(), out.capacity() / 2));
            out.position(out.capacity() / 2);
            out = ByteBuffer.allocate(out.capacity()).put(out.array(), out.capacity() / 2, out.capacity() / 2);
        }
        StateEntry.put(out, high, low, value, meta);
    }

    private void finish() {
        if (out.position() > 0) {
            StatePages.insert(handle, state, Arrays.copyOf(out.array(), out.position()));
        }
        out.clear();
    }
}
