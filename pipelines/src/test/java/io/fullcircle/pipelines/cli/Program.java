package io.fullcircle.pipelines.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The application as a user has it: a process with arguments, an environment, two streams and an exit code. */
public final class Program {
    /** A run that takes longer is stuck. */
    private static final int PATIENCE_S = 120;

    /** What the launcher gives a start. */
    static final List<String> JVM = List.of(
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "-Duser.timezone=UTC",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xlog:disable",
            "-Xlog:all=error:stderr");

    private final Path folder;
    private final List<String> jvm = new ArrayList<>(JVM);
    private final Map<String, String> environment = new HashMap<>();

    /** @param folder where it is started */
    public Program(Path folder) {
        this.folder = folder;
        environment.put("FULLCIRCLE_HOME", folder.resolve(".fullcircle").toString());
    }

    /** @param out the lines on stdout */
    public record Result(int exit, List<String> out, String err) {
        /** The last line on stdout. */
        public String sum() {
            return out.isEmpty() ? "" : out.get(out.size() - 1);
        }

        @Override
        public String toString() {
            return "exit " + exit + "\n" + String.join("\n", out) + "\n--\n" + err;
        }
    }

    public Program with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    public Program heap(String most) {
        jvm.add("-Xmx" + most);
        return this;
    }

    /** One more option for the JVM; it wins over those before. */
    public Program javaOption(String option) {
        jvm.add(option);
        return this;
    }

    /** A bare JVM, as the launcher doesn't start it. */
    public Program withoutJavaOptions() {
        jvm.clear();
        return this;
    }

    /** Starts it; its streams go to files beside it. */
    public Process start(String... arguments) throws IOException {
        return start(Main.class, List.of(arguments));
    }

    Process start(Class<?> main, List<String> arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(java());
        command.add("-XX:SharedArchiveFile=" + QuickStart.ARCHIVE);
        command.addAll(jvm);
        command.addAll(List.of("-cp", QuickStart.CLASS_PATH, main.getName()));
        command.addAll(arguments);
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out().toFile())
                .redirectError(err().toFile());
        process.environment().putAll(environment);
        return process.start();
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Starts it and waits for its end. */
    public Result run(String... arguments) {
        try {
            return finish(start(arguments));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Result finish(Process process) {
        try {
            if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("still running after " + PATIENCE_S + " s: " + Files.readString(err()));
            }
            return new Result(process.exitValue(), Files.readAllLines(out()), Files.readString(err()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new AssertionError("interrupted", e);
        }
    }

    private Path out() {
        return folder.resolve("stdout.txt");
    }

    public Path err() {
        return folder.resolve("stderr.txt");
    }

    /** A JSON file that it wrote. */
    public JsonNode json(String file) {
        return JsonMapper.shared().readTree(folder.resolve(file).toFile());
    }

    public Path write(String file, String text) {
        try {
            return Files.writeString(folder.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
