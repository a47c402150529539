package io.fullcircle.pipelines.serve;

import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.connector.base.Secret;
import io.fullcircle.pipelines.config.NotifySettings;
import io.fullcircle.pipelines.config.Pipeline;
import io.fullcircle.pipelines.ledger.Ledger;
import io.fullcircle.pipelines.ledger.Notices;
import io.fullcircle.pipelines.ledger.Notices.Notice;
import io.github.resilience4j.core.IntervalFunction;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers notices by a thread of its own, whatever runs do meanwhile: each until it is taken, with pauses that grow from
 * five seconds to ten minutes, for a day at most. Servers that share a ledger share the work.
 */
final class Messenger implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Messenger.class);
    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

    /** How soon a notice is found that another server has made, or whose time to be tried again has come. */
    private static final int LOOK_SECONDS = 5;

    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration MINE = ANSWER.multipliedBy(3);
    private static final Duration AT_MOST = Duration.ofDays(1);
    private static final IntervalFunction PAUSES =
            IntervalFunction.ofExponentialRandomBackoff(Duration.ofSeconds(5), 2, 0.5, Duration.ofMinutes(10));

    private final Notices notices;
    private final Function<String, Optional<Pipeline>> pipelines;
    private final OkHttpClient http;
    private final Clock clock;
    private final Semaphore woken = new Semaphore(0);
    private final Thread thread = new Thread(this::deliver, "notices");
    private volatile boolean ends;

    /** @param pipelines where a pipeline's webhook is looked up; a notice of one that isn't here waits */
    Messenger(Ledger ledger, Function<String, Optional<Pipeline>> pipelines, OkHttpClient http, Clock clock) {
        this.notices = ledger.notices();
        this.pipelines = pipelines;
        this.http = http.newBuilder()
                .callTimeout(ANSWER)
                .followRedirects(false)
                .retryOnConnectionFailure(false)
                .build();
        this.clock = clock;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** There is something to deliver. */
    void wake() {
        woken.release();
    }

    private void deliver() {
        while (!ends) {
            try {
                deliverAll();
                if (woken.tryAcquire(LOOK_SECONDS, TimeUnit.SECONDS)) {
                    woken.drainPermits();
                }
            } catch (EnvironmentException e) {
                LOG.debug("notices wait: {}", e.getMessage());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void deliverAll() {
        Optional<Notice> next = notices.take(MINE);
        while (next.isPresent() && !ends) {
            deliver(next.get());
            next = notices.take(MINE);
        }
    }

    private void deliver(Notice notice) {
        Optional<Secret> webhook =
                pipelines.apply(notice.pipeline()).flatMap(Pipeline::notices).map(NotifySettings::webhook);
        if (webhook.isEmpty()) {
            waitOrGiveUp(notice, "no file here names a webhook for it");
            return;
        }
        String problem = call(webhook.get(), notice);
        if (problem.isEmpty()) {
            notices.done(notice);
            LOG.info("{}: a change of state was told", notice.pipeline());
            return;
        }
        waitOrGiveUp(notice, problem);
    }

    /** What went wrong; blank when nothing did. The address stays out of it. */
    private String call(Secret webhook, Notice notice) {
        HttpUrl url = HttpUrl.parse(webhook.reveal());
        if (url == null) {
            return "its webhook is no address";
        }
        var request = new Request.Builder()
                .url(url)
                .header("Idempotency-Key", "notice-" + notice.id())
                .post(RequestBody.create(notice.body(), JSON))
                .build();
        try (Response response = http.newCall(request).execute()) {
            return response.isSuccessful() ? "" : "its webhook answered " + response.code();
        } catch (IOException e) {
            return "its webhook can't be reached: " + e.getClass().getSimpleName();
        }
    }

    private void waitOrGiveUp(Notice notice, String problem) {
        if (notice.made().plus(AT_MOST).isBefore(clock.instant())) {
            notices.done(notice);
            LOG.error("{}: {}; after a day this is given up: {}", notice.pipeline(), problem, notice.body());
            return;
        }
        Duration pause = Duration.ofMillis(PAUSES.apply(Math.min(notice.attempts(), 20)));
        notices.postpone(notice, pause);
        LOG.warn("{}: {}; tried again in {} s", notice.pipeline(), problem, pause.toSeconds());
    }

    @Override
    public void close() {
        ends = true;
        thread.interrupt();
        try {
            thread.join(ANSWER.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
