package io.fullcircle.pipelines.cli;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.connector.operator.Purpose;
import io.fullcircle.connector.operator.Query;
import io.fullcircle.connector.source.Source;
import io.fullcircle.pipelines.config.ColumnCheck;
import io.fullcircle.pipelines.config.Pipeline;
import io.fullcircle.pipelines.config.PipelineReader;
import io.fullcircle.pipelines.config.ReadResult;
import io.fullcircle.pipelines.config.TableChoice;
import io.fullcircle.pipelines.config.file.Finding;
import io.fullcircle.pipelines.config.shape.Parsed;
import io.fullcircle.pipelines.config.shape.SettingsHelp;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fullcircle validate}: every problem of the files, on stdout, since that is what was asked for. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = "Reports every problem of pipeline files: file:line:column, what is wrong and what to do.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:No file has an error; there may be warnings",
            "2:A file has errors",
            "3:--connect couldn't reach a source"
        })
public final class ValidateCommand implements Callable<Integer> {
    private static final int FINE = 0;
    private static final int CONFIGURATION = 2;
    private static final int ENVIRONMENT = 3;

    private final Supplier<PipelineReader> readers;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "Pipeline files.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--connect",
            description = "Also asks the source whether the operators are right and the columns are there.")
    private boolean connect;

    @Option(names = "--settings", description = "Prints every setting that a pipeline file may have, and ends.")
    private boolean settings;

    public ValidateCommand() {
        this(PipelineReader::standard);
    }

    /** @param readers gives the reader when it is needed, so that help doesn't load every driver */
    ValidateCommand(Supplier<PipelineReader> readers) {
        this.readers = readers;
    }

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var err = spec.commandLine().getErr();
        if (settings) {
            out.print(SettingsHelp.of(readers.get().shape()));
            out.flush();
            return FINE;
        }
        if (files.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Missing required parameter: 'FILE'");
        }
        var tally = new Tally();
        var reader = readers.get();
        files.forEach(file -> check(reader.read(file), tally, out, err));
        err.println(tally.summary(files.size()));
        out.flush();
        err.flush();
        return tally.errors > 0 ? CONFIGURATION : tally.isUnreachable ? ENVIRONMENT : FINE;
    }

    private void check(ReadResult result, Tally tally, PrintWriter out, PrintWriter err) {
        var findings = new ArrayList<>(result.findings());
        if (connect && result.pipeline().isPresent()) {
            try {
                findings.addAll(compare(result, result.pipeline().get(), err));
            } catch (ConfigurationException e) {
                findings.add(result.finding("source", e.getMessage(), e.remedy()));
            } catch (EnvironmentException e) {
                err.println(result.file() + ": " + e.getMessage());
                err.println("-> " + e.remedy());
                tally.isUnreachable = true;
            }
        }
        // Warnings are for files that work: beside errors they would only be in the way.
        var hasErrors = findings.stream().anyMatch(Finding::isError);
        for (var finding : findings.stream().sorted(Finding.BY_PLACE).toList()) {
            tally.count(finding);
            if (finding.isError() || !hasErrors) {
                out.println(finding.text());
            } else {
                tally.withheld++;
            }
        }
    }

    private static List<Finding> compare(ReadResult result, Pipeline pipeline, PrintWriter err) {
        try (var source = pipeline.origin().create()) {
            if (pipeline.table().isPresent()) {
                return compare(result, pipeline, source, pipeline.table().get());
            }
            var choice = TableChoice.among(source.tables());
            if (choice instanceof Parsed.Good<String> only) {
                err.println(result.file() + ": reads " + only.value() + ", the only table there is");
                return compare(result, pipeline, source, only.value());
            }
            var bad = (Parsed.Bad<String>) choice;
            return List.of(result.finding("action.table", bad.problem(), bad.remedy()));
        }
    }

    private static List<Finding> compare(ReadResult result, Pipeline pipeline, Source source, String table) {
        try {
            return ColumnCheck.check(
                    result,
                    source.describe(new Query(
                            pipeline.operators(), table, List.of(), new Purpose(pipeline.name(), "validate"))));
        } catch (ConfigurationException e) {
            return List.of(result.finding(blamed(pipeline, table, e.getMessage()), e.getMessage(), e.remedy()));
        }
    }

    /** The operator that the database names in its complaint, else the one that is read, else the table. */
    private static String blamed(Pipeline pipeline, String table, String complaint) {
        var operators = pipeline.operators();
        var path = "action.table";
        for (int i = 0; i < operators.size(); i++) {
            var name = operators.get(i).name();
            if (complaint.matches("(?s).*\\boperator\\W+\\Q" + name + "\\E\\b.*")) {
                return "operators[%d].sql".formatted(i);
            }
            if (name.equalsIgnoreCase(table)) {
                path = "operators[%d].sql".formatted(i);
            }
        }
        return path;
    }

    /** What the summary says. */
    private static final class Tally {
        private int errors;
        private int warnings;
        private int withheld;
        private boolean isUnreachable;

        private void count(Finding finding) {
            if (finding.isError()) {
                errors++;
            } else {
                warnings++;
            }
        }

        private String summary(int files) {
            var hidden = withheld == 0 ? "" : " (%d shown when the errors are gone)".formatted(withheld);
            return plural(files, "file") + ": " + plural(errors, "error") + ", " + plural(warnings, "warning") + hidden;
        }

        private static String plural(int number, String noun) {
            return number + " " + noun + (number == 1 ? "" : "s");
        }
    }
}
