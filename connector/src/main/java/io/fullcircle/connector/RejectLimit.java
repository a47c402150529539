package io.fullcircle.connector;

import io.fullcircle.connector.destination.Receipt;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Ends a run whose mapping is wrong for every row before it fills a table with dead letters: so many rejected of the
 * last so many settled messages. Invalid rows never end a run. Called by one thread at a time.
 */
final class RejectLimit {
    /** A destination may word every refusal differently; the ones counted apart have an end. */
    private static final int DISTINCT_REASONS = 100;

    private final StopWhen bound;
    private final boolean[] window;
    private final Map<String, Long> reasons = new HashMap<>();
    private long settled;
    private int rejected;

    RejectLimit(StopWhen bound) {
        this.bound = bound;
        this.window = new boolean[bound.last()];
    }

    /** Counts these, and says why the run has to end once it has to. */
    Optional<RejectedTooOften> count(List<Receipt> receipts) {
        for (Receipt receipt : receipts) {
            if (receipt instanceof Receipt.Rejected refusal) {
                refused(("HTTP " + refusal.status() + " " + refusal.reason()).strip());
            }
            if (receipt instanceof Receipt.Accepted) {
                note(false);
            }
        }
        return end();
    }

    private Optional<RejectedTooOften> end() {
        return rejected < bound.rejected() ? Optional.empty() : Optional.of(reason());
    }

    private void refused(String reason) {
        note(true);
        boolean known = reasons.size() < DISTINCT_REASONS || reasons.containsKey(reason);
        reasons.merge(known ? reason : "other reasons", 1L, Long::sum);
    }

    private void note(boolean refused) {
        int place = (int) (settled++ % window.length);
        rejected += (refused ? 1 : 0) - (window[place] ? 1 : 0);
        window[place] = refused;
    }

    private RejectedTooOften reason() {
        var frequent = reasons.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(reason -> reason.getValue() + " times: " + reason.getKey())
                .orElse("");
        return new RejectedTooOften(rejected + " of the last " + Math.min(settled, bound.last())
                + " calls were rejected, most frequently, " + frequent);
    }
}
