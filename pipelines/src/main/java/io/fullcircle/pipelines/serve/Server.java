package io.fullcircle.pipelines.serve;

import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.connector.base.Secret;
import io.fullcircle.pipelines.config.PipelineReader;
import io.fullcircle.pipelines.ledger.Ledger;
import io.fullcircle.pipelines.ledger.Run;
import io.fullcircle.pipelines.run.Home;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server: reads the folder again and again, carries out what is due, tells, and is called. It lives until {@link #stop}
 * is called, and {@link #await} returns when it has ended. Thread-safe.
 */
public final class Server {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    /** How soon a file that has changed is noticed; it counts at the second look. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    /** How old what metrics say of other servers' runs may be. */
    private static final Duration ASK = Duration.ofSeconds(5);

    private final ServeSettings settings;
    private final Clock clock;
    private final Optional<Secret> ledgerUrl;
    private final Ledger ledger;
    private final Folder folder;
    private final Metrics metrics;
    private final Messenger messenger;
    private final Runs runs;
    private final Timetable timetable;
    private final Api api;
    private final Door door;
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "folder"));
    private final ScheduledExecutorService graces =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "grace"));
    private final CountDownLatch ended = new CountDownLatch(1);

    private volatile Catalog catalog = Catalog.EMPTY;
    private volatile long waiting;
    private final Object asking = new Object();
    private Map<String, Run> completed = Map.of();
    private Instant asked = Instant.EPOCH;
    private volatile State state = State.STARTING;
    private boolean stops;

    /** How a server is, as those see it who ask whether it is ready. */
    enum State {
        STARTING,
        READY,
        /** The ledger can't be reached now; what runs, runs on. */
        CUT_OFF,
        STOPPING
    }

    /**
     * Listens and runs what is due when this returns.
     *
     * @param http what every request starts from
     * @throws io.fullcircle.connector.base.ConfigurationException when the folder isn't one
     * @throws EnvironmentException when the ledger can't be reached, or the port is taken
     */
    public static Server start(
            ServeSettings settings, PipelineReader reader, Home home, OkHttpClient http, Clock clock) {
        var folder = new Folder(settings.folder(), reader);
        Optional<Secret> url = folder.ledger();
        Ledger ledger = home.openLedger(url, clock);
        try {
            var server = new Server(settings, folder, url, ledger, home, http, clock);
            server.start();
            return server;
        } catch (RuntimeException e) {
            ledger.close();
            throw e;
        }
    }

    private Server(
            ServeSettings settings,
            Folder folder,
            Optional<Secret> ledgerUrl,
            Ledger ledger,
            Home home,
            OkHttpClient http,
            Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.folder = folder;
        this.ledgerUrl = ledgerUrl;
        this.ledger = ledger;
        metrics = new Metrics(http, clock);
        messenger = new Messenger(
                ledger, name -> Optional.ofNullable(catalog.pipelines().get(name)), http, clock);
        var teller = new Teller(ledger, clock, messenger::wake);
        runs = new Runs(ledger, home, clock, metrics, teller, folder::refreshed);
        timetable = new Timetable(ledger, runs, clock, settings.atOnce());
        api = new Api(this::catalog, ledger, runs, timetable, settings.atOnce());
        door = new Door(settings.port(), settings.token(), this::state, this::metrics, api);
    }

    private void start() {
        look();
        if (state != State.READY) {
            door.close();
            throw new EnvironmentException(
                    "the ledger fails: the schedule can't be kept in it", "see what is logged above, and mend it");
        }
        if (catalog.pipelines().isEmpty()) {
            LOG.warn("{} holds no pipeline that can be run yet; it is looked at again and again", settings.folder());
        }
        messenger.start();
        timetable.start();
        door.open();
        watch.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Reads what has changed, and sees whether the ledger is there. */
    private void look() {
        try {
            Catalog now = folder.read(ledgerUrl);
            timetable.plan(now);
            catalog = now;
            waiting = ledger.notices().waiting();
            if (state == State.CUT_OFF) {
                LOG.info("the ledger is there again");
            }
            ready(true);
        } catch (RuntimeException e) {
            if (state != State.CUT_OFF) {
                LOG.error("the ledger can't be used: {}", e.getMessage(), e instanceof EnvironmentException ? null : e);
            }
            ready(false);
        }
    }

    private synchronized void ready(boolean reachable) {
        if (state != State.STOPPING) {
            state = reachable ? State.READY : State.CUT_OFF;
        }
    }

    /** The newest run of each pipeline that completed; as it was known last while the ledger can't be reached. */
    private Map<String, Run> completed() {
        synchronized (asking) {
            Instant now = clock.instant();
            if (state == State.CUT_OFF || now.isBefore(asked.plus(ASK))) {
                return completed;
            }
            var newest = new TreeMap<String, Run>();
            catalog.pipelines()
                    .keySet()
                    .forEach(name -> ledger.dueRuns().lastComplete(name).ifPresent(run -> newest.put(name, run)));
            asked = now;
            completed = newest;
            return completed;
        }
    }

    private Catalog catalog() {
        return catalog;
    }

    private State state() {
        return state;
    }

    private String metrics() {
        return metrics.text(catalog.pipelines().keySet(), runs.underWay(), completed(), waiting);
    }

    /** Where it listens: {@code http://127.0.0.1:PORT}. */
    public URI uri() {
        return door.uri();
    }

    /**
     * Asks it to stop; returns at once. Called for the first time, runs go on for two thirds of the grace; then they read
     * no more rows, and send what is in their queues; at its end what isn't done is broken off, and the next server's.
     * Called again, it is broken off at once.
     */
    public synchronized void stop() {
        if (stops) {
            runs.cancel();
            runs.cancel();
            return;
        }
        stops = true;
        state = State.STOPPING;
        long millis = settings.grace().toMillis();
        LOG.info(
                "stopping: no run begins any more; {} may go on for {} s",
                runs.underWay().keySet(),
                millis / 1000);
        graces.schedule(runs::cancel, millis * 2 / 3, TimeUnit.MILLISECONDS);
        graces.schedule(runs::cancel, millis, TimeUnit.MILLISECONDS);
        new Thread(this::end, "stop").start();
    }

    private void end() {
        try {
            api.stop();
            timetable.stop();
            api.awaitEnd();
            door.close();
            watch.shutdownNow();
            graces.shutdownNow();
            messenger.close();
            ledger.close();
        } finally {
            LOG.info("stopped");
            ended.countDown();
        }
    }

    /** Waits until it has ended; whether nothing was left undone. */
    public boolean await() throws InterruptedException {
        ended.await();
        return !runs.leftSomething();
    }
}
