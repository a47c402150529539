package io.fullcircle.connector.destination.segment;

import com.google.gson.Gson;
import com.segment.analytics.messages.Batch;
import io.fullcircle.connector.mapping.Message;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import retrofit2.Invocation;

/**
 * What analytics-java's call of {@code POST /v1/batch} really does: its batch goes through {@link BatchSender}. The
 * library only ever sees "200" or an unchecked exception, because its own answer to anything else is to sleep for 15
 * seconds and more.
 */
final class AnalyticsCall implements Interceptor {
    private static final MediaType JSON = MediaType.get("application/json");

    /** Delivery has stopped; the batch's messages have their receipts. The library gives up a batch for this. */
    private static final class Abandoned extends RuntimeException {
        Abandoned() {
            super("delivery has stopped", null, false, false);
        }
    }

    private final SegmentSettings settings;
    private final BatchSender sender;
    private final Settlement settlement;
    private final Gson gson = new Gson();

    AnalyticsCall(SegmentSettings settings, BatchSender sender, Settlement settlement) {
        this.settings = settings;
        this.sender = sender;
        this.settlement = settlement;
    }

    @Override
    public Response intercept(Chain chain) {
        Batch batch = (Batch) chain.request().tag(Invocation.class).arguments().get(1);
        List<Message> messages = new ArrayList<>(batch.batch().size());
        for (var envelope : batch.batch()) {
            messages.add(((Envelope) envelope).message());
            ((Envelope) envelope).markSettled();
        }
        String closing = BatchBody.closing(settings.writeKey(), gson.toJson(batch.context()));
        sender.send(new BatchSender.Way(chain::proceed, chain.request(), closing), messages);
        if (settlement.stopped().isPresent()) {
            throw new Abandoned();
        }
        return taken(chain.request());
    }

    private static Response taken(Request request) {
        return new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(200)
                .message("OK")
                .body(ResponseBody.create("{\"success\":true}", JSON))
                .build();
    }
}
