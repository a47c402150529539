package io.fullcircle.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long the application takes to start: warm the median of several, cold without the archive of loaded classes. */
final class StartUp {
    private static final int TIMES = 9;

    private StartUp() {}

    static Map<String, Object> measure(Meter meter, Path fullcircle, Path folder)
            throws IOException, InterruptedException {
        Path file = folder.resolve("start.yaml");
        Files.writeString(file, """
                source: {type: duckdb}
                operators:
                  - {name: scores, sql: "select 1 as customer_id, 0.5 as iphone"}
                action:
                  type: segment.track
                  write_key: benchmark
                  event_name: Sales Forecast
                  customer_id: customer_id
                  properties: [iphone]
                """);
        var validate = List.of(fullcircle.toString(), "validate", file.toString());
        var members = new LinkedHashMap<String, Object>();
        members.put("version_seconds", median(meter, List.of(fullcircle.toString(), "--version"), Map.of()));
        members.put("validate_seconds", median(meter, validate, Map.of()));
        members.put(
                "validate_without_archive_seconds",
                median(meter, validate, Map.of("FULLCIRCLE_JAVA_OPTS", "-Xshare:off")));
        return members;
    }

    private static double median(Meter meter, List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        var seconds = new ArrayList<Double>();
        for (int i = 0; i < TIMES; i++) {
            seconds.add(meter.run(command, environment).seconds());
        }
        return Result.rounded(
                Result.median(seconds.stream().mapToDouble(Double::doubleValue).toArray()));
    }
}
