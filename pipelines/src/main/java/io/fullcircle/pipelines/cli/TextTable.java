package io.fullcircle.pipelines.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows for people, one line each, {@value #WIDTH} columns wide at most. Texts are cut to make it fit, the widest first;
 * ids and numbers never are.
 */
final class TextTable {
    static final int WIDTH = 100;

    private static final int GAP = 2;
    private static final int NARROWEST = 8;

    /** What a column holds. */
    enum Kind {
        /** As long as it is, at the left. */
        ID,
        /** As long as it is, at the right. */
        NUMBER,
        /** Cut where there is no room. */
        TEXT
    }

    /** A heading and what stands below. */
    record Column(String heading, Kind kind) {}

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    TextTable(Column... columns) {
        this.columns = List.of(columns);
        row(this.columns.stream().map(Column::heading).toArray(String[]::new));
    }

    static Column id(String heading) {
        return new Column(heading, Kind.ID);
    }

    static Column number(String heading) {
        return new Column(heading, Kind.NUMBER);
    }

    static Column text(String heading) {
        return new Column(heading, Kind.TEXT);
    }

    void row(String... cells) {
        rows.add(List.of(cells).stream().map(Words::printable).toList());
    }

    /** The heading first. */
    List<String> lines() {
        int[] widths = widths();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private int[] widths() {
        int[] widths = IntStream.range(0, columns.size())
                .map(i -> rows.stream()
                        .mapToInt(row -> Words.width(row.get(i)))
                        .max()
                        .orElse(0))
                .toArray();
        int excess = IntStream.of(widths).sum() + GAP * (widths.length - 1) - WIDTH;
        for (; excess > 0; excess--) {
            int widest = widestText(widths);
            if (widest < 0 || widths[widest] <= NARROWEST) {
                return widths;
            }
            widths[widest]--;
        }
        return widths;
    }

    /** The widest column that may be cut, or -1. */
    private int widestText(int[] widths) {
        int widest = -1;
        for (int i = 0; i < widths.length; i++) {
            boolean text = columns.get(i).kind() == Kind.TEXT;
            if (text && (widest < 0 || widths[i] > widths[widest])) {
                widest = i;
            }
        }
        return widest;
    }

    private String line(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = columns.get(i).kind() == Kind.TEXT ? Words.cut(row.get(i), widths[i]) : row.get(i);
            String blank = " ".repeat(Math.max(0, widths[i] - Words.width(cell)));
            boolean right = columns.get(i).kind() == Kind.NUMBER;
            line.append(i == 0 ? "" : " ".repeat(GAP)).append(right ? blank + cell : cell + blank);
        }
        return line.toString().stripTrailing();
    }
}
