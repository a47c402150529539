package io.fullcircle.connector.mapping;

import io.fullcircle.connector.source.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * Writes values as JSON into a {@link CallBuffer}, with one generator that lives as long as this object. The bytes of a
 * value depend on the value alone, on no buffer's size, since message ids are made of them. Confined to one thread.
 */
final class JsonOut {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .rootValueSeparator((String) null)
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
            .streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .build())
            .build();

    private final CallBuffer buffer;
    private final int longest;
    private final Times times = new Times();
    private final JsonGenerator generator;

    /**
     * @param buffer where the bytes go, at {@link #flush()} at the latest
     * @param longest a text of more characters, or a number of more digits, is counted only: no call can hold it
     */
    JsonOut(CallBuffer buffer, int longest) {
        this.buffer = buffer;
        this.longest = longest;
        this.generator = FACTORY.createGenerator(ObjectWriteContext.empty(), buffer);
    }

    void open() {
        generator.writeStartObject();
    }

    void close() {
        generator.writeEndObject();
    }

    void name(SerializableString name) {
        generator.writeName(name);
    }

    /** A string that is known before any row is. */
    void string(SerializableString text) {
        generator.writeString(text);
    }

    /** A value that is known before any row is, as JSON; null for null. */
    void constant(SerializableString json) {
        if (json == null) {
            generator.writeNull();
            return;
        }
        generator.writeRawValue(json);
    }

    void flush() {
        generator.flush();
    }

    /** Writes null, or a value of one of the cursor's kinds; numbers are finite. */
    void value(Object value) {
        if (value instanceof Double number) {
            generator.writeNumber(number.doubleValue());
        } else if (value instanceof String text) {
            string(text);
        } else if (value instanceof Long number) {
            generator.writeNumber(number.longValue());
        } else if (value == null) {
            generator.writeNull();
        } else if (value instanceof BigDecimal decimal) {
            decimal(decimal);
        } else if (value instanceof Boolean truth) {
            generator.writeBoolean(truth);
        } else if (value instanceof Float number) {
            generator.writeNumber(number.floatValue());
        } else if (value instanceof BigInteger number) {
            generator.writeNumber(number);
        } else if (value instanceof Json json) {
            raw(json.text());
        } else {
            int length = times.write(value);
            generator.writeRawUTF8String(times.bytes(), 0, length);
        }
    }

    void string(String text) {
        if (text.length() > longest) {
            skip(Unicode.jsonLength(text));
            return;
        }
        if (!Unicode.hasSurrogates(text)) {
            generator.writeString(text);
            return;
        }
        // Handed over as UTF-8, for of a pair that lies across two of its buffers the generator makes two escapes.
        var utf8 = Unicode.mended(text).getBytes(StandardCharsets.UTF_8);
        generator.writeUTF8String(utf8, 0, utf8.length);
    }

    private void decimal(BigDecimal decimal) {
        long length = ExactText.plainLength(decimal);
        if (length > longest) {
            skip(length);
            return;
        }
        generator.writeNumber(decimal.toPlainString());
    }

    private void raw(String json) {
        if (json.length() > longest) {
            skip(Unicode.utf8Length(json));
            return;
        }
        generator.writeRawValue(JsonText.oneLine(json));
    }

    private void skip(long bytes) {
        buffer.skip(bytes);
        generator.writeRawValue("");
    }
}
