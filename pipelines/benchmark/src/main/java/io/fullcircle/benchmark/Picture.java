package io.fullcircle.benchmark;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The plain three as bars, in SVG. Written by hand: a library for it would be larger than the benchmark. */
final class Picture {
    private static final List<String> SHOWN = List.of("floor", "full circle", "library");
    private static final Map<String, String> COLOURS =
            Map.of("floor", "#9aa5b1", "full circle", "#2563eb", "library", "#d97706");

    private static final int WIDTH = 720;
    private static final int NAMES = 110;
    private static final int FIGURES = 90;
    private static final int BAR = 22;
    private static final int GAP = 44;

    private final StringBuilder svg = new StringBuilder();
    private int y = 40;

    private Picture() {}

    /** @param results those of the plain three are shown */
    static String of(List<Result> results) {
        var shown = SHOWN.stream()
                .flatMap(name -> results.stream().filter(result -> result.name().equals(name)))
                .toList();
        return new Picture().draw(shown);
    }

    private String draw(List<Result> results) {
        panel("processor seconds for a million rows (less is better)", "%,.1f", results, Result::cpuSecondsPerMillion);
        panel("rows a second (more is better)", "%,.0f", results, Result::rowsPerSecond);
        panel("peak resident memory in MB (less is better)", "%,.0f", results, Result::peakMegabytes);
        String foot = text(0, y - GAP + 30, "#6b7280", Machine.inWords());
        int height = y - GAP + 40;
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" \
                font-family="system-ui, sans-serif" font-size="13">
                <rect width="100%%" height="100%%" fill="#ffffff"/>
                <g transform="translate(16 0)">
                %s%s</g>
                </svg>
                """.formatted(WIDTH, height, WIDTH, height, svg, foot);
    }

    private void panel(String title, String form, List<Result> results, ToDoubleFunction<Result> figure) {
        double most = results.stream().mapToDouble(figure).max().orElse(1);
        svg.append(text(0, y - 14, "#111827", title));
        for (var result : results) {
            double width = (WIDTH - NAMES - FIGURES - 32) * figure.applyAsDouble(result) / most;
            svg.append(text(0, y + 15, "#374151", result.name()));
            svg.append("<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\" fill=\"%s\"/>%n"
                    .formatted(NAMES, y, width, BAR - 4, COLOURS.get(result.name())));
            svg.append(text(NAMES + (int) width + 8, y + 15, "#374151", form.formatted(figure.applyAsDouble(result))));
            y += BAR;
        }
        y += GAP;
    }

    private static String text(int x, int y, String colour, String words) {
        String escaped = words.replace("&", "&amp;").replace("<", "&lt;");
        return "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>%n".formatted(x, y, colour, escaped);
    }
}
