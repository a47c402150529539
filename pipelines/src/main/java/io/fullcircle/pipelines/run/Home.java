package io.fullcircle.pipelines.run;

import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.connector.base.Secret;
import io.fullcircle.pipelines.ledger.Ledger;
import io.fullcircle.pipelines.ledger.LedgerPlace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder that keeps state between runs, {@code FULLCIRCLE_HOME} or {@code .fullcircle} in the working directory,
 * readable by its owner only:
 *
 * <pre>
 * ledger.db         runs, and what became of their rows
 * locks/            one file a pipeline that is being carried out
 * scratch/PID-RUN/  what doesn't fit into memory; cleared when its process is gone
 * </pre>
 */
public final class Home {
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
            return makeFolder(all.resolve(ProcessHandle.current().pid() + "-" + run));
        } catch (IOException | UncheckedIOException e) {
            throw unusable(all, e);
        }
    }

    private static boolean isAbandoned(Path scratch) {
        String pid = scratch.getFileName().toString().split("-", 2)[0];
        return pid.matches("[0-9]{1,18}")
                && ProcessHandle.of(Long.parseLong(pid)).isEmpty();
    }

    /** Removes a folder and what is in it. */
    static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
