package io.fullcircle.connector.source.snowflake.standin;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Rows as JSON arrays of texts and nulls, with commas between them and no brackets around them. */
final class JsonRows implements Rows {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private final List<StoredColumn> columns;

    JsonRows(List<StoredColumn> columns) {
        this.columns = columns;
    }

    @Override
    public String format() {
        return "json";
    }

    @Override
    public void write(VectorSchemaRoot source, int from, int count, OutputStream out) throws IOException {
        var text = new StringBuilder();
        for (int row = from; row < from + count; row++) {
            if (row > from) text.append(",\n");
            text.append('[');
            int vector = 0;
            for (int i = 0; i < columns.size(); i++) {
                if (i > 0) text.append(',');
                cell(text, source, vector, columns.get(i), row);
                vector += columns.get(i).vectors();
            }
            text.append(']');
            if (text.length() > 60_000) {
                out.write(text.toString().getBytes(StandardCharsets.UTF_8));
                text.setLength(0);
            }
        }
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void cell(StringBuilder out, VectorSchemaRoot source, int vector, StoredColumn column, int row) {
        var values = source.getVector(vector);
        if (values.isNull(row)) {
            out.append("null");
            return;
        }
        switch (column.wire().type()) {
            case TIME, TIMESTAMP_NTZ, TIMESTAMP_LTZ -> quoted(out, seconds(column, number(values, row)));
            case TIMESTAMP_TZ -> {
                long minutes = number(source.getVector(vector + 1), row);
                quoted(out, seconds(column, number(values, row)) + " " + (minutes + 1440));
            }
            case FIXED, REAL, BOOLEAN, TEXT, BINARY, DATE, VARIANT, OBJECT, ARRAY -> quoted(out, plain(values, row));
        }
    }

    private static long number(FieldVector values, int row) {
        return ((BigIntVector) values).get(row);
    }

    /** Seconds with as many digits as the column's scale has. */
    private static String seconds(StoredColumn column, long value) {
        long units = column.unitsPerSecond();
        long nanos = Math.floorMod(value, units) * (1_000_000_000L / units);
        var fraction = "%09d".formatted(nanos).substring(0, column.wire().scale());
        long whole = Math.floorDiv(value, units);
        // A negative time is written as a negative decimal, not as floor and remainder.
        if (whole < 0 && nanos > 0) {
            var positive = "%09d"
                    .formatted(1_000_000_000L - nanos)
                    .substring(0, column.wire().scale());
            return "-" + -(whole + 1) + "." + positive;
        }
        return fraction.isEmpty() ? String.valueOf(whole) : whole + "." + fraction;
    }

    private static String plain(FieldVector values, int row) {
        if (values instanceof BigIntVector whole) return String.valueOf(whole.get(row));
        if (values instanceof DecimalVector decimal)
            return decimal.getObject(row).toPlainString();
        if (values instanceof Float8Vector real) return real(real.get(row));
        if (values instanceof BitVector bit) return bit.get(row) == 0 ? "0" : "1";
        if (values instanceof DateDayVector date) return String.valueOf(date.get(row));
        if (values instanceof VarCharVector text) return new String(text.get(row), StandardCharsets.UTF_8);
        if (values instanceof VarBinaryVector bytes) return HEX.formatHex(bytes.get(row));
        throw new IllegalStateException("unexpected vector " + values.getField());
    }

    private static String real(double value) {
        if (Double.isNaN(value)) return "NaN";
        if (Double.isInfinite(value)) return value > 0 ? "inf" : "-inf";
        return String.valueOf(value);
    }

    private static void quoted(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < ' ') {
                        out.append("\\u%04x".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
