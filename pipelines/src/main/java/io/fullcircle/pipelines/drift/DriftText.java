package io.fullcircle.pipelines.drift;

import io.fullcircle.connector.guard.Figures;
import io.fullcircle.pipelines.drift.Drift.Point;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** A drift on one line: how the median went, and how far the distribution moved from run to run. */
public final class DriftText {
    private static final String BARS = "▁▂▃▄▅▆▇█";

    /** As many runs as fit on a line. */
    private static final int NEWEST = 30;

    private DriftText() {}

    /** {@code score: median ▁▂▄▅ 0.31 to 0.42 over 4 runs; PSI ▁▁█ 0.31, 0.31 the most} */
    public static String line(Drift drift) {
        int runs = drift.points().size();
        var shown = drift.points().subList(Math.max(0, runs - NEWEST), runs);
        double[] medians = shown.stream().mapToDouble(Point::median).toArray();
        double[] shifts = shown.stream()
                .filter(point -> point.values().shift().isPresent())
                .mapToDouble(point -> point.values().shift().getAsDouble())
                .toArray();
        String median = "%s: median %s %s"
                .formatted(
                        drift.property(),
                        bars(medians, DoubleStream.of(medians).min().orElse(0)),
                        shown.size() == 1
                                ? number(medians[0])
                                : "%s to %s over %d runs"
                                        .formatted(
                                                number(medians[0]), number(medians[medians.length - 1]), shown.size()));
        if (shifts.length == 0) {
            return median;
        }
        return median
                + "; PSI %s %s, %s the most"
                        .formatted(
                                bars(shifts, 0),
                                number(shifts[shifts.length - 1]),
                                number(DoubleStream.of(shifts).max().getAsDouble()));
    }

    /** @param least what the lowest bar stands for */
    private static String bars(double[] values, double least) {
        double most = DoubleStream.of(values).max().orElse(least);
        return DoubleStream.of(values)
                .mapToInt(value -> most == least ? 0 : (int) Math.round((value - least) / (most - least) * 7))
                .mapToObj(height -> BARS.substring(height, height + 1))
                .collect(Collectors.joining());
    }

    static String number(double value) {
        return Figures.rounded(value, 4);
    }
}
