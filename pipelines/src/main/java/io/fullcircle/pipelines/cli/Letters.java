package io.fullcircle.pipelines.cli;

import io.fullcircle.pipelines.export.Column;
import io.fullcircle.pipelines.export.Sheet;
import io.fullcircle.pipelines.ledger.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Dead letters as rows of a list. The call itself is a customer's data: it is there only when asked for. */
final class Letters {
    private Letters() {}

    static List<Column> columns(boolean payload) {
        var columns = new ArrayList<>(List.of(
                Column.text("run"),
                Column.number("ordinal"),
                Column.text("pipeline"),
                Column.text("key"),
                Column.text("message_id"),
                Column.number("status"),
                Column.text("reason"),
                Column.time("rejected_at"),
                Column.text("state"),
                Column.text("settled_by"),
                Column.text("note")));
        if (payload) {
            columns.add(Column.json("payload"));
        }
        return columns;
    }

    static void row(DeadLetter letter, boolean payload, Sheet sheet) {
        var values = new ArrayList<Object>();
        values.add(letter.run());
        values.add(letter.ordinal());
        values.add(letter.pipeline());
        values.add(letter.key());
        values.add(letter.messageId());
        values.add(letter.status());
        values.add(letter.reason());
        values.add(letter.rejectedAt());
        values.add(letter.state().label());
        values.add(letter.settledBy().orElse(null));
        values.add(letter.note().orElse(null));
        if (payload) {
            values.add(payload(letter));
        }
        sheet.row(values.toArray());
    }

    /** The call as it is sent, or null when it was forgotten. */
    static String payload(DeadLetter letter) {
        return letter.content() == null ? null : new String(letter.content(), StandardCharsets.UTF_8);
    }
}
