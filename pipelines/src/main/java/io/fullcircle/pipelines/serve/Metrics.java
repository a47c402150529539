package io.fullcircle.pipelines.serve;

import io.fullcircle.connector.Ending;
import io.fullcircle.connector.destination.Destination;
import io.fullcircle.pipelines.ledger.Run;
import io.fullcircle.pipelines.run.Report;
import io.fullcircle.pipelines.run.Runner;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * What Prometheus is told. Counters move when a run has ended; gauges show what goes on now. Labels are names of
 * pipelines, states and buckets: there are few of each. Any thread.
 */
final class Metrics {
    private static final String PIPELINE = "pipeline";

    /** Segment answers within tens of milliseconds; an attempt is given up after 30 s. */
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500),
        Duration.ofSeconds(1), Duration.ofMillis(2500), Duration.ofSeconds(5), Duration.ofSeconds(10),
        Duration.ofSeconds(30)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final OkHttpClient http;
    private final Clock clock;
    private final AtomicLong notices = new AtomicLong();
    private final MultiGauge running = gauge("running", "Whether this server carries the pipeline out now.");
    private final MultiGauge queue = gauge("queue.depth", "Calls taken by the queue and not settled.");
    private final MultiGauge read = gauge("run.rows.read", "Rows that the run that goes on has read.");
    private final MultiGauge lag = gauge(
            "since.completed.seconds",
            "Seconds since the newest run ended that completed, with rejects or without, by whichever server.");

    /** @param http what every request starts from */
    Metrics(OkHttpClient http, Clock clock) {
        this.http = http;
        this.clock = clock;
        Gauge.builder("fullcircle.notices.waiting", notices, AtomicLong::get)
                .description("Changes of state that a webhook hasn't taken yet, of all servers.")
                .register(registry);
        new UptimeMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
    }

    private MultiGauge gauge(String name, String description) {
        return MultiGauge.builder("fullcircle." + name).description(description).register(registry);
    }

    /** The client that times each request of a pipeline, repetitions included. */
    OkHttpClient timed(String pipeline) {
        Timer timer = Timer.builder("fullcircle.request")
                .description("Time from sending a request to the head of its answer.")
                .tag(PIPELINE, pipeline)
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
        return http.newBuilder().addNetworkInterceptor(timing(timer)).build();
    }

    private static Interceptor timing(Timer timer) {
        return new Interceptor() {
            @Override
            public Response intercept(Chain chain) throws IOException {
                long start = System.nanoTime();
                try {
                    return chain.proceed(chain.request());
                } finally {
                    timer.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
                }
            }
        };
    }

    void ended(Report report) {
        Ending ending = report.ending();
        Tags pipeline = Tags.of(PIPELINE, report.pipeline());
        String state = ending.state().name().toLowerCase(Locale.ROOT);
        add("runs", "Runs that have ended, by state.", pipeline.and("state", state), 1);
        add("rows.read", "Rows read.", pipeline, ending.rows().read());
        ending.rows()
                .buckets()
                .forEach((bucket, rows) ->
                        add("rows", "What became of the rows read.", pipeline.and("bucket", bucket), rows));
        Destination.Traffic traffic = ending.traffic();
        add("queue.refused", "Calls that the full queue refused at first.", pipeline, ending.refused());
        add("requests", "Requests sent, repetitions included.", pipeline, traffic.requests());
        add("requests.retried", "Requests that repeated an earlier one.", pipeline, traffic.retried());
        add("requests.bytes", "Bytes of their bodies, as sent.", pipeline, traffic.bytes());
        Timer.builder("fullcircle.run")
                .description("How long runs took.")
                .tags(pipeline)
                .register(registry)
                .record(report.took());
    }

    private void add(String name, String description, Tags tags, double more) {
        Counter.builder("fullcircle." + name)
                .description(description)
                .tags(tags)
                .register(registry)
                .increment(more);
    }

    /**
     * Everything, in Prometheus' text format.
     *
     * @param pipelines the names of those there are
     * @param underWay runs of this server
     * @param completed the newest run of each that completed
     * @param waiting notices that aren't delivered yet
     */
    String text(Collection<String> pipelines, Map<String, Runner> underWay, Map<String, Run> completed, long waiting) {
        notices.set(waiting);
        show(running, pipelines, name -> underWay.containsKey(name) ? 1 : 0);
        show(
                queue,
                pipelines,
                name -> underWay.containsKey(name)
                        ? underWay.get(name).traffic().taken()
                        : 0);
        show(
                read,
                pipelines,
                name -> underWay.containsKey(name)
                        ? underWay.get(name).progress().rows().read()
                        : 0);
        Instant now = clock.instant();
        show(lag, pipelines.stream().filter(completed::containsKey).toList(), name -> {
            Run run = completed.get(name);
            return Duration.between(run.ended().orElse(run.started()), now).toMillis() / 1000.0;
        });
        return registry.scrape();
    }

    private static void show(MultiGauge gauge, Collection<String> pipelines, ToDoubleFunction<String> value) {
        gauge.register(
                pipelines.stream()
                        .map(name -> MultiGauge.Row.of(Tags.of(PIPELINE, name), value.applyAsDouble(name)))
                        .toList(),
                true);
    }
}
