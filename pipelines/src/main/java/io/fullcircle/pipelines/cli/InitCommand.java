package io.fullcircle.pipelines.cli;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.connector.base.Secret;
import io.fullcircle.connector.source.Option.Kind;
import io.fullcircle.connector.source.Settings;
import io.fullcircle.connector.source.Source;
import io.fullcircle.connector.source.SourceProvider;
import io.fullcircle.connector.source.Table;
import io.fullcircle.pipelines.config.FirstFile;
import io.fullcircle.pipelines.config.PipelineReader;
import io.fullcircle.pipelines.config.TableChoice;
import io.fullcircle.pipelines.config.shape.Parsed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fullcircle init}: writes a first pipeline file for a table. */
@Command(
        name = "init",
        description = "Writes a first pipeline file for a table of a database: ids, timestamp and properties guessed.",
        footer = {
            "",
            "Example:",
            "  fullcircle init scores.yaml --type postgres \\",
            "    --set url=jdbc:postgresql://db/models --set user=reader --set 'password=$${PGPASSWORD}' \\",
            "    --table churn_scores"
        })
final class InitCommand implements Callable<Integer> {
    private static final Path SCHEMA = Path.of("schema", "pipeline.schema.json");

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The file to write; it must not be there yet. - for stdout.")
    private String file;

    @Option(names = "--type", required = true, paramLabel = "TYPE", description = "The source: duckdb, postgres, …")
    private String type;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "A setting of the source, as the file writes it; $${NAME} is filled in from the environment.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--table", paramLabel = "TABLE", description = "The table, as `tables` lists it.")
    private String table;

    @Override
    public Integer call() {
        var provider = provider();
        Table chosen;
        try (Source source = provider.create(filled(provider))) {
            chosen = choose(source.tables());
        }
        String text = new FirstFile(provider, settings, chosen, schema(Path.of(file))).text();
        if (file.equals("-")) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
            return ExitCode.DELIVERED;
        }
        write(Path.of(file), text);
        spec.commandLine()
                .getErr()
                .println("written: " + file + "\n-> look through it, then: fullcircle preview " + file);
        return ExitCode.DELIVERED;
    }

    private SourceProvider provider() {
        List<SourceProvider> providers = PipelineReader.providers(InitCommand.class.getClassLoader());
        return providers.stream()
                .filter(provider -> provider.type().equals(type))
                .findFirst()
                .orElseThrow(() -> new ConfigurationException(
                        "there is no source of type " + type,
                        "choose one of "
                                + String.join(
                                        ", ",
                                        providers.stream()
                                                .map(SourceProvider::type)
                                                .toList())));
    }

    /** The settings with the environment filled in, each as its option wants it. */
    private Settings filled(SourceProvider provider) {
        var values = new LinkedHashMap<String, Object>();
        settings.forEach((name, written) -> {
            var option = provider.options().stream()
                    .filter(known -> known.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new ConfigurationException(
                            type + " has no setting " + name,
                            "it has "
                                    + String.join(
                                            ", ",
                                            provider.options().stream()
                                                    .map(io.fullcircle.connector.source.Option::name)
                                                    .toList())));
            values.put(name, value(option.kind(), fill(written)));
        });
        return new Settings(values);
    }

    private static Object value(Kind kind, String text) {
        return switch (kind) {
            case TEXT -> text;
            case SECRET -> Secret.of(text);
            case PATH -> Path.of(text);
            case INTEGER, BOOLEAN, DURATION, MAP ->
                throw new ConfigurationException("--set takes texts only", "write other settings into the file");
        };
    }

    private static String fill(String written) {
        if (!written.matches("\\$\\{[A-Za-z_][A-Za-z0-9_]*}")) {
            return written;
        }
        String name = written.substring(2, written.length() - 1);
        String value = System.getenv(name);
        if (value == null) {
            throw new ConfigurationException("the variable " + name + " isn't set", "set it, or write the value");
        }
        return value;
    }

    private Table choose(List<Table> tables) {
        if (table != null) {
            return tables.stream()
                    .filter(known -> known.name().equals(table))
                    .findFirst()
                    .or(() -> tables.stream()
                            .filter(known -> known.name().equalsIgnoreCase(table))
                            .findFirst())
                    .orElseThrow(() -> new ConfigurationException(
                            "there is no table " + table,
                            "choose one of "
                                    + String.join(
                                            ", ",
                                            tables.stream()
                                                    .limit(20)
                                                    .map(Table::name)
                                                    .toList())));
        }
        if (TableChoice.among(tables) instanceof Parsed.Bad<String> bad) {
            throw new ConfigurationException("--table " + bad.problem(), bad.remedy());
        }
        return tables.get(0);
    }

    /** Where the schema lies as seen from the file: in a folder around it, or in a checkout's config beside that. */
    private static String schema(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        for (Path around = folder; around != null; around = around.getParent()) {
            for (Path candidate :
                    List.of(around.resolve(SCHEMA), around.resolve("config").resolve(SCHEMA))) {
                if (Files.exists(candidate)) {
                    return folder.relativize(candidate).toString();
                }
            }
        }
        return SCHEMA.toString();
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
        } catch (java.nio.file.FileAlreadyExistsException e) {
            throw new ConfigurationException(file + " is there already", "choose another name, or remove it first", e);
        } catch (IOException e) {
            throw new EnvironmentException(file + " can't be written: " + e, "choose a folder that can be", e);
        }
    }
}
