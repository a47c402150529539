package io.fullcircle.benchmark;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.BufferedSink;
import okio.GzipSink;
import okio.Okio;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;

/**
 * The least that can be done: rows that are in memory already are written as JSON, a hundred a batch, straight into the
 * bytes of a request over a connection that is kept alive, by two threads that share nothing but the rows. No retry, no
 * accounting, no queue.
 *
 * <p>Arguments: the rows' file, the receiver's address, {@code gzip} or {@code plain}.
 */
final class Floor {
    private static final int IN_FLIGHT = 2;
    private static final int BATCH = 100;
    private static final MediaType JSON = MediaType.get("application/json");
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private static final SerializedString MESSAGE_ID = new SerializedString("messageId");
    private static final SerializedString TYPE = new SerializedString("type");
    private static final SerializedString TRACK = new SerializedString("track");
    private static final SerializedString TIMESTAMP = new SerializedString("timestamp");
    private static final SerializedString USER_ID = new SerializedString("userId");
    private static final SerializedString EVENT = new SerializedString("event");
    private static final SerializedString SALES_FORECAST = new SerializedString("Sales Forecast");
    private static final SerializedString PROPERTIES = new SerializedString("properties");

    private final Rows rows;
    private final SerializedString[] names;
    private final Rows.Kind[] kinds;
    private final OkHttpClient client;
    private final Request request;
    private final boolean gzip;

    private Floor(Rows rows, String address, boolean gzip) {
        this.rows = rows;
        this.names = rows.properties().stream()
                .map(property -> new SerializedString(property.name()))
                .toArray(SerializedString[]::new);
        this.kinds = rows.properties().stream().map(Rows.Property::kind).toArray(Rows.Kind[]::new);
        this.client = new OkHttpClient.Builder()
                .socketFactory(new NoDelay())
                .readTimeout(60, TimeUnit.SECONDS)
                .build();
        this.request = new Request.Builder().url(address + "/v1/batch").build();
        this.gzip = gzip;
    }

    public static void main(String[] arguments) throws Exception {
        try (var rows = Rows.open(Path.of(arguments[0]))) {
            var floor = new Floor(rows, arguments[1], arguments[2].equals("gzip"));
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < IN_FLIGHT; i++) {
                var thread = new Thread(floor::send);
                thread.start();
                threads.add(thread);
            }
            for (var thread : threads) {
                thread.join();
            }
        }
        System.exit(0);
    }

    private void send() {
        var batch = new Rows.Batch();
        var encoder = new Encoder();
        try {
            while (rows.next(batch, BATCH)) {
                encoder.encode(batch);
                var call = request.newBuilder().post(new Body(encoder.out));
                if (gzip) {
                    call.header("Content-Encoding", "gzip");
                }
                try (var response = client.newCall(call.build()).execute()) {
                    if (!response.isSuccessful()) {
                        throw new IOException("HTTP " + response.code());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes that can be had without a copy. */
    private static final class Bytes extends ByteArrayOutputStream {
        Bytes() {
            super(1 << 16);
        }

        byte[] array() {
            return buf;
        }
    }

    private final class Body extends RequestBody {
        private final Bytes bytes;
        private final Buffer compressed;

        Body(Bytes bytes) throws IOException {
            this.bytes = bytes;
            this.compressed = gzip ? compress() : null;
        }

        private Buffer compress() throws IOException {
            var target = new Buffer();
            var sink = new GzipSink(target);
            sink.deflater().setLevel(1);
            try (BufferedSink out = Okio.buffer(sink)) {
                out.write(bytes.array(), 0, bytes.size());
            }
            return target;
        }

        @Override
        public MediaType contentType() {
            return JSON;
        }

        @Override
        public long contentLength() {
            return gzip ? compressed.size() : bytes.size();
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            if (gzip) {
                sink.writeAll(compressed);
                return;
            }
            sink.write(bytes.array(), 0, bytes.size());
        }
    }

    /** One thread's. */
    private final class Encoder {
        private final Bytes out = new Bytes();
        private final byte[] id = "00000000000000000000000000000000".getBytes(StandardCharsets.US_ASCII);
        private final Moment moment = new Moment();

        void encode(Rows.Batch batch) {
            out.reset();
            ByteBuffer bytes = batch.bytes();
            try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
                json.writeStartObject();
                json.writeArrayPropertyStart("batch");
                for (int i = 0; i < batch.size(); i++) {
                    encode(json, bytes, batch.first() + i);
                }
                json.writeEndArray();
                json.writeStringProperty("writeKey", "benchmark");
                json.writeEndObject();
            }
        }

        private void encode(JsonGenerator json, ByteBuffer bytes, long number) {
            json.writeStartObject();
            json.writeName(MESSAGE_ID);
            json.writeRawUTF8String(id(number), 0, id.length);
            json.writeName(TYPE);
            json.writeString(TRACK);
            json.writeName(USER_ID);
            json.writeString(Long.toString(bytes.getLong()));
            json.writeName(EVENT);
            json.writeString(SALES_FORECAST);
            json.writeName(PROPERTIES);
            json.writeStartObject();
            for (int i = 0; i < names.length; i++) {
                json.writeName(names[i]);
                if (kinds[i] == Rows.Kind.NUMBER) {
                    json.writeNumber(bytes.getDouble());
                    continue;
                }
                int length = bytes.getInt();
                json.writeUTF8String(bytes.array(), bytes.position(), length);
                bytes.position(bytes.position() + length);
            }
            json.writeEndObject();
            json.writeName(TIMESTAMP);
            json.writeRawUTF8String(moment.text(bytes.getLong()), 0, Moment.LENGTH);
            json.writeEndObject();
        }

        private byte[] id(long number) {
            long rest = number;
            for (int i = id.length - 1; i >= 12; i--, rest /= 10) {
                id[i] = (byte) ('0' + rest % 10);
            }
            return id;
        }
    }

    /** Milliseconds as {@code yyyy-MM-ddTHH:mm:ss.SSSZ}. The day's text is kept, since rows of one run share theirs. */
    private static final class Moment {
        static final int LENGTH = 24;

        private static final long DAY = TimeUnit.DAYS.toMillis(1);

        private final byte[] text = "yyyy-MM-ddTHH:mm:ss.SSSZ".getBytes(StandardCharsets.US_ASCII);
        private long day = Long.MIN_VALUE;

        byte[] text(long millis) {
            if (Math.floorDiv(millis, DAY) != day) {
                day = Math.floorDiv(millis, DAY);
                byte[] date = LocalDate.ofEpochDay(day).toString().getBytes(StandardCharsets.US_ASCII);
                System.arraycopy(date, 0, text, 0, date.length);
            }
            int rest = (int) Math.floorMod(millis, DAY);
            digits(20, 3, rest % 1000);
            digits(17, 2, rest / 1000 % 60);
            digits(14, 2, rest / 60_000 % 60);
            digits(11, 2, rest / 3_600_000);
            return text;
        }

        private void digits(int at, int count, int number) {
            int rest = number;
            for (int i = at + count - 1; i >= at; i--, rest /= 10) {
                text[i] = (byte) ('0' + rest % 10);
            }
        }
    }
}
