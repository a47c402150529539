package io.fullcircle.pipelines.drill;

import java.util.List;
import java.util.Locale;

/**
 * What came of a drill.
 *
 * @param pipelines how many were killed until they completed
 * @param resumes runs that took up another
 * @param rows that had to arrive
 * @param unique ids that arrived
 * @param duplicates messages that arrived again
 */
record Outcome(String name, int pipelines, int kills, int resumes, long rows, long unique, long duplicates) {
    static String table(List<Outcome> outcomes) {
        var table = new StringBuilder(
                line("setting", "pipelines", "kills", "resumes", "rows", "unique", "duplicates", "lost"));
        for (Outcome one : outcomes) {
            table.append(line(
                    one.name,
                    one.pipelines,
                    one.kills,
                    one.resumes,
                    one.rows,
                    one.unique,
                    one.duplicates,
                    one.rows - one.unique));
        }
        return table.toString();
    }

    private static String line(Object... cells) {
        return String.format(Locale.ROOT, "%-34s %9s %6s %8s %9s %9s %11s %5s%n", cells);
    }
}
