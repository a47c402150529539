package io.fullcircle.pipelines.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A project to start from, with the real launcher and with a Java and a Maven that only write down what they are asked.
 * Their Maven waits, where {@link #holdMaven} says so, until {@link #letMavenGo}.
 */
final class Checkout {
    private static final List<String> TOOLS = List.of(
            "awk",
            "cat",
            "cp",
            "find",
            "flock",
            "grep",
            "head",
            "ln",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "sleep",
            "touch");

    /** Writes its arguments, one a line, and where it was started; answers 7, as the application might. */
    private static final String JAVA = """
            #!/bin/sh
            case " $* " in *' -version '*) echo 'openjdk version "17.0.9" 2023-10-17' >&2; exit ;; esac
            case $* in *-XX:ArchiveClassesAtExit=*) exit ;; esac
            printf '%s\\n' "$@" >"$RECORD/java"
            pwd >"$RECORD/directory"
            exit 7
            """;

    private static final String MAVEN = """
            #!/bin/sh
            echo started >>"$RECORD/maven"
            while [ -e "$RECORD/hold" ]; do sleep 0.05; done
            if [ -e "$RECORD/fail" ]; then cat "$RECORD/fail"; exit 1; fi
            while [ "$1" != -f ]; do shift; done
            app=${2%/pom.xml}/pipelines/target/app
            [ -f "${2%/pom.xml}/connector/src/main/java/Some.java" ] || exit 1
            mkdir -p "$app/lib"
            echo jar >"$app/lib/full-circle-pipelines-0.jar"
            echo since >"$app/since"
            """;

    final Path root;
    final Path record;
    final Path tools;
    final Path elsewhere;
    private final Path javaHome;

    private Checkout(Path directory) throws IOException {
        root = Files.createDirectories(directory.resolve("a checkout"));
        record = Files.createDirectories(directory.resolve("record"));
        tools = Files.createDirectories(directory.resolve("tools"));
        elsewhere = Files.createDirectories(directory.resolve("else where"));
        javaHome = Files.createDirectories(directory.resolve("a jdk"));
    }

    static Checkout in(Path directory) throws IOException {
        var checkout = new Checkout(directory);
        for (var file : List.of("pipelines/bin/fullcircle", "pipelines/bin/build.sh")) {
            var copy = checkout.root.resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(Path.of("..").resolve(file), copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
        for (var file :
                List.of("pom.xml", "connector/pom.xml", "connector/src/main/java/Some.java", "pipelines/pom.xml")) {
            checkout.write(checkout.root.resolve(file), "");
        }
        for (var tool : TOOLS) {
            checkout.lend(tool);
        }
        checkout.program(checkout.tools.resolve("mvn"), MAVEN);
        checkout.program(checkout.javaHome.resolve("bin/java"), JAVA);
        checkout.program(checkout.javaHome.resolve("bin/javac"), "");
        checkout.javaVersion("17.0.9");
        return checkout;
    }

    Path launcher() {
        return root.resolve("pipelines/bin/fullcircle");
    }

    Path app() {
        return root.resolve("pipelines/target/app");
    }

    /** What JAVA_HOME's release file says. */
    Checkout javaVersion(String version) {
        return write(javaHome.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
    }

    Checkout without(String tool) {
        try {
            Files.delete(tools.resolve(tool));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Checkout holdMaven() {
        return write(record.resolve("hold"), "");
    }

    void letMavenGo() throws IOException {
        Files.delete(record.resolve("hold"));
    }

    Checkout failMaven(String words) {
        return write(record.resolve("fail"), words);
    }

    /** As an edit or a pull does it. */
    void change(String source) throws IOException {
        var later = Instant.now().plusSeconds(2);
        Files.setLastModifiedTime(root.resolve(source), FileTime.from(later));
    }

    int builds() {
        return recorded("maven").size();
    }

    /** The arguments that Java was given. */
    List<String> javaArguments() {
        return recorded("java");
    }

    /** The arguments behind the main class. */
    List<String> arguments() {
        var all = javaArguments();
        return all.subList(all.indexOf("io.fullcircle.pipelines.cli.Main") + 1, all.size());
    }

    List<String> recorded(String name) {
        var file = record.resolve(name);
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names in pipelines/target. */
    List<String> target() throws IOException {
        try (var files = Files.list(root.resolve("pipelines/target"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    Start start(String... arguments) throws IOException {
        return start(builder(launcher(), arguments));
    }

    Start start(ProcessBuilder builder) throws IOException {
        var words = Files.createTempFile(record, "words", "");
        var results = Files.createTempFile(record, "results", "");
        return new Start(
                builder.redirectError(words.toFile())
                        .redirectOutput(results.toFile())
                        .start(),
                words,
                results);
    }

    /** A start from another directory, where nothing but the tools and our Java and Maven can be found. */
    ProcessBuilder builder(Path launcher, String... arguments) {
        var command = Stream.concat(Stream.of(launcher.toString()), Stream.of(arguments));
        var builder = new ProcessBuilder(new ArrayList<>(command.toList())).directory(elsewhere.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", tools.toString());
        builder.environment().put("JAVA_HOME", javaHome.toString());
        builder.environment().put("RECORD", record.toString());
        return builder;
    }

    /** A launcher at work. */
    record Start(Process process, Path words, Path results) {
        int exit() throws InterruptedException {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the launcher doesn't end; it said: " + words());
            }
            return process.exitValue();
        }

        /** What it said so far on stderr. */
        String said() {
            return read(words);
        }

        /** What it printed so far on stdout. */
        String printed() {
            return read(results);
        }

        private static String read(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Makes a program of this machine available by its name; its neighbours stay out of reach. */
    private void lend(String tool) {
        for (var directory : System.getenv("PATH").split(":")) {
            var file = Path.of(directory, tool);
            if (Files.isExecutable(file)) {
                program(tools.resolve(tool), "#!/bin/sh\nexec '" + file + "' \"$@\"\n");
                return;
            }
        }
    }

    private void program(Path file, String text) {
        write(file, text);
        if (!file.toFile().setExecutable(true)) {
            throw new AssertionError(file);
        }
    }

    private Checkout write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }
}
