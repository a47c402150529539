package io.fullcircle.pipelines.config;

import io.fullcircle.connector.base.Nearest;
import io.fullcircle.connector.source.Column;
import io.fullcircle.pipelines.config.file.Finding;
import io.fullcircle.pipelines.config.shape.ColumnReference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Compares the columns that a file names with those that there are. */
public final class ColumnCheck {
    private static final int MANY = 20;

    private ColumnCheck() {}

    /** A finding for every setting whose column isn't there, or could be several. */
    public static List<Finding> check(ReadResult file, List<Column> columns) {
        var names = columns.stream().map(Column::name).toList();
        var findings = new ArrayList<Finding>();
        for (var reference : file.columns()) {
            if (!names.contains(reference.column())) {
                check(file, reference, names, findings);
            }
        }
        return findings;
    }

    private static void check(ReadResult file, ColumnReference reference, List<String> names, List<Finding> findings) {
        var alike = names.stream().filter(reference.column()::equalsIgnoreCase).toList();
        if (alike.size() == 1) {
            return;
        }
        var problem = alike.isEmpty()
                ? "there is no column " + reference.shown()
                : "%s could be any of %s".formatted(reference.shown(), String.join(", ", alike));
        var remedy = alike.isEmpty()
                ? Nearest.of(reference.column(), names)
                        .map("did you mean %s?"::formatted)
                        .orElseGet(() -> "the columns are " + list(names))
                : "write it exactly as one of them";
        findings.add(new Finding(
                file.file(),
                reference.place().mark(),
                reference.place().path(),
                problem,
                remedy,
                Finding.Severity.ERROR));
    }

    private static String list(List<String> names) {
        var more = names.size() > MANY ? ", …" : "";
        return names.stream().limit(MANY).collect(Collectors.joining(", ")) + more;
    }
}
