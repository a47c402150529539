package io.fullcircle.connector.source.sql;

import io.fullcircle.connector.source.Cursor;
import io.fullcircle.connector.source.Settings;
import io.fullcircle.connector.source.Source;
import io.fullcircle.connector.source.SourceProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** A process of its own that reads a query to its end in a heap of a given size, and tells what it needed. */
public final class StreamProbe {
    /**
     * @param rows read
     * @param residentMegabytes the most memory that the process ever had, as Linux counts it
     */
    public record Outcome(long rows, long residentMegabytes) {}

    private StreamProbe() {}

    /** @param settings texts only */
    public static Outcome run(String heap, String type, Map<String, String> settings, String sql)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                StreamProbe.class.getName(),
                type,
                sql));
        settings.forEach((name, value) -> command.add(name + "=" + value));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String answer = new String(process.getInputStream().readAllBytes()).strip();
        if (process.waitFor() != 0) {
            throw new AssertionError("the reading process ended with " + process.exitValue() + ": " + answer);
        }
        String[] numbers = answer.split(" ");
        return new Outcome(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
    }

    public static void main(String[] args) throws IOException {
        Map<String, Object> settings = new java.util.HashMap<>();
        for (int i = 2; i < args.length; i++) {
            String[] setting = args[i].split("=", 2);
            settings.put(setting[0], setting[1]);
        }
        SourceProvider provider = ServiceLoader.load(SourceProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(p -> p.type().equals(args[0]))
                .findFirst()
                .orElseThrow();
        long rows = 0;
        try (Source source = provider.create(new Settings(settings));
                Cursor cursor = source.open(Rows.query(args[1]))) {
            while (cursor.next()) {
                for (int i = 0; i < cursor.columns().size(); i++) {
                    cursor.value(i);
                }
                rows++;
            }
        }
        System.out.println(rows + " " + peakMegabytes());
    }

    private static long peakMegabytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}
