package io.fullcircle.pipelines.drift;

import io.fullcircle.pipelines.drift.Drift.Point;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Drifts as a picture: for each property the middle 80 % and 40 % of its values and their median, run by run, and below
 * how far each run's distribution was from the one before. A picture of its own: no script, no font, nothing fetched.
 */
public final class DriftSvg {
    private static final int WIDTH = 900;
    private static final int PANEL = 340;
    private static final int HEAD = 56;

    private static final int LEFT = 80;
    private static final int RIGHT = 24;
    private static final int TOP = 44;
    private static final int BANDS = 160;
    private static final int GAP = 26;
    private static final int BARS = 64;

    /** The bounds that are usual for the index. */
    private static final double MODERATE = 0.1;

    private static final double SHIFTED = 0.25;

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);

    private final StringBuilder svg = new StringBuilder();

    private DriftSvg() {}

    /** @param title what stands above it all */
    public static String draw(String title, List<Drift> drifts) {
        return new DriftSvg().picture(title, drifts);
    }

    private String picture(String title, List<Drift> drifts) {
        int height = HEAD + PANEL * drifts.size();
        line("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" \
                font-family="system-ui, -apple-system, 'Segoe UI', sans-serif" font-size="12" fill="#334155">""", WIDTH, height, WIDTH, height);
        line("<title>%s</title>", escaped(title));
        line("<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>");
        text(LEFT, 30, "font-size=\"17\" font-weight=\"600\" fill=\"#0f172a\"", title);
        legend();
        for (int i = 0; i < drifts.size(); i++) {
            line("<g transform=\"translate(0 %d)\">", HEAD + i * PANEL);
            panel(drifts.get(i));
            line("</g>");
        }
        line("</svg>");
        return svg.toString();
    }

    private void legend() {
        int x = WIDTH - RIGHT - 282;
        line("<rect x=\"%d\" y=\"20\" width=\"18\" height=\"12\" fill=\"#dbeafe\"/>", x);
        text(x + 24, 30, "", "middle 80 %");
        line("<rect x=\"%d\" y=\"20\" width=\"18\" height=\"12\" fill=\"#93c5fd\"/>", x + 106);
        text(x + 130, 30, "", "40 %");
        line("<path d=\"M%d 26h18\" stroke=\"#1d4ed8\" stroke-width=\"2\"/>", x + 174);
        text(x + 198, 30, "", "median");
    }

    private void panel(Drift drift) {
        text(LEFT, 22, "font-size=\"14\" font-weight=\"600\" fill=\"#0f172a\"", drift.property());
        bands(drift.points());
        bars(drift.points());
        days(drift.points());
    }

    private void bands(List<Point> points) {
        double least =
                points.stream().mapToDouble(point -> point.decile(1)).min().orElse(0);
        double most =
                points.stream().mapToDouble(point -> point.decile(9)).max().orElse(1);
        // A constant has no height of its own.
        double pad = most > least ? (most - least) * 0.05 : Math.max(Math.abs(most), 1) * 0.05;
        var scale = new Scale(least - pad, most + pad, TOP + BANDS, TOP);
        Stream.of(least, (least + most) / 2, most)
                .distinct()
                .forEach(value -> grid(scale.at(value), DriftText.number(value)));
        band(points, scale, 1, 9, "#dbeafe");
        band(points, scale, 3, 7, "#93c5fd");
        line(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"#1d4ed8\" stroke-width=\"2\" stroke-linejoin=\"round\"/>",
                line(points, Point::median, scale));
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            line(
                    "<circle cx=\"%s\" cy=\"%s\" r=\"2.5\" fill=\"#1d4ed8\"><title>%s</title></circle>",
                    number(x(i, points.size())),
                    number(scale.at(point.median())),
                    escaped("run %s: median %s, 80 %% from %s to %s, %,d numbers"
                            .formatted(
                                    point.run(),
                                    DriftText.number(point.median()),
                                    DriftText.number(point.decile(1)),
                                    DriftText.number(point.decile(9)),
                                    point.values().numbers())));
        }
    }

    /** Of one run alone, a band is as wide as a bar. */
    private void band(List<Point> points, Scale scale, int low, int high, String colour) {
        if (points.size() == 1) {
            Point only = points.get(0);
            double top = scale.at(only.decile(high));
            line(
                    "<rect x=\"%s\" y=\"%s\" width=\"36\" height=\"%s\" fill=\"%s\"/>",
                    number(x(0, 1) - 18), number(top), number(Math.max(1, scale.at(only.decile(low)) - top)), colour);
            return;
        }
        String back = IntStream.range(0, points.size())
                .map(i -> points.size() - 1 - i)
                .mapToObj(i -> at(i, points, point -> point.decile(low), scale))
                .collect(Collectors.joining(" "));
        line("<polygon points=\"%s %s\" fill=\"%s\"/>", line(points, point -> point.decile(high), scale), back, colour);
    }

    private void bars(List<Point> points) {
        double most = points.stream()
                .mapToDouble(point -> point.values().shift().orElse(0))
                .max()
                .orElse(0);
        int top = TOP + BANDS + GAP;
        var scale = new Scale(0, Math.max(most, SHIFTED) * 1.1, top + BARS, top);
        text(LEFT - 10, top + BARS + 4, "text-anchor=\"end\"", "PSI 0");
        double width = Math.max(2, Math.min(18, 0.7 * (WIDTH - LEFT - RIGHT) / points.size()));
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            if (point.values().shift().isEmpty()) {
                continue;
            }
            double shift = point.values().shift().getAsDouble();
            // What didn't move shows, too, other than what wasn't measured.
            double y = Math.min(scale.at(shift), top + BARS - 1.5);
            line(
                    "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"><title>%s</title></rect>",
                    number(x(i, points.size()) - width / 2),
                    number(y),
                    number(width),
                    number(top + BARS - y),
                    colour(shift),
                    escaped("run %s: PSI %s".formatted(point.run(), DriftText.number(shift))));
        }
        bound(scale.at(MODERATE), "0.1", "#d97706");
        bound(scale.at(SHIFTED), "0.25", "#dc2626");
        line("<path d=\"M%d %dH%d\" stroke=\"#94a3b8\"/>", LEFT, top + BARS, WIDTH - RIGHT);
    }

    private static String colour(double shift) {
        if (shift > SHIFTED) {
            return "#dc2626";
        }
        return shift > MODERATE ? "#d97706" : "#64748b";
    }

    private void bound(double y, String label, String colour) {
        line(
                "<path d=\"M%d %sH%d\" stroke=\"%s\" stroke-dasharray=\"4 4\" opacity=\"0.7\"/>",
                LEFT, number(y), WIDTH - RIGHT, colour);
        text(LEFT - 10, y + 4, "text-anchor=\"end\" fill=\"" + colour + "\"", label);
    }

    private void grid(double y, String label) {
        line("<path d=\"M%d %sH%d\" stroke=\"#e2e8f0\"/>", LEFT, number(y), WIDTH - RIGHT);
        text(LEFT - 10, y + 4, "text-anchor=\"end\"", label);
    }

    private void days(List<Point> points) {
        double y = TOP + BANDS + GAP + BARS + 18;
        int last = points.size() - 1;
        text(
                x(0, points.size()),
                y,
                last == 0 ? "text-anchor=\"middle\"" : "",
                DAY.format(points.get(0).started()));
        if (last > 0) {
            text(
                    x(last, points.size()),
                    y,
                    "text-anchor=\"end\"",
                    DAY.format(points.get(last).started()));
        }
    }

    /** Runs stand at equal distances, whatever time lies between them. */
    private static double x(int index, int points) {
        double inner = WIDTH - LEFT - RIGHT - 20;
        return LEFT + 10 + (points == 1 ? inner / 2 : inner * index / (points - 1));
    }

    private static String line(List<Point> points, ToDoubleFunction<Point> value, Scale scale) {
        return IntStream.range(0, points.size())
                .mapToObj(i -> at(i, points, value, scale))
                .collect(Collectors.joining(" "));
    }

    private static String at(int index, List<Point> points, ToDoubleFunction<Point> value, Scale scale) {
        return number(x(index, points.size())) + "," + number(scale.at(value.applyAsDouble(points.get(index))));
    }

    /** Where a value lies, in pixels from above. */
    private record Scale(double least, double most, double bottom, double top) {
        double at(double value) {
            return bottom + (value - least) / (most - least) * (top - bottom);
        }
    }

    private void text(double x, double y, String attributes, String words) {
        line("<text x=\"%s\" y=\"%s\" %s>%s</text>", number(x), number(y), attributes, escaped(words));
    }

    private void line(String format, Object... arguments) {
        svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }

    private static String number(double pixels) {
        return String.format(Locale.ROOT, "%.1f", pixels);
    }

    private static String escaped(String text) {
        return text.codePoints()
                .filter(point -> point == '\t'
                        || point >= ' ' && point < 0xd800
                        || point > 0xdfff && point < 0xfffe
                        || point > 0xffff)
                .mapToObj(point -> switch (point) {
                    case '<' -> "&lt;";
                    case '>' -> "&gt;";
                    case '&' -> "&amp;";
                    case '"' -> "&quot;";
                    default -> Character.toString(point);
                })
                .collect(Collectors.joining());
    }
}
