package io.fullcircle.pipelines.cli;

import io.fullcircle.pipelines.ledger.DeadLetter;
import io.fullcircle.pipelines.ledger.Ledger;
import io.fullcircle.pipelines.ledger.LetterFilter;
import io.fullcircle.pipelines.ledger.Receipts.Known;
import io.fullcircle.pipelines.ledger.Run;
import io.fullcircle.pipelines.ledger.RunFilter;
import io.fullcircle.pipelines.ledger.StoredReceipt;
import io.fullcircle.pipelines.run.RunView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the ledger knows of one key in one pipeline.
 *
 * @param chapters one for each run that saw the key, the oldest first
 * @param gaps runs that may have seen it without leaving a trace, and why
 * @param others how many runs didn't see it
 */
record Story(String pipeline, String key, List<Chapter> chapters, Map<Run, String> gaps, long others) {
    /** What became of the key's rows in one run. */
    record Chapter(RunView run, List<Event> events) {}

    /** @param letter the dead letter that the row became */
    record Event(StoredReceipt receipt, Optional<DeadLetter> letter) {}

    private record Place(String run, long ordinal) {}

    static Story of(Ledger ledger, String pipeline, String key) {
        var letters = letters(ledger, pipeline, key);
        var receipts = new LinkedHashMap<String, List<Event>>();
        for (StoredReceipt receipt : ledger.receipts().findByKey(pipeline, key)) {
            var letter = Optional.ofNullable(letters.get(new Place(receipt.run(), receipt.ordinal())));
            receipts.computeIfAbsent(receipt.run(), run -> new ArrayList<>()).add(new Event(receipt, letter));
        }
        var chapters = new ArrayList<Chapter>();
        var gaps = new LinkedHashMap<Run, String>();
        long others = 0;
        var runs = new ArrayList<>(ledger.runs().list(RunFilter.of(pipeline, Integer.MAX_VALUE)));
        Collections.reverse(runs);
        for (Run run : runs) {
            RunView view = RunView.of(ledger, run);
            if (receipts.containsKey(run.id())) {
                chapters.add(new Chapter(view, receipts.get(run.id())));
                continue;
            }
            String gap = gap(ledger, view);
            if (gap.isEmpty()) {
                others++;
            } else {
                gaps.put(run, gap);
            }
        }
        return new Story(pipeline, key, chapters, gaps, others);
    }

    private static Map<Place, DeadLetter> letters(Ledger ledger, String pipeline, String key) {
        var letters = new LinkedHashMap<Place, DeadLetter>();
        LetterFilter filter = LetterFilter.open(pipeline).withKey(key).withStates(Set.of());
        ledger.deadLetters().forEach(filter, letter -> letters.put(new Place(letter.run(), letter.ordinal()), letter));
        return letters;
    }

    private static String gap(Ledger ledger, RunView view) {
        Run run = view.run();
        String gap = gap(ledger.receipts().known(run));
        if (!gap.isEmpty()) {
            return gap;
        }
        if (run.ended().isEmpty()) {
            return view.gone() ? "it was interrupted, and nobody has taken up its rows yet" : "it goes on";
        }
        if (run.isCutShort()) {
            return "it was interrupted: rows that it read last left no trace";
        }
        return run.rows().left() > 0
                ? "it ended early and left " + Words.count(run.rows().left(), "row") + ", which may be this one"
                : "";
    }

    /** Why a run may have seen a row without a trace; empty when it can't. */
    static String gap(Known known) {
        return switch (known) {
            case ALL -> "";
            case EXCEPTIONS -> "it kept no receipts of delivered rows (ledger.receipts)";
            case OPEN_LETTERS -> "its receipts were pruned (ledger.keep)";
        };
    }
}
