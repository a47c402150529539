package io.fullcircle.pipelines.run;

import io.fullcircle.connector.Inspection;
import io.fullcircle.connector.Rows;
import io.fullcircle.connector.destination.segment.QueueSettings;
import io.fullcircle.connector.mapping.Invalid;
import io.fullcircle.connector.mapping.Kind;
import io.fullcircle.connector.mapping.Mapped;
import io.fullcircle.connector.mapping.Message;
import io.fullcircle.pipelines.config.Pipeline;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Sees what a run would send, and sends nothing. Memory doesn't grow with the rows. Confined to the reader's thread. */
final class Planning implements Inspection {
    private static final int SAMPLES = 10;
    private static final int LARGEST = 5;

    /** Of event names from a column and of reasons, more than these are counted together. */
    private static final int DISTINCT = 100;

    private static final String OTHERS = "(others)";
    private static final JsonFactory JSON = new JsonFactory();

    private final QueueSettings queue;
    private final Judging judging;
    private final Sizes sizes = new Sizes();
    private final Map<Kind, Map<String, Long>> calls = new LinkedHashMap<>();
    private final Map<String, Long> invalid = new LinkedHashMap<>();
    private final PriorityQueue<RunPlan.Large> largest =
            new PriorityQueue<>(Comparator.comparingInt(RunPlan.Large::bytes));
    private final List<byte[]> samples = new ArrayList<>();

    /** The same rows give the same samples. */
    private final SplittableRandom random = new SplittableRandom(1);

    private long requests;
    private int batchCalls;
    private long batchBytes;
    private Rows rows = Rows.NONE;
    private Judgement judgement;

    Planning(QueueSettings queue, Judging judging) {
        this.queue = queue;
        this.judging = judging;
    }

    @Override
    public List<String> properties() {
        return judging.properties();
    }

    @Override
    public boolean isDry() {
        return true;
    }

    @Override
    public void see(Mapped row, Kind kind, Object[] values) {
        judging.see(row, kind, values);
        if (row instanceof Invalid wrong) {
            count(invalid, wrong.reason());
            return;
        }
        if (kind != Kind.RESUMED && row instanceof Message call) {
            call(call, kind);
        }
    }

    private void call(Message message, Kind kind) {
        int bytes = message.json().length;
        sizes.add(bytes);
        count(calls.computeIfAbsent(kind, first -> new LinkedHashMap<>()), event(message));
        pack(bytes);
        if (largest.size() < LARGEST || bytes > largest.element().bytes()) {
            largest.add(new RunPlan.Large(message.key(), bytes));
        }
        if (largest.size() > LARGEST) {
            largest.remove();
        }
        sample(message);
    }

    /** Each call stays with the same chance, however many there are. */
    private void sample(Message message) {
        if (samples.size() < SAMPLES) {
            samples.add(message.json());
            return;
        }
        long place = random.nextLong(sizes.count());
        if (place < SAMPLES) {
            samples.set((int) place, message.json());
        }
    }

    /** As the queue does: a batch ends with its last call, or before the one that would make it too large. */
    private void pack(int bytes) {
        boolean full = batchCalls == queue.flushAt() || batchBytes + bytes > queue.maxBatchBytes();
        if (requests == 0 || full) {
            requests++;
            batchCalls = 0;
            batchBytes = 0;
        }
        batchCalls++;
        // A comma stands between two calls.
        batchBytes += bytes + 1;
    }

    private static void count(Map<String, Long> counts, String name) {
        counts.merge(counts.size() < DISTINCT || counts.containsKey(name) ? name : OTHERS, 1L, Long::sum);
    }

    /** The event's name, which comes before what makes a call large. */
    private static String event(Message message) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), message.json())) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (name.equals("event")) {
                    return parser.getString();
                }
                parser.skipChildren();
            }
            return "";
        }
    }

    @Override
    public Verdict verdict(Rows all) {
        rows = all;
        judgement = judging.judge(all);
        return Verdict.HOLD;
    }

    /** What was seen, once all rows were. */
    RunPlan plan(Pipeline pipeline, boolean sampled) {
        var byFate = new LinkedHashMap<String, Long>();
        byFate.put("read", rows.read());
        byFate.put("to_send", rows.held());
        byFate.put("unchanged", rows.unchanged());
        byFate.put("invalid", rows.invalid());
        byFate.put("filtered", rows.filtered());
        byFate.put("resumed", rows.resumed());
        var byKind = new ArrayList<RunPlan.Calls>();
        calls.forEach((kind, events) ->
                events.forEach((event, count) -> byKind.add(new RunPlan.Calls(word(kind), event, count))));
        var large = new ArrayList<>(largest);
        large.sort(Comparator.comparingInt(RunPlan.Large::bytes).reversed());
        return new RunPlan(
                pipeline.name(),
                pipeline.digest(),
                sampled,
                byFate,
                byKind,
                quantiles(),
                large,
                sizes.bytes(),
                requests,
                pipeline.delivery().messagesPerSecond(),
                pipeline.costOf1000Calls().map(price -> price * sizes.count() / 1000),
                Collections.unmodifiableMap(invalid),
                judgement,
                samples.stream()
                        .map(json -> new String(json, StandardCharsets.UTF_8))
                        .toList());
    }

    private static String word(Kind kind) {
        return kind == Kind.UNCOMPARED ? "all" : kind.name().toLowerCase(Locale.ROOT);
    }

    private Map<String, Integer> quantiles() {
        var quantiles = new LinkedHashMap<String, Integer>();
        if (sizes.count() > 0) {
            quantiles.put("min", sizes.quantile(0));
            quantiles.put("median", sizes.quantile(0.5));
            quantiles.put("p95", sizes.quantile(0.95));
            quantiles.put("p99", sizes.quantile(0.99));
            quantiles.put("max", sizes.quantile(1));
        }
        return quantiles;
    }
}
