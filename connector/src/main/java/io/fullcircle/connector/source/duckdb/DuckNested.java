package io.fullcircle.connector.source.duckdb;

import io.fullcircle.connector.source.sql.ColumnReader;
import io.fullcircle.connector.source.sql.JsonBuilder;
import io.fullcircle.connector.source.sql.LenientJson;
import io.fullcircle.connector.source.sql.TemporalText;
import io.fullcircle.connector.source.sql.Values;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBStruct;
import org.duckdb.JsonNode;

/**
 * Reads lists, structs, maps and unions of any depth, by the type that the column had before it was rewritten. In a
 * union the driver doesn't tell which member is set: what it holds is read by its class.
 */
final class DuckNested implements ColumnReader {
    private static final DuckType UNKNOWN = new DuckType.Leaf("");

    private final DuckType type;
    private final JsonBuilder json = new JsonBuilder();

    DuckNested(DuckType type) {
        this.type = type;
    }

    @Override
    public Object read(ResultSet row, int column) throws SQLException {
        Object value = row.getObject(column);
        if (value == null || !isNested(value)) {
            return plain(value, type);
        }
        write(value, type);
        return json.finish();
    }

    private static boolean isNested(Object value) {
        return value instanceof Array || value instanceof Map || value instanceof DuckDBStruct;
    }

    private void write(Object value, DuckType type) throws SQLException {
        if (value instanceof Array array) {
            DuckType element = type instanceof DuckType.Listed list ? list.element() : UNKNOWN;
            elements((Object[]) array.getArray(), element);
        } else if (value instanceof Map<?, ?> map) {
            DuckType.Mapped types =
                    type instanceof DuckType.Mapped mapped ? mapped : new DuckType.Mapped(UNKNOWN, UNKNOWN);
            json.open('{');
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.name(key(entry.getKey(), types.key()));
                write(entry.getValue(), types.value());
            }
            json.close('}');
        } else if (value instanceof DuckDBStruct struct) {
            if (type instanceof DuckType.Fielded fielded && !fielded.union()) {
                fields(struct.getAttributes(), fielded.fields());
            } else if (struct.getMap().containsKey("")) {
                elements(struct.getAttributes(), UNKNOWN);
            } else {
                write(struct.getMap(), UNKNOWN);
            }
        } else {
            json.value(plain(value, type));
        }
    }

    private void elements(Object[] values, DuckType type) throws SQLException {
        json.open('[');
        for (Object value : values) {
            write(value, type);
        }
        json.close(']');
    }

    private void fields(Object[] values, List<DuckType.Field> fields) throws SQLException {
        json.open('{');
        for (int i = 0; i < values.length; i++) {
            json.name(fields.get(i).name());
            write(values[i], fields.get(i).type());
        }
        json.close('}');
    }

    private static String key(Object key, DuckType type) throws SQLException {
        if (isNested(key)) {
            DuckNested nested = new DuckNested(type);
            nested.write(key, type);
            return nested.json.finish().text();
        }
        return String.valueOf(plain(key, type));
    }

    /** A value that holds no others, as a cursor's value. */
    private static Object plain(Object value, DuckType type) throws SQLException {
        String name = type instanceof DuckType.Leaf leaf ? leaf.name() : "";
        if (value instanceof JsonNode node) {
            return LenientJson.strict(node.toString());
        }
        if (value instanceof LocalDate date) {
            return DuckReaders.date(date);
        }
        if (value instanceof String text) {
            if (name.startsWith("TIMESTAMP")) {
                return TemporalText.iso(text);
            }
            return name.equals("BIGNUM") ? Values.integer(new BigInteger(text)) : text;
        }
        return Values.of(value);
    }
}
