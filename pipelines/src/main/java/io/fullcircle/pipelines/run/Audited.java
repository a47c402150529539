package io.fullcircle.pipelines.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What came of writing the accounting into the source's database.
 *
 * @param schema where to
 * @param runs that were written, this one and earlier ones that had not been
 * @param receipts that were written with them
 * @param problem why some are not written yet
 */
public record Audited(String schema, long runs, long receipts, Optional<String> problem) {
    Audited with(long moreReceipts) {
        return new Audited(schema, runs + 1, receipts + moreReceipts, problem);
    }

    Audited failed(String why) {
        return new Audited(schema, runs, receipts, Optional.of(why));
    }

    Map<String, Object> members() {
        var members = new LinkedHashMap<String, Object>();
        members.put("schema", schema);
        members.put("runs", runs);
        members.put("receipts", receipts);
        problem.ifPresent(why -> members.put("problem", why));
        return members;
    }
}
