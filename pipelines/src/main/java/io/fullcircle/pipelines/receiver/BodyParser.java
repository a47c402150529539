package io.fullcircle.pipelines.receiver;

import io.fullcircle.pipelines.receiver.Refusal.Why;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a body token by token, without a tree: what a message is made of isn't looked at beyond the members that decide
 * whether Segment takes it. Owned by one thread; the batch that it gives is valid until the next body.
 */
final class BodyParser {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Limits.BATCH_BYTES)
                    .maxNameLength(Limits.BATCH_BYTES)
                    .build())
            .build();

    private final Batch batch = new Batch();
    private final MessageReader message = new MessageReader();
    private boolean keyInBody;

    /** A body of {@code /v1/batch}. */
    Parsed batch(byte[] body, int length, boolean keyInHeader) {
        return read(body, length, keyInHeader, this::batch);
    }

    /** A body of {@code /v1/track} and its like: one message, of a kind that the path tells. */
    Parsed single(byte[] body, int length, boolean keyInHeader, Call call) {
        return read(body, length, keyInHeader, (parser, bytes) -> single(parser, bytes, call));
    }

    private interface Shape {
        /** @return null when nothing has to be refused */
        Refusal read(JsonParser parser, byte[] body);
    }

    private Parsed read(byte[] body, int length, boolean keyInHeader, Shape shape) {
        batch.begin(body);
        keyInBody = false;
        try (var parser = JSON.createParser(ObjectReadContext.empty(), body, 0, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return new Refusal(Why.NO_BATCH, "the body is not a JSON object");
            }
            if (parser.currentTokenLocation().getByteOffset() < 0) {
                return new Refusal(Why.INVALID_JSON, "invalid JSON: the body is not UTF-8");
            }
            var refusal = shape.read(parser, body);
            if (refusal != null) {
                return refusal;
            }
            if (parser.nextToken() != null) {
                return new Refusal(Why.INVALID_JSON, "invalid JSON: the body goes on after its object");
            }
        } catch (JacksonException e) {
            return new Refusal(Why.INVALID_JSON, "invalid JSON" + at(e.getLocation()) + ": " + e.getOriginalMessage());
        }
        if (!keyInBody && !keyInHeader) {
            return new Refusal(
                    Why.NO_WRITE_KEY,
                    "no write key: give it as the body's \"writeKey\", or as the user of Basic authorization");
        }
        batch.end();
        return batch;
    }

    private static String at(TokenStreamLocation location) {
        return location == null || location.getByteOffset() < 0 ? "" : " at byte " + location.getByteOffset();
    }

    private Refusal batch(JsonParser parser, byte[] body) {
        var found = false;
        for (var name = parser.nextName(); name != null; name = parser.nextName()) {
            var value = parser.nextToken();
            switch (name) {
                case "batch" -> {
                    if (value != JsonToken.START_ARRAY) {
                        return new Refusal(Why.NO_BATCH, "\"batch\" is not an array");
                    }
                    found = true;
                    var refusal = messages(parser, body);
                    if (refusal != null) {
                        return refusal;
                    }
                }
                case "writeKey" -> keyInBody = !MessageReader.text(parser).isBlank();
                default -> parser.skipChildren();
            }
        }
        return found ? null : new Refusal(Why.NO_BATCH, "the body has no \"batch\" array");
    }

    private Refusal messages(JsonParser parser, byte[] body) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                return new Refusal(Why.NO_BATCH, "message " + batch.total() + " is not an object");
            }
            var refusal = message(parser, body, null);
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }

    private Refusal single(JsonParser parser, byte[] body, Call call) {
        var refusal = message(parser, body, call);
        keyInBody = message.hasKey();
        if (!message.hasType()) {
            batch.openWith(
                    ("{\"type\":\"" + call.name().toLowerCase(Locale.ROOT) + "\",").getBytes(StandardCharsets.UTF_8));
        }
        return refusal;
    }

    /** @param told the kind that the path tells; null where the message has to */
    private Refusal message(JsonParser parser, byte[] body, Call told) {
        message.read(parser, body);
        if (message.bytes() > Limits.MESSAGE_BYTES) {
            return new Refusal(
                    Why.LARGE_MESSAGE,
                    "message " + batch.total() + named(message.id()) + " has " + message.bytes()
                            + " bytes, the limit is " + Limits.MESSAGE_BYTES + " (32 KB)");
        }
        message.addTo(batch, told);
        return null;
    }

    /** A message's id as reasons name it, cut where it is endless. */
    static String named(String id) {
        if (id.isEmpty()) {
            return "";
        }
        return " (messageId \"" + (id.length() > Limits.ID_CHARACTERS ? id.substring(0, 100) + "…" : id) + "\")";
    }
}
