package io.fullcircle.pipelines.cli;

import io.fullcircle.connector.source.Column;
import io.fullcircle.connector.source.Source;
import io.fullcircle.connector.source.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code fullcircle tables FILE}: what the source offers. */
@Command(
        name = "tables",
        description = "Lists the tables and views that a pipeline's source offers, with their columns.",
        footer = {"", "Of the file only the source has to be complete: the rest can be written afterwards."})
final class TablesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "A pipeline file, or one with a source only.")
    private Path file;

    @Option(names = "--json", description = "One JSON object a table.")
    private boolean json;

    @Override
    public Integer call() {
        var opened = PipelineFiles.readSource(file, spec.commandLine());
        if (opened.isEmpty()) {
            return ExitCode.CONFIGURATION;
        }
        List<Table> tables;
        try (Source source = opened.get()) {
            tables = source.tables();
        }
        tables.forEach(this::print);
        spec.commandLine().getOut().flush();
        if (tables.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("the source offers no tables or views; files are read through an operator's SQL");
        }
        return ExitCode.DELIVERED;
    }

    private void print(Table table) {
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonMapper.shared()
                    .writeValueAsString(Map.of(
                            "name", table.name(),
                            "kind", table.kind(),
                            "columns", table.columns())));
            return;
        }
        out.println(table.name() + "  (" + table.kind() + ")");
        int width = table.columns().stream()
                .mapToInt(column -> column.name().length())
                .max()
                .orElse(0);
        for (Column column : table.columns()) {
            out.println("  " + column.name() + " ".repeat(width - column.name().length() + 2) + column.type());
        }
    }
}
