package io.fullcircle.pipelines.config;

import io.fullcircle.pipelines.config.file.Finding;
import io.fullcircle.pipelines.config.file.Mark;
import io.fullcircle.pipelines.config.shape.ColumnReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of reading a pipeline file.
 *
 * @param file as the caller named it
 * @param pipeline there exactly when no finding is an error
 * @param findings in the order of their places
 * @param columns every setting that names a column
 * @param marks where the settings stand, by path
 */
public record ReadResult(
        Path file,
        Optional<Pipeline> pipeline,
        List<Finding> findings,
        List<ColumnReference> columns,
        Map<String, Mark> marks) {
    public ReadResult {
        findings = List.copyOf(findings);
        columns = List.copyOf(columns);
        marks = Map.copyOf(marks);
    }

    /** Something that turned out behind the file: at the setting, else at the nearest one around it. */
    public Finding finding(String path, String problem, String remedy) {
        var around = path;
        while (!around.isEmpty() && !marks.containsKey(around)) {
            around = around.substring(0, Math.max(Math.max(around.lastIndexOf('.'), around.lastIndexOf('[')), 0));
        }
        var mark = marks.getOrDefault(around, Mark.START);
        return new Finding(file, mark, path, problem, remedy, Finding.Severity.ERROR);
    }
}
