package io.fullcircle.pipelines.cli;

import io.fullcircle.pipelines.ledger.DeadLetter;
import java.util.ArrayList;
import java.util.List;

/** Dead letters for people. */
final class LetterTable {
    private final boolean payload;
    private final TextTable table = new TextTable(
            TextTable.id("RUN"),
            TextTable.text("PIPELINE"),
            TextTable.text("KEY"),
            TextTable.id("STATE"),
            TextTable.id("HTTP"),
            TextTable.text("REASON"));
    private final List<String> payloads = new ArrayList<>();

    LetterTable(boolean payload) {
        this.payload = payload;
    }

    void add(DeadLetter letter) {
        table.row(
                letter.run(),
                letter.pipeline(),
                letter.key(),
                letter.state().label(),
                String.valueOf(letter.status()),
                letter.reason());
        payloads.add(Letters.payload(letter));
    }

    int size() {
        return payloads.size();
    }

    /** Each call stands below its letter. */
    List<String> lines() {
        List<String> lines = table.lines();
        if (!payload) {
            return lines;
        }
        var all = new ArrayList<>(lines.subList(0, 1));
        for (int i = 0; i < payloads.size(); i++) {
            all.add(lines.get(i + 1));
            all.add(payloads.get(i) == null ? "  (forgotten)" : "  " + Words.printable(payloads.get(i)));
        }
        return all;
    }
}
