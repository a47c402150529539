package io.fullcircle.connector.destination.segment;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import com.segment.analytics.messages.Batch;
import com.segment.analytics.messages.Message;
import java.io.IOException;
import java.util.Date;
import java.util.Map;

/**
 * An encoded message on its way through analytics-java's queue. The library would serialise a message three times: at
 * {@code enqueue} to size it, on its looper to size it again, and into the batch's body. For an envelope the first two
 * write blanks of the same length, which gives the library the exact size; the body is written by {@link BatchBody}
 * from the bytes that the mapping made.
 */
final class Envelope implements Message {
    private static final Date NEVER = new Date(0);

    private final io.fullcircle.connector.mapping.Message message;
    private boolean settled;

    Envelope(io.fullcircle.connector.mapping.Message message) {
        this.message = message;
    }

    io.fullcircle.connector.mapping.Message message() {
        return message;
    }

    /** Whether its receipt was given. Read and written by the thread that has the batch. */
    boolean settled() {
        return settled;
    }

    void markSettled() {
        settled = true;
    }

    /** What analytics-java's Gson has to know about envelopes, and about batches of them. */
    static GsonBuilder gson() {
        return new GsonBuilder()
                .disableHtmlEscaping()
                .registerTypeAdapter(Envelope.class, new Blanks())
                .registerTypeAdapterFactory(new EmptyBatch());
    }

    private static final class Blanks extends TypeAdapter<Envelope> {
        @Override
        public void write(JsonWriter out, Envelope envelope) throws IOException {
            out.jsonValue(" ".repeat(envelope.message.json().length));
        }

        @Override
        public Envelope read(JsonReader in) {
            throw new IllegalStateException("envelopes are only written");
        }
    }

    /** The library's own rendering of a batch is thrown away, so it is kept empty. */
    private static final class EmptyBatch implements TypeAdapterFactory {
        @Override
        public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
            if (!Batch.class.isAssignableFrom(type.getRawType())) {
                return null;
            }
            return new TypeAdapter<>() {
                @Override
                public void write(JsonWriter out, T batch) throws IOException {
                    out.beginObject().endObject();
                }

                @Override
                public T read(JsonReader in) {
                    throw new IllegalStateException("batches are only written");
                }
            };
        }
    }

    @Override
    public Type type() {
        return Type.track;
    }

    @Override
    public String messageId() {
        return message.id();
    }

    /** Null: the moment of the attempt is written by {@link BatchBody}. */
    @Override
    public Date sentAt() {
        return null;
    }

    @Override
    public Date timestamp() {
        return NEVER;
    }

    @Override
    public Map<String, ?> context() {
        return null;
    }

    @Override
    public String anonymousId() {
        return null;
    }

    @Override
    public String userId() {
        return null;
    }

    @Override
    public Map<String, Object> integrations() {
        return null;
    }
}
