package io.fullcircle.connector.mapping;

import com.dynatrace.hash4j.hashing.Hashing;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Makes of the call that was accepted last for a key the one that tells its removal: the same ids, properties and context,
 * another event name where there is one, no timestamp, an id of its own. Confined to one thread.
 */
final class LastCall {
    private static final JsonFactory FACTORY =
            JsonFactory.builder().rootValueSeparator((String) null).build();

    private final Envelope envelope;

    LastCall(Envelope envelope) {
        this.envelope = envelope;
    }

    /**
     * @param event the event's name, or null for the one that it had
     * @param mark its versions make the edition
     */
    Message removal(long ordinal, String key, byte[] call, String event, Mark mark) {
        envelope.begin(key, TrackMapper.edition(mark));
        int lane = 0;
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), call);
                JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), envelope.buffer())) {
            parser.nextToken();
            out.writeStartObject();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                if (name.equals("messageId") || name.equals("timestamp")) {
                    parser.skipChildren();
                    continue;
                }
                out.writeName(name);
                if (name.equals("userId") || name.equals("anonymousId") && lane == 0) {
                    lane = lane(parser.getString());
                }
                if (name.equals("event") && event != null) {
                    out.writeString(event);
                    continue;
                }
                out.copyCurrentStructureExact(parser);
            }
            out.writeEndObject();
        }
        byte[] json = envelope.seal();
        return new Message(ordinal, key, lane, Envelope.id(json), json, mark);
    }

    /** As {@link Subject#lane()} has it. */
    private static int lane(String owner) {
        long hash = Hashing.xxh3_64().hashCharsToLong(owner);
        return (int) (hash ^ hash >>> 32);
    }
}
