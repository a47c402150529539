package io.fullcircle.pipelines.receiver;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The statistics as one flat JSON object; the names are what scripts rely on. */
final class StatsJson {
    private static final JsonFactory JSON = new JsonFactory();

    private StatsJson() {}

    static String write(ReceiverStats stats) {
        var text = new StringWriter();
        try (var json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            messages(json, stats.messages());
            requests(json, stats.requests());
            counts(json, "faults", stats.faults());
            timing(json, stats.timing());
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void messages(JsonGenerator json, ReceiverStats.Messages messages) {
        json.writeNumberProperty("accepted", messages.accepted());
        json.writeNumberProperty("unique", messages.unique());
        json.writeNumberProperty("duplicates", messages.duplicates());
        json.writeNumberProperty("conflicting", messages.conflicting());
        json.writeNumberProperty("ignored", messages.ignored());
        counts(json, "ignored_why", messages.ignoredWhy());
    }

    private static void requests(JsonGenerator json, ReceiverStats.Requests requests) {
        json.writeNumberProperty("requests", requests.total());
        counts(json, "statuses", requests.byStatus());
        json.writeNumberProperty("unanswered", requests.unanswered());
        json.writeNumberProperty("rejected", requests.rejected());
        counts(json, "rejected_why", requests.rejectedWhy());
        json.writeNumberProperty("bytes", requests.bytes());
        json.writeNumberProperty("json_bytes", requests.jsonBytes());
        json.writeNumberProperty("connections", requests.connections());
    }

    private static void timing(JsonGenerator json, ReceiverStats.Timing timing) {
        json.writeNumberProperty("seconds", rounded(timing.seconds()));
        json.writeNumberProperty("seconds_since_first", rounded(timing.sinceFirst()));
        json.writeNumberProperty("seconds_since_last", rounded(timing.sinceLast()));
        json.writeNumberProperty("messages_per_second", rounded(timing.messagesPerSecond()));
    }

    private static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_UP);
    }

    private static void counts(JsonGenerator json, String name, Map<?, Long> counts) {
        json.writeObjectPropertyStart(name);
        counts.forEach((what, count) -> json.writeNumberProperty(what.toString(), count));
        json.writeEndObject();
    }
}
