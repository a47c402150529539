package io.fullcircle.connector.source.postgres;

import io.fullcircle.connector.source.sql.ColumnReader;
import io.fullcircle.connector.source.sql.JsonBuilder;
import io.fullcircle.connector.source.sql.TemporalText;
import io.fullcircle.connector.source.sql.Values;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Map;
import org.postgresql.util.HStoreConverter;

/**
 * Reads arrays, composite types and hstore as JSON, from what PostgreSQL prints: {@code {1,2,NULL}} and {@code
 * (1,"a b",)}.
 */
final class PgNested implements ColumnReader {
    private final PgType type;
    private final JsonBuilder json = new JsonBuilder();

    PgNested(PgType type) {
        this.type = type;
    }

    @Override
    public Object read(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        if (text == null) {
            return null;
        }
        write(text, type);
        return json.finish();
    }

    private void write(String text, PgType type) {
        if (type instanceof PgType.ArrayOf array) {
            int at = text.startsWith("[") ? text.indexOf('=') + 1 : 0;
            new Literal(text, at).array(array);
        } else if (type instanceof PgType.Composite composite) {
            new Literal(text, 0).composite(composite);
        } else {
            scalar(text, ((PgType.Scalar) type).name());
        }
    }

    private void scalar(String text, String name) {
        switch (name) {
            case "int2", "int4", "int8", "oid" -> json.raw(text);
            case "numeric", "float4", "float8" -> {
                if (text.equals("NaN") || text.endsWith("Infinity")) {
                    json.notANumber();
                } else {
                    json.raw(text);
                }
            }
            case "bool" -> json.value(text.equals("t"));
            case "json", "jsonb" -> json.raw(text);
            case "bytea" -> json.text(base64(text));
            case "timestamp", "timestamptz" -> json.text(TemporalText.iso(text));
            case "hstore" -> hstore(text);
            default -> json.text(text);
        }
    }

    /** Servers print bytea in hexadecimal, unless they are set to the form of old. */
    private static String base64(String text) {
        return text.startsWith("\\x") ? Values.base64(HexFormat.of().parseHex(text.substring(2))) : text;
    }

    private void hstore(String text) {
        json.open('{');
        for (Map.Entry<String, String> entry : HStoreConverter.fromString(text).entrySet()) {
            json.name(entry.getKey());
            json.value(entry.getValue());
        }
        json.close('}');
    }

    /** Walks over one printed array or composite value. */
    private final class Literal {
        private final String text;
        private int at;

        Literal(String text, int from) {
            this.text = text;
            this.at = from;
        }

        void array(PgType.ArrayOf array) {
            json.open('[');
            at++;
            while (text.charAt(at) != '}') {
                if (text.charAt(at) == '{') {
                    array(array);
                } else if (text.charAt(at) == '"') {
                    write(quoted(), array.element());
                } else {
                    String element = upTo(array.delimiter(), '}');
                    if (element.equals("NULL")) {
                        json.value(null);
                    } else {
                        write(element, array.element());
                    }
                }
                if (text.charAt(at) == array.delimiter()) {
                    at++;
                }
            }
            at++;
            json.close(']');
        }

        void composite(PgType.Composite composite) {
            json.open('{');
            for (PgType.Attribute attribute : composite.attributes()) {
                at++;
                json.name(attribute.name());
                if (text.charAt(at) == '"') {
                    write(quoted(), attribute.type());
                    continue;
                }
                String value = upTo(',', ')');
                if (value.isEmpty()) {
                    json.value(null);
                } else {
                    write(value, attribute.type());
                }
            }
            json.close('}');
        }

        private String upTo(char delimiter, char end) {
            int from = at;
            while (text.charAt(at) != delimiter && text.charAt(at) != end) {
                at++;
            }
            return text.substring(from, at);
        }

        /** Quotes inside are doubled or escaped, backslashes too. */
        private String quoted() {
            StringBuilder value = new StringBuilder();
            at++;
            while (text.charAt(at) != '"' || at + 1 < text.length() && text.charAt(at + 1) == '"') {
                if (text.charAt(at) == '\\' || text.charAt(at) == '"') {
                    at++;
                }
                value.append(text.charAt(at++));
            }
            at++;
            return value.toString();
        }
    }
}
