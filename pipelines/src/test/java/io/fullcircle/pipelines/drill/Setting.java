package io.fullcircle.pipelines.drill;

import io.fullcircle.connector.base.Secret;
import java.util.Optional;

/**
 * What a drill is done with.
 *
 * @param name in the table
 * @param source the file's source block, and operators where it has some
 * @param more further blocks of the file
 * @param ledger the URL of a shared one
 * @param fromPosition whether a run that resumes reads on from a position, and not all rows again
 */
record Setting(String name, String source, String more, Optional<Secret> ledger, boolean fromPosition) {
    /** Rows of each pipeline; of these one in {@value #INVALID_EACH} is invalid, being too large. */
    static final int ROWS = 20_000;

    static final int INVALID_EACH = 500;

    /** Rows that have to arrive. */
    static final int VALID = ROWS - ROWS / INVALID_EACH;

    /** The rows from the embedded DuckDB, the embedded ledger, and a queue that refuses when it is full. */
    static Setting usual() {
        return new Setting(
                "duckdb, embedded ledger, drop",
                duckdb(),
                "queue: {when_full: drop, capacity: 1000}\n",
                Optional.empty(),
                false);
    }

    /** The rows, of the table expression {@code range} with its column {@code i}. */
    static String select(String range) {
        return select(range, "repeat('x', 40000)");
    }

    /** @param large how the database writes a text of 40,000 letters */
    static String select(String range, String large) {
        return """
                select 'c' || i as customer_id, i as number,
                  case when i %% %d = 3 then %s else 'x' end as filling
                from %s""".formatted(INVALID_EACH, large, range);
    }

    private static String duckdb() {
        return """
                source: {type: duckdb}
                operators:
                  - name: scores
                    sql: |
                      %s
                """.formatted(select("range(" + ROWS + ") t(i)").replace("\n", "\n      "));
    }

    /** The same with another ledger. */
    Setting withLedger(String otherName, String url) {
        return new Setting(otherName, source, more, Optional.of(Secret.of(url)), fromPosition);
    }

    /** The same with another source, which has the rows in its table {@code scores}. */
    Setting withSource(String otherName, String otherSource) {
        return new Setting(otherName, otherSource, more, ledger, fromPosition);
    }

    /** The same in another mode. */
    Setting withMode(String otherName, String otherMore) {
        return new Setting(otherName, source, otherMore, ledger, fromPosition);
    }

    /** The same, where rows have a stable order. */
    Setting readingOn() {
        return new Setting(name, source, more, ledger, true);
    }

    String file(String pipeline, Object endpoint) {
        return "pipeline: " + pipeline + "\n" + source + """
                action:
                  type: segment.track
                  write_key: test
                  endpoint: %s
                  table: scores
                  event_name: Scored
                  customer_id: customer_id
                  properties: [number, filling]
                """.formatted(endpoint) + more;
    }
}
