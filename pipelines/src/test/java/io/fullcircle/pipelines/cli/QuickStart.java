package io.fullcircle.pipelines.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * What the launcher has for quick starts, for the classes under test: jars only, DuckDB's library beside its jar, and an
 * archive of the classes that a run loads. Made once in the life of the JVM that tests; a start takes two thirds of the
 * time, and there are hundreds.
 */
final class QuickStart {
    private static final String LIBRARY = "libduckdb_java.so_linux_amd64";
    private static final Path FOLDER = folder();

    /** The class path of the application and its tests. */
    static final String CLASS_PATH = jars();

    /** The archive of classes; one that doesn't fit is ignored by Java. */
    static final Path ARCHIVE = archive();

    private QuickStart() {}

    /** Two JVMs may test at once. */
    private static Path folder() {
        Path folder = Path.of("target", "quick-start-" + ProcessHandle.current().pid())
                .toAbsolutePath();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
        return folder;
    }

    private static void remove(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String jars() {
        try {
            Files.createDirectories(FOLDER);
            var jars = new ArrayList<String>();
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                Path path = Path.of(entry).toAbsolutePath();
                if (Files.isDirectory(path)) {
                    jars.add(jar(path, jars.size()).toString());
                } else if (path.getFileName().toString().startsWith("duckdb_jdbc-")) {
                    jars.add(besideLibrary(path).toString());
                } else if (Files.exists(path)) {
                    jars.add(path.toString());
                }
            }
            return String.join(File.pathSeparator, jars);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path jar(Path classes, int number) throws IOException {
        Path jar = FOLDER.resolve(number + "-" + classes.getFileName() + ".jar");
        try (Stream<Path> paths = Files.walk(classes);
                var out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Path path : (Iterable<Path>) paths.filter(path -> !path.equals(classes))::iterator) {
                String name = classes.relativize(path).toString().replace(File.separatorChar, '/');
                // Flyway finds its scripts by the directories.
                out.putNextEntry(new JarEntry(Files.isDirectory(path) ? name + "/" : name));
                if (!Files.isDirectory(path)) {
                    Files.copy(path, out);
                }
            }
        }
        return jar;
    }

    /** The driver takes the library beside its jar where the jar has none. On another system the jar stays as it is. */
    private static Path besideLibrary(Path driver) throws IOException {
        if (!System.getProperty("os.name").equals("Linux")
                || !System.getProperty("os.arch").equals("amd64")) {
            return driver;
        }
        Path copy = FOLDER.resolve(driver.getFileName());
        try (var jar = new JarFile(driver.toFile());
                var out = new JarOutputStream(Files.newOutputStream(copy))) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                try (var in = jar.getInputStream(entry)) {
                    if (entry.getName().equals(LIBRARY)) {
                        Files.copy(in, FOLDER.resolve(LIBRARY));
                    } else if (!entry.getName().startsWith("libduckdb_java.so_")) {
                        out.putNextEntry(new JarEntry(entry.getName()));
                        in.transferTo(out);
                    }
                }
            }
        }
        return copy;
    }

    private static Path archive() {
        Path archive = FOLDER.resolve("classes.jsa");
        Path pipeline = FOLDER.resolve("first-start.yaml");
        try {
            Files.writeString(pipeline, """
                    source: {type: duckdb}
                    operators:
                      - {name: numbers, sql: "select range as customer_id, range / 7 as score from range(200)"}
                    action:
                      type: segment.track
                      write_key: local
                      endpoint: local
                      table: numbers
                      event_name: First Start
                      customer_id: customer_id
                      properties: [score]
                    """);
            var command = new ArrayList<String>();
            command.add(Program.java());
            command.addAll(Program.JVM);
            command.addAll(List.of(
                    "-XX:ArchiveClassesAtExit=" + archive,
                    "-Xshare:auto",
                    "-cp",
                    CLASS_PATH,
                    Main.class.getName(),
                    "run",
                    pipeline.toString()));
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(FOLDER.resolve("first-start.txt").toFile());
            process.environment().put("FULLCIRCLE_HOME", FOLDER.resolve("home").toString());
            process.start().waitFor(1, TimeUnit.MINUTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return archive;
    }
}
