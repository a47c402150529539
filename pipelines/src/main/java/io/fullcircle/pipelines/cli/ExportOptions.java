package io.fullcircle.pipelines.cli;

import io.fullcircle.pipelines.export.Column;
import io.fullcircle.pipelines.export.Export;
import io.fullcircle.pipelines.export.Format;
import io.fullcircle.pipelines.export.Sheet;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a list is written, and where. */
final class ExportOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--format",
            defaultValue = "csv",
            paramLabel = "FORMAT",
            description = {
                "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} unless said otherwise. In CSV, a text that begins with one of",
                "= + - @ gets an apostrophe in front, so that no spreadsheet computes it."
            })
    private Format format;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the file, the whole or nothing, readable by its owner; otherwise to stdout.")
    private Path out;

    /**
     * @param noun what a row is
     * @param rows hands over the rows
     */
    void write(String noun, List<Column> columns, Consumer<Sheet> rows) {
        var count = new AtomicLong();
        var export = new Export(format, columns, Optional.ofNullable(out));
        export.write(
                spec.commandLine().getOut(),
                sheet -> rows.accept(values -> {
                    sheet.row(values);
                    count.incrementAndGet();
                }));
        if (out != null) {
            spec.commandLine().getErr().println("written: " + Words.count(count.get(), noun) + " to " + out);
        }
    }
}
