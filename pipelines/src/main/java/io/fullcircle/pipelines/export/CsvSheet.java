package io.fullcircle.pipelines.export;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.Writer;
import java.util.List;
import java.util.Objects;

/** CSV with a line of names; null is nothing at all, an empty text is a pair of quotes. */
final class CsvSheet implements Sheet {
    private final List<Column> columns;
    private final boolean guarded;
    private final CsvWriter csv;

    /** @param guarded whether texts that a spreadsheet would compute are kept from it */
    CsvSheet(Writer writer, List<Column> columns, boolean guarded) {
        this.columns = columns;
        this.guarded = guarded;
        // The writer has a buffer of its own, and nobody would flush a second one.
        csv = CsvWriter.builder()
                .quoteStrategy(QuoteStrategies.EMPTY)
                .lineDelimiter(LineDelimiter.LF)
                .bufferSize(0)
                .build(writer);
        csv.writeRecord(columns.stream().map(Column::name).toList());
    }

    @Override
    public void row(Object... values) {
        var cells = new String[values.length];
        for (int i = 0; i < values.length; i++) {
            String text = Objects.toString(values[i], null);
            boolean isText = columns.get(i).type() == Column.Type.TEXT;
            cells[i] = guarded && isText ? guard(text) : text;
        }
        csv.writeRecord(cells);
    }

    /** A cell that begins like a formula gets an apostrophe in front, by which spreadsheets take it for a text. */
    static String guard(String text) {
        return text == null || text.isEmpty() || "=+-@\t\r".indexOf(text.charAt(0)) < 0 ? text : "'" + text;
    }
}
