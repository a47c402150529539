package io.fullcircle.pipelines.run;

import io.fullcircle.connector.base.EnvironmentException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The folder that keeps state between runs, {@code FULLCIRCLE_HOME} or {@code .fullcircle} in the working directory,
 * readable by its owner only:
 *
 * <pre>
 * namespaces/PIPELINE        what message ids of this pipeline begin from
 * runs/RUN/exceptions.jsonl  rows of this run that were not delivered, with their reasons
 * scratch/PID-RUN/           what doesn't fit into memory; cleared when its process is gone
 * </pre>
 */
public final class Home {
    private final Path folder;

    /** @param environment where {@code FULLCIRCLE_HOME} is looked up */
    public Home(Map<String, String> environment) {
        String set = environment.getOrDefault("FULLCIRCLE_HOME", "");
        this.folder = Path.of(set.isBlank() ? ".fullcircle" : set);
    }

    /**
     * The namespace that this pipeline's message ids have had from the first run on, so that a rotated write key doesn't
     * change them.
     *
     * @param first taken when there is none yet
     */
    String namespace(String pipeline, String first) {
        Path file = folder.resolve("namespaces").resolve(pipeline);
        try {
            if (Files.exists(file)) {
                return Files.readString(file).strip();
            }
            makeFolder(file.getParent());
            Path fresh = Files.createTempFile(file.getParent(), pipeline, ".new");
            Files.writeString(fresh, first + "\n");
            return linkUnlessThere(fresh, file) ? first : Files.readString(file).strip();
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    /** Two first runs at once must not have two namespaces: the first link wins. */
    private static boolean linkUnlessThere(Path fresh, Path file) throws IOException {
        try {
            Files.createLink(file, fresh);
            return true;
        } catch (java.nio.file.FileAlreadyExistsException e) {
            return false;
        } finally {
            Files.delete(fresh);
        }
    }

    /** Where rows of this run that were not delivered are kept; made when the first one is. */
    Path exceptions(String run) {
        return folder.resolve("runs").resolve(run).resolve("exceptions.jsonl");
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

    /** Makes an empty file that only its owner reads. */
    static Path makeFile(Path file) throws IOException {
        makeFolder(file.toAbsolutePath().getParent());
        return Files.createFile(file, owner("rw-------", file));
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
