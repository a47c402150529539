package io.fullcircle.connector.mapping;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;

/** Values of the pipeline file as JSON, made once when a mapping is bound. */
final class Constants {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Constants() {}

    /** A name or text that can be written without a thought for its encoding. */
    static SerializedString text(String text) {
        return new SerializedString(Unicode.mended(text));
    }

    /** The JSON of a constant; null for null. */
    static SerializedString json(Object constant) {
        if (constant == null) {
            return null;
        }
        var json = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), json)) {
            write(generator, constant);
        }
        return new SerializedString(json.toString());
    }

    private static void write(JsonGenerator generator, Object constant) {
        if (constant == null) {
            generator.writeNull();
        } else if (constant instanceof String text) {
            generator.writeString(Unicode.mended(text));
        } else if (constant instanceof Boolean truth) {
            generator.writeBoolean(truth);
        } else if (constant instanceof Long || constant instanceof BigInteger) {
            generator.writeNumber(constant.toString());
        } else if (constant instanceof BigDecimal decimal && ExactText.plain(decimal) != null) {
            generator.writeNumber(decimal.toPlainString());
        } else if (constant instanceof List<?> list) {
            generator.writeStartArray();
            list.forEach(element -> write(generator, element));
            generator.writeEndArray();
        } else if (constant instanceof Map<?, ?> map) {
            generator.writeStartObject();
            map.forEach((name, value) -> {
                generator.writeName(Unicode.mended((String) name));
                write(generator, value);
            });
            generator.writeEndObject();
        } else {
            throw new IllegalArgumentException("no constant of a mapping: " + constant.getClass());
        }
    }
}
