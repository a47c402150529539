package io.fullcircle.pipelines.config;

import io.fullcircle.connector.StopWhen;
import io.fullcircle.connector.base.Secret;
import io.fullcircle.connector.source.SourceProvider;
import io.fullcircle.pipelines.config.file.Finding;
import io.fullcircle.pipelines.config.file.Findings;
import io.fullcircle.pipelines.config.file.Mark;
import io.fullcircle.pipelines.config.file.YamlFile;
import io.fullcircle.pipelines.config.shape.Shape;
import io.fullcircle.pipelines.config.shape.ShapeReader;
import io.fullcircle.pipelines.config.shape.Substitution;
import io.fullcircle.pipelines.config.shape.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;

/**
 * Reads pipeline files. Whatever a file holds, the answer is a {@link ReadResult}: with the pipeline, or with every
 * mistake at once. Reads the file and those that <code>${file:…}</code> names; connects to nothing. Immutable.
 */
public final class PipelineReader {
    private final UnaryOperator<String> environment;
    private final List<SourceProvider> providers;

    /**
     * @param environment the value of a variable, null when it isn't set
     * @param providers one for each {@code source.type}
     */
    public PipelineReader(UnaryOperator<String> environment, List<SourceProvider> providers) {
        this.environment = environment;
        this.providers = List.copyOf(providers);
    }

    /** With this process's environment and the providers on the class path. */
    public static PipelineReader standard() {
        return new PipelineReader(System::getenv, providers(PipelineReader.class.getClassLoader()));
    }

    /** The source providers that this class loader finds. */
    public static List<SourceProvider> providers(ClassLoader loader) {
        return ServiceLoader.load(SourceProvider.class, loader).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    /** What a file may hold. */
    public Shape.Block shape() {
        return PipelineShape.of(providers);
    }

    public ReadResult read(Path file) {
        var findings = new Findings(file);
        return read(file, YamlFile.read(file, findings), findings);
    }

    /** The same of bytes at hand, as if they were this file's. */
    public ReadResult read(Path file, byte[] bytes) {
        var findings = new Findings(file);
        return read(file, YamlFile.read(bytes, findings), findings);
    }

    /**
     * What a file says of its source alone: what else it holds may be wrong or missing.
     *
     * @param origin there exactly when no finding is an error
     * @param findings of the file as a whole and of {@code source}
     */
    public record SourceResult(Optional<Pipeline.Origin> origin, List<Finding> findings) {}

    public SourceResult readSource(Path file) {
        var findings = new Findings(file);
        var yaml = YamlFile.read(file, findings);
        if (yaml.isEmpty()) {
            return new SourceResult(Optional.empty(), findings.sorted());
        }
        var reader = new ShapeReader(yaml.get(), findings, substitution(file));
        var source = new SourcePart(reader.read(shape()).group("source"), providers);
        source.check(findings, reader.confidential());
        var relevant = relevant(findings, "source");
        return relevant.stream().anyMatch(Finding::isError)
                ? new SourceResult(Optional.empty(), relevant)
                : new SourceResult(Optional.of(source.build()), relevant);
    }

    /**
     * What a file says of its ledger alone: what else it holds may be wrong or missing.
     *
     * @param url there when the file names one
     * @param findings of the file as a whole and of {@code ledger}
     */
    public record LedgerResult(Optional<Secret> url, List<Finding> findings) {}

    public LedgerResult readLedger(Path file) {
        var findings = new Findings(file);
        var url = YamlFile.read(file, findings)
                .flatMap(yaml -> new ShapeReader(yaml, findings, substitution(file))
                        .read(shape())
                        .group("ledger")
                        .get("url", Secret.class));
        return new LedgerResult(url, relevant(findings, "ledger"));
    }

    private static List<Finding> relevant(Findings findings, String block) {
        return findings.sorted().stream()
                .filter(finding -> finding.path().matches("file|" + block + "([.\\[].*)?"))
                .toList();
    }

    private Substitution substitution(Path file) {
        var directory = file.toAbsolutePath().normalize().getParent();
        return new Substitution(environment, directory == null ? file.toAbsolutePath() : directory);
    }

    private ReadResult read(Path file, Optional<YamlFile> yaml, Findings findings) {
        if (yaml.isEmpty()) {
            return new ReadResult(file, Optional.empty(), findings.sorted(), List.of(), Map.of());
        }
        var reader = new ShapeReader(yaml.get(), findings, substitution(file));
        var root = reader.read(shape());
        var parts = new Parts(file, root, reader, providers);
        parts.check(findings);
        var pipeline = findings.hasErrors()
                ? Optional.<Pipeline>empty()
                : Optional.of(parts.build(yaml.get().digest()));
        return new ReadResult(file, pipeline, findings.sorted(), reader.columns(), reader.marks());
    }

    /** The blocks of a file, each with what it checks beyond single settings. */
    private static final class Parts {
        private final Path file;
        private final Value.Group root;
        private final ShapeReader reader;
        private final SourcePart source;
        private final OperatorsPart operators;
        private final MappingPart mapping;
        private final SendingPart sending;
        private final SyncPart sync;
        private final SchedulePart schedule;
        private final GuardPart guard;

        Parts(Path file, Value.Group root, ShapeReader reader, List<SourceProvider> providers) {
            this.file = file;
            this.root = root;
            this.reader = reader;
            this.source = new SourcePart(root.group("source"), providers);
            this.operators = new OperatorsPart(root, reader::markIn);
            this.mapping = new MappingPart(root.group("action"));
            this.sending = new SendingPart(root);
            this.sync = new SyncPart(root);
            this.schedule = new SchedulePart(root);
            this.guard = new GuardPart(root);
        }

        void check(Findings findings) {
            source.check(findings, reader.confidential());
            operators.check(findings);
            operators.checkMaterialize(findings, source.refusalToMaterialize());
            checkAudit(findings);
            mapping.check(findings);
            sending.check(findings);
            sync.check(findings);
            schedule.check(findings, root.get("pipeline", String.class).orElseGet(this::name));
            guard.check(findings);
            checkName(findings);
            Lints.check(root, endpoint(root.group("action")), findings);
        }

        private void checkAudit(Findings findings) {
            root.group("audit")
                    .leaf("schema")
                    .ifPresent(schema -> source.refusalToWrite((String) schema.value())
                            .ifPresent(why -> findings.error(
                                    schema.place().mark(),
                                    schema.place().path(),
                                    why,
                                    "remove audit, or let the source be a database that keeps tables; `fullcircle"
                                            + " receipts` writes the same into files")));
        }

        private void checkName(Findings findings) {
            var name = name();
            if (!root.written().contains("pipeline") && !name.matches(PipelineShape.NAME)) {
                findings.error(
                        Mark.START,
                        "pipeline",
                        "is missing, and the file's name can't stand for it",
                        "add `pipeline: ` and a name of letters, digits, dots, _ and -");
            }
        }

        /** The file's name without its ending. */
        private String name() {
            var name = file.getFileName() == null ? "" : file.getFileName().toString();
            var dot = name.lastIndexOf('.');
            return dot < 0 ? name : name.substring(0, dot);
        }

        private static Endpoint endpoint(Value.Group action) {
            return action.get("endpoint", Endpoint.class).orElse(Endpoint.DEFAULT);
        }

        private static LedgerSettings ledger(Value.Group ledger) {
            return new LedgerSettings(
                    ledger.get("url", Secret.class),
                    ledger.get("receipts", String.class)
                            .filter("exceptions"::equals)
                            .isEmpty(),
                    ledger.get("keep", Duration.class).orElse(LedgerSettings.KEEP));
        }

        Pipeline build(String digest) {
            var action = root.group("action");
            var endpoint = endpoint(action);
            var read = sync.build();
            return new Pipeline(
                    root.get("pipeline", String.class).orElseGet(this::name),
                    file,
                    digest,
                    source.build(),
                    operators.build(),
                    operators.table(),
                    action.get("write_key", Secret.class).orElseThrow(),
                    endpoint,
                    mapping.build(read.key(), sending.maxMessageBytes()),
                    sending.queue(),
                    sending.delivery(endpoint),
                    read,
                    guard.build(),
                    root.group("cost").get("per_1000_calls", Double.class),
                    root.group("failure").get("stop_when", StopWhen.class).orElse(StopWhen.DEFAULT),
                    ledger(root.group("ledger")),
                    root.group("audit").get("schema", String.class),
                    root.get("namespace", String.class),
                    schedule.build(),
                    NotifyShape.build(root.group("notify")));
        }
    }
}
