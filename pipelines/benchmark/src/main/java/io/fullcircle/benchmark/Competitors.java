package io.fullcircle.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command line of each competitor, for given rows. */
final class Competitors {
    /** What the application may have at most, by the project's own targets; everybody has the same. */
    private static final List<String> HEAP = List.of("-Xmx256m", "-XX:+UseSerialGC");

    private final Path fullcircle;
    private final Path folder;
    private final String address;

    /** @param folder for pipeline files and state */
    Competitors(Path fullcircle, Path folder, String address) {
        this.fullcircle = fullcircle;
        this.folder = folder;
        this.address = address;
    }

    /** A program to be started. */
    record Start(String name, long rows, List<String> command, Map<String, String> environment) {}

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
        command.addAll(HEAP);
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
        Path file = home.resolve("benchmark.yaml");
        Files.writeString(file, "pipeline: benchmark\n" + source + """
                action:
                  type: segment.track
                  write_key: benchmark
                  endpoint: %s
                  table: scores
                  event_name: Sales Forecast
                  customer_id: customer_id
                  timestamp: scored_at
                  properties: '*'
                delivery: {%s}
                """.formatted(address, delivery));
        return new Start(
                name,
                data.rows(),
                List.of(fullcircle.toString(), "run", file.toString(), "--quiet"),
                Map.of("FULLCIRCLE_HOME", home.toString(), "FULLCIRCLE_JAVA_OPTS", String.join(" ", HEAP)));
    }

    /** Segment's libraries in other languages, as far as they are on this machine. */
    List<Start> inOtherLanguages(Data data) throws SQLException, IOException, InterruptedException {
        var found = new ArrayList<Start>();
        if (works("python3", "-c", "import segment.analytics")) {
            found.add(script("analytics-python", "python3", "library.py", data));
        }
        if (works("node", "-e", "require('@segment/analytics-node')")) {
            found.add(script("analytics-node", "node", "library.js", data));
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
