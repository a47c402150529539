package io.fullcircle.benchmark;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command line of each competitor, for given rows. */
final class Competitors {
    /** The options with which the application's launcher starts Java: everybody has the same. */
    private static final List<String> JAVA = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final Path fullcircle;
    private final Path folder;
    private final String address;

    /** @param folder for pipeline files and state */
    Competitors(Path fullcircle, Path folder, String address) {
        this.fullcircle = fullcircle;
        this.folder = folder;
        this.address = address;
    }

    /**
     * A program to be started.
     *
     * @param rows that it reads
     * @param calls that have to arrive
     */
    record Start(String name, long rows, long calls, List<String> command, Map<String, String> environment) {
        Start(String name, long rows, List<String> command, Map<String, String> environment) {
            this(name, rows, rows, command, environment);
        }
    }

    Start floor(String suffix, Data data, boolean gzip) throws SQLException, IOException {
        return java("floor" + suffix, Floor.class, data, gzip ? "gzip" : "plain");
    }

    Start library(String suffix, Data data, boolean gzip) throws SQLException, IOException {
        return java("library" + suffix, Library.class, data, gzip ? "gzip" : "plain");
    }

    Start libraryAsItsReadmeShowsIt(Data data) throws SQLException, IOException {
        return java("library, as its README shows it", Library.class, data, "readme");
    }

    private Start java(String name, Class<?> main, Data data, String how) throws SQLException, IOException {
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(JAVA);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(data.bytes().toString(), address, how));
        return new Start(name, data.rows(), command, Map.of());
    }

    /** @param delivery more settings of the block {@code delivery} */
    Start fullCircle(String suffix, Data data, String delivery) throws IOException {
        return fullCircle("full circle" + suffix, data, duckdb(data), "rate_limit: none" + delivery);
    }

    /** The source's block and the operator for rows in a Parquet file. */
    static String duckdb(Data data) {
        return """
                source:
                  type: duckdb
                operators:
                  - name: scores
                    sql: |
                      select * from '%s'
                """.formatted(data.parquet());
    }

    Start fullCircle(String name, Data data, String source, String delivery) throws IOException {
        Path home = Files.createTempDirectory(folder, "home");
        return fullCircle(name, data, data.rows(), home, source + "delivery: {" + delivery + "}\n", JAVA);
    }

    /**
     * Two runs in a heap of 512 MB, by the project's own target: the first notes the rows as they were and sends
     * nothing, the second compares, and sends what changed or came.
     */
    List<Start> comparing(Data.Moved data) throws IOException {
        Path home = Files.createTempDirectory(folder, "home");
        var java = new ArrayList<>(JAVA);
        java.set(0, "-Xmx512m");
        String name = "full circle, " + data.before().rows() + " keys ";
        return List.of(
                fullCircle(name + "noted", data.before(), 0, home, changed(data.before(), "changed"), java),
                fullCircle(
                        name + "compared",
                        data.after(),
                        data.calls(),
                        home,
                        changed(data.after(), "added, changed"),
                        java));
    }

    private static String changed(Data data, String on) {
        return duckdb(data) + "sync: {mode: changed, key: [customer_id], on: [" + on + "]}\n"
                + "delivery: {rate_limit: none}\n";
    }

    /** @param blocks all of the file but its name and its action */
    private Start fullCircle(String name, Data data, long calls, Path home, String blocks, List<String> java)
            throws IOException {
        Path file = Files.createTempFile(home, "benchmark", ".yaml");
        Files.writeString(file, "pipeline: benchmark\n" + blocks + """
                action:
                  type: segment.track
                  write_key: benchmark
                  endpoint: %s
                  table: scores
                  event_name: Sales Forecast
                  customer_id: customer_id
                  timestamp: scored_at
                  properties: '*'
                """.formatted(address));
        return new Start(
                name,
                data.rows(),
                calls,
                List.of(fullcircle.toString(), "run", file.toString(), "--quiet"),
                Map.of("FULLCIRCLE_HOME", home.toString(), "FULLCIRCLE_JAVA_OPTS", String.join(" ", java)));
    }

    /** Segment's libraries in other languages, as far as they are on this machine. */
    List<Start> inOtherLanguages(Data data, PrintWriter err) throws SQLException, IOException, InterruptedException {
        var found = new ArrayList<Start>();
        if (works("python3", "-c", "import segment.analytics")) {
            found.add(script("analytics-python", "python3", "library.py", data));
        } else {
            err.println("benchmark: no analytics-python for this python3, which is left out");
        }
        if (works("node", "-e", "require('@segment/analytics-node')")) {
            found.add(script("analytics-node", "node", "library.js", data));
        } else {
            err.println("benchmark: no @segment/analytics-node for this node, which is left out");
        }
        return found;
    }

    private Start script(String name, String program, String script, Data data) throws SQLException, IOException {
        Path file = folder.resolve(script);
        try (var in = Competitors.class.getResourceAsStream(script)) {
            Files.write(file, in.readAllBytes());
        }
        var command = List.of(program, file.toString(), data.lines().toString(), address);
        return new Start(name, data.rows(), command, Map.of());
    }

    private static boolean works(String... command) throws InterruptedException {
        try {
            var process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
