package io.fullcircle.pipelines.serve;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.base.Secret;
import io.fullcircle.pipelines.config.Pipeline;
import io.fullcircle.pipelines.config.PipelineReader;
import io.fullcircle.pipelines.config.ReadResult;
import io.fullcircle.pipelines.config.file.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files {@code *.yaml} and {@code *.yml} of a folder. A file that changes is read again; one that is broken then
 * keeps its last good version, and what is wrong is said once. Looked at again and again by one thread: notices of
 * changes don't come from network file systems, nor where a folder is replaced by a link.
 */
final class Folder {
    private static final Logger LOG = LoggerFactory.getLogger(Folder.class);

    private final Path folder;
    private final PipelineReader reader;
    private final Map<Path, Known> files = new TreeMap<>();
    private Set<String> said = new HashSet<>();

    /** What is known of a file: its bytes, what was read from them, and the last version without an error. */
    private static final class Known {
        private byte[] bytes = {};
        private byte[] changing;
        private ReadResult good;
        private boolean broken;
    }

    Folder(Path folder, PipelineReader reader) {
        this.folder = folder;
        this.reader = reader;
        if (!Files.isDirectory(folder)) {
            throw new ConfigurationException(
                    folder + " isn't a folder", "name the folder that holds the pipeline files");
        }
    }

    /** The ledger that the files name, if one does: the first of them decides. */
    Optional<Secret> ledger() {
        return list().stream()
                .map(file -> reader.readLedger(file).url())
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The pipelines as the files tell them now. */
    Catalog read(Optional<Secret> ledger) {
        List<Path> there = list();
        files.keySet().stream().filter(file -> !there.contains(file)).toList().forEach(this::forget);
        there.forEach(this::read);
        var catalog = Catalog.of(
                files.values().stream()
                        .map(known -> known.good)
                        .filter(Objects::nonNull)
                        .toList(),
                ledger);
        say(catalog.findings());
        return catalog;
    }

    /** Readable for the moment or not, the folder is there: what can't be listed now has not gone. */
    private List<Path> list() {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.getFileName().toString().matches("[^.].*\\.ya?ml"))
                    .filter(file -> !Files.isDirectory(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            LOG.warn("{} can't be listed, its pipelines stay as they are: {}", folder, e.toString());
            return List.copyOf(files.keySet());
        }
    }

    private void forget(Path file) {
        Known known = files.remove(file);
        LOG.info("{} is gone{}", file, known.good == null ? "" : ": its pipeline isn't run any more");
    }

    private void read(Path file) {
        boolean first = !files.containsKey(file);
        Known known = files.computeIfAbsent(file, added -> new Known());
        byte[] now;
        try {
            now = Files.readAllBytes(file);
        } catch (IOException e) {
            // Between two versions, or not for this user to read: the reader says so in its own words.
            now = null;
        }
        if (now != null && Arrays.equals(now, known.bytes) && !first) {
            known.changing = null;
            return;
        }
        // Whoever is still writing it is let finish: a change counts when it is seen twice.
        if (!first && now != null && !Arrays.equals(now, known.changing)) {
            known.changing = now;
            return;
        }
        known.changing = null;
        if (now == null && known.broken) {
            return;
        }
        known.bytes = now == null ? new byte[0] : now;
        take(file, known, now == null ? reader.read(file) : reader.read(file, now), first);
    }

    private static void take(Path file, Known known, ReadResult result, boolean first) {
        known.broken = result.pipeline().isEmpty();
        if (!known.broken) {
            known.good = result;
            if (!first) {
                LOG.info("{} was read again", file);
            }
            result.findings().forEach(finding -> LOG.warn("{}", finding.text()));
            return;
        }
        result.findings().stream().filter(Finding::isError).forEach(finding -> LOG.error("{}", finding.text()));
        LOG.error(
                "{} has errors: {}",
                file,
                known.good == null
                        ? "it isn't run until it is mended"
                        : "its last good version is run until it is mended");
    }

    /** Each finding between files once, as long as it lasts. */
    private void say(List<Finding> findings) {
        var now = new HashSet<String>();
        findings.forEach(finding -> now.add(finding.text()));
        now.stream().filter(text -> !said.contains(text)).sorted().forEach(text -> LOG.error("{}", text));
        said = now;
    }

    /**
     * The pipeline with what is filled in as it is now: a key in a file that was replaced counts from the next run on. The
     * pipeline as it was where that can't be had. Any thread.
     */
    Pipeline refreshed(Pipeline pipeline) {
        ReadResult now = reader.read(pipeline.file());
        return now.pipeline()
                .filter(fresh -> fresh.digest().equals(pipeline.digest()))
                .orElse(pipeline);
    }
}
