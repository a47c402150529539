package io.fullcircle.pipelines.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.RawValue;

/** One JSON object a line; what is null is left out. */
public final class JsonLines implements Sheet {
    private final Writer writer;
    private final List<Column> columns;

    public JsonLines(Writer writer, List<Column> columns) {
        this.writer = writer;
        this.columns = List.copyOf(columns);
    }

    @Override
    public void row(Object... values) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            if (values[i] != null) {
                members.put(columns.get(i).name(), member(columns.get(i), values[i]));
            }
        }
        try {
            writer.write(JsonMapper.shared().writeValueAsString(members));
            writer.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** JSON goes in as it is, every digit kept. */
    private static Object member(Column column, Object value) {
        if (column.type() == Column.Type.JSON) {
            return new RawValue((String) value);
        }
        return value instanceof Instant moment ? moment.toString() : value;
    }
}
