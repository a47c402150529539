package io.fullcircle.pipelines.cli;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.base.Secret;
import io.fullcircle.connector.source.Source;
import io.fullcircle.pipelines.config.Pipeline;
import io.fullcircle.pipelines.config.PipelineReader;
import io.fullcircle.pipelines.config.file.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/** Reads the file that a verb is given. What is wrong with it goes to stderr, every problem at once. */
final class PipelineFiles {
    private PipelineFiles() {}

    /** The pipeline; empty when the file has errors, which have been printed. */
    static Optional<Pipeline> read(Path file, CommandLine command) {
        var result = PipelineReader.standard().read(file);
        print(result.findings(), command);
        return result.pipeline();
    }

    /** The file's source, not connected yet; empty when its block has errors, which have been printed. */
    static Optional<Source> readSource(Path file, CommandLine command) {
        var result = PipelineReader.standard().readSource(file);
        print(result.findings(), command);
        return result.origin().map(Pipeline.Origin::create);
    }

    /**
     * The ledger's URL, where the file names one.
     *
     * @throws ConfigurationException when what the file says of it can't be read; the mistakes have been printed
     */
    static Optional<Secret> readLedger(Path file, CommandLine command) {
        var result = PipelineReader.standard().readLedger(file);
        print(result.findings(), command);
        if (result.findings().stream().anyMatch(Finding::isError)) {
            throw new ConfigurationException(
                    file + " doesn't tell where its ledger is", "mend it, or leave --file out");
        }
        return result.url();
    }

    /** Warnings are for files that work: beside errors they would only be in the way. */
    private static void print(List<Finding> findings, CommandLine command) {
        boolean errors = findings.stream().anyMatch(Finding::isError);
        findings.stream()
                .filter(finding -> finding.isError() == errors)
                .forEach(finding -> command.getErr().println(finding.text()));
        command.getErr().flush();
    }
}
