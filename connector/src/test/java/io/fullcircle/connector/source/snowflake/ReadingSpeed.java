package io.fullcircle.connector.source.snowflake;

import io.fullcircle.connector.base.Secret;
import io.fullcircle.connector.operator.Query;
import io.fullcircle.connector.source.Settings;
import io.fullcircle.connector.source.Source;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How fast every column of a table is read, and what that costs: a program, for a stand-in in another process or a real
 * account. Its arguments: url, account, user, password, database, table; how to start it stands in the page on Snowflake.
 */
public final class ReadingSpeed {
    private ReadingSpeed() {}

    public static void main(String[] arguments) throws IOException {
        var settings = new Settings(Map.of(
                "url", arguments[0],
                "account", arguments[1],
                "user", arguments[2],
                "password", Secret.of(arguments[3]),
                "database", arguments[4]));
        long start = System.nanoTime();
        long rows = 0;
        long numbers = 0;
        try (Source source = new SnowflakeProvider().create(settings);
                var cursor = source.open(new Query(List.of(), arguments[5]))) {
            int columns = cursor.columns().size();
            while (cursor.next()) {
                rows++;
                for (int i = 0; i < columns; i++) {
                    numbers += cursor.value(i) instanceof Long number ? number : 0;
                }
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpu = ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toMillis()
                / 1000.0;
        long heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
        System.out.printf(
                "%d rows, whole numbers sum to %d%n%.0f rows a second, %.2f CPU-seconds a million rows (the start"
                        + " included)%npeaks: heap %d MB, resident %s%n",
                rows, numbers, rows / seconds, cpu * 1e6 / rows, heap >> 20, resident());
    }

    private static String resident() throws IOException {
        var status = Path.of("/proc/self/status");
        return !Files.exists(status)
                ? "unknown"
                : Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .map(line -> line.substring(6).strip())
                        .findFirst()
                        .orElse("unknown");
    }
}
