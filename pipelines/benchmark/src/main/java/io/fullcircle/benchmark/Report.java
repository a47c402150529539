package io.fullcircle.benchmark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was measured, for people and for programs.
 *
 * @param extras what is no race: start-up, the rate limit
 */
record Report(List<Result> results, Map<String, Object> extras) {
    String table() {
        var text = new StringBuilder();
        text.append("%-38s %10s %10s %16s %10s%n".formatted("", "rows", "rows/s", "CPU-s a million", "peak MB"));
        for (var result : results) {
            text.append("%-38s %,10d %,10.0f %16.2f %,10.0f%n"
                    .formatted(
                            result.name(),
                            result.rows(),
                            result.rowsPerSecond(),
                            result.cpuSecondsPerMillion(),
                            result.peakMegabytes()));
        }
        ratios().forEach((what, ratio) -> text.append("%-38s %.2f%n".formatted(what, ratio)));
        extras.forEach((what, figure) -> text.append("%-38s %s%n".formatted(what, figure)));
        return text.toString();
    }

    /** How the application stands to the two others. */
    private Map<String, Double> ratios() {
        var ratios = new LinkedHashMap<String, Double>();
        var ours = named("full circle");
        var floor = named("floor");
        var library = named("library");
        if (ours.isPresent() && floor.isPresent() && library.isPresent()) {
            double cpu = ours.get().cpuSecondsPerMillion();
            ratios.put("cpu_to_floor", Result.rounded(cpu / floor.get().cpuSecondsPerMillion()));
            ratios.put("cpu_to_library", Result.rounded(cpu / library.get().cpuSecondsPerMillion()));
            ratios.put(
                    "rows_per_second_to_library",
                    Result.rounded(ours.get().rowsPerSecond() / library.get().rowsPerSecond()));
        }
        return ratios;
    }

    private Optional<Result> named(String name) {
        return results.stream().filter(result -> result.name().equals(name)).findFirst();
    }

    Map<String, Object> members() {
        var members = new LinkedHashMap<String, Object>();
        members.put("machine", Machine.members());
        members.put("results", results.stream().map(Result::members).toList());
        members.put("ratios", ratios());
        members.putAll(extras);
        return members;
    }
}
