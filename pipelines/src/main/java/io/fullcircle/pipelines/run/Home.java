package io.fullcircle.pipelines.run;

import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.connector.base.Secret;
import io.fullcircle.pipelines.ledger.Ledger;
import io.fullcircle.pipelines.ledger.LedgerPlace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder that keeps state between runs, {@code FULLCIRCLE_HOME} or {@code .fullcircle} in the working directory,
 * readable by its owner only:
 *
 * <pre>
 * ledger.db         runs, and what became of their rows
 * locks/            one file a pipeline that is being carried out
 * scratch/PID.START-RUN/  what doesn't fit into memory; cleared when its process is gone
 * </pre>
 */
public final class Home {
    private static final Logger LOG = LoggerFactory.getLogger(Home.class);

    private final Path folder;
    private final Optional<Secret> everybodys;

    /** @param environment where {@code FULLCIRCLE_HOME} and {@code FULLCIRCLE_LEDGER} are looked up */
    public Home(Map<String, String> environment) {
        String set = environment.getOrDefault("FULLCIRCLE_HOME", "");
        this.folder = Path.of(set.isBlank() ? ".fullcircle" : set);
        this.everybodys = Optional.ofNullable(environment.get("FULLCIRCLE_LEDGER"))
                .filter(url -> !url.isBlank())
                .map(Secret::of);
    }

    /**
     * Opens the ledger: the one that the file names, else the one of {@code FULLCIRCLE_LEDGER}, else the file {@code
     * ledger.db} in this folder.
     */
    public Ledger openLedger(Optional<Secret> named, Clock clock) {
        return Ledger.open(LedgerPlace.of(named.or(() -> everybodys), folder), clock);
    }

    /** The same, but nothing is made where there is none yet: for what only reads. */
    public Optional<Ledger> existingLedger(Optional<Secret> named, Clock clock) {
        return Ledger.exists(LedgerPlace.of(named.or(() -> everybodys), folder))
                ? Optional.of(openLedger(named, clock))
                : Optional.empty();
    }

    /** A folder for this run alone. What dead processes left is removed first. */
    Path scratch(String run) {
        Path all = folder.resolve("scratch");
        try {
            makeFolder(all);
            try (Stream<Path> left = Files.list(all)) {
                left.filter(Home::isAbandoned).forEach(Home::remove);
            }
            return makeFolder(all.resolve(me() + "-" + run));
        } catch (IOException | UncheckedIOException e) {
            throw unusable(all, e);
        }
    }

    private static String me() {
        return name(ProcessHandle.current());
    }

    /** A number alone is soon another process's: in a container the first one is always 1. */
    private static String name(ProcessHandle process) {
        return process.pid() + "."
                + process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static boolean isAbandoned(Path scratch) {
        String owner = scratch.getFileName().toString().split("-", 2)[0];
        if (!owner.matches("[0-9]{1,18}\\.[0-9]{1,18}")) {
            return false;
        }
        long pid = Long.parseLong(owner.substring(0, owner.indexOf('.')));
        return ProcessHandle.of(pid).map(Home::name).filter(owner::equals).isEmpty();
    }

    /** Removes a folder and what is in it, as far as that can be done: the next run that starts tries again. */
    static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            LOG.debug("{} is being removed by another process, too", folder);
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("{} can't be removed: {}", folder, e.toString());
        }
    }

    /** Makes a folder that only its owner reads, where the file system knows owners. */
    static Path makeFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return folder;
        }
        return Files.createDirectories(folder, owner("rwx------", folder));
    }

    private static FileAttribute<?>[] owner(String permissions, Path path) {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    static EnvironmentException unusable(Path path, Exception e) {
        return new EnvironmentException(
                path + " can't be used: " + e,
                "free disk space, or set FULLCIRCLE_HOME to a folder that can be written",
                e);
    }
}
