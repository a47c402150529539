package io.fullcircle.benchmark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What one case took.
 *
 * @param name unique; {@code floor}, {@code library} and {@code full circle} are of five properties, other cases say more
 * @param rows of each round
 */
record Result(String name, long rows, List<Round> rounds) {
    /**
     * One process, from its start to its end.
     *
     * @param cpuSeconds user and system
     * @param receiverCpuSeconds what the receiver took meanwhile
     */
    record Round(double seconds, double cpuSeconds, double peakBytes, double receiverCpuSeconds) {}

    Result {
        rounds = List.copyOf(rounds);
    }

    double rowsPerSecond() {
        return median(round -> rows / round.seconds());
    }

    double cpuSecondsPerMillion() {
        return median(round -> round.cpuSeconds() * 1e6 / rows);
    }

    double peakMegabytes() {
        return median(round -> round.peakBytes() / (1 << 20));
    }

    private double median(ToDoubleFunction<Round> figure) {
        return median(rounds.stream().mapToDouble(figure).toArray());
    }

    static double median(double... figures) {
        double[] sorted = figures.clone();
        java.util.Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    Map<String, Object> members() {
        var members = new LinkedHashMap<String, Object>();
        members.put("name", name);
        members.put("rows", rows);
        members.put("rows_per_second", Math.round(rowsPerSecond()));
        members.put("cpu_seconds_per_million", rounded(cpuSecondsPerMillion()));
        members.put("peak_rss_mb", Math.round(peakMegabytes()));
        members.put("rounds", rounds.stream().map(this::members).toList());
        return members;
    }

    private Map<String, Object> members(Round round) {
        var members = new LinkedHashMap<String, Object>();
        members.put("seconds", rounded(round.seconds()));
        members.put("rows_per_second", Math.round(rows / round.seconds()));
        members.put("cpu_seconds_per_million", rounded(round.cpuSeconds() * 1e6 / rows));
        members.put("peak_rss_mb", Math.round(round.peakBytes() / (1 << 20)));
        members.put("receiver_cpu_seconds", rounded(round.receiverCpuSeconds()));
        return members;
    }

    static double rounded(double figure) {
        return Math.round(figure * 100) / 100.0;
    }
}
