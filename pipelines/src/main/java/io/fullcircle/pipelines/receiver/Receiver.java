package io.fullcircle.pipelines.receiver;

import com.sun.net.httpserver.HttpServer;
import io.fullcircle.connector.base.EnvironmentException;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A running stand-in of Segment's HTTP source, on 127.0.0.1 only. It takes what Segment takes, refuses and ignores what
 * Segment refuses and ignores, tells messages apart by id, and keeps what arrived. Thread-safe.
 */
public final class Receiver implements AutoCloseable {
    /** Requests at once; answers that wait for a fault's delay hold none of them. */
    private static final int THREADS = 8;

    private final HttpServer server;
    private final URI uri;
    private final ExecutorService threads;
    private final ScheduledExecutorService late;
    private final Optional<MessageFile> file;
    private final Inbox inbox;
    private final Tally tally = new Tally(System::nanoTime);
    private final Faults faults = new Faults(System::nanoTime);

    /**
     * Listens when this returns.
     *
     * @throws EnvironmentException when the port is taken, or there is no place to keep messages
     */
    public static Receiver start(ReceiverSettings settings) {
        var server = Loopback.bind(settings.port());
        try {
            var receiver = new Receiver(server, settings);
            server.start();
            return receiver;
        } catch (RuntimeException e) {
            server.stop(0);
            throw e;
        }
    }

    private Receiver(HttpServer server, ReceiverSettings settings) {
        this.server = server;
        uri = Loopback.uri(server);
        file = settings.keep() == ReceiverSettings.Keep.ALL
                ? Optional.of(MessageFile.open(settings.out()))
                : Optional.empty();
        inbox = new Inbox(file, settings.watcher());
        threads = Executors.newFixedThreadPool(THREADS, named("receiver"));
        late = new ScheduledThreadPoolExecutor(1, named("receiver-late"), new ThreadPoolExecutor.DiscardPolicy());
        faults.set(settings.faults());
        var calls = new Calls(inbox, tally, faults, late);
        server.createContext("/", new Routes(calls, new Pages(inbox, faults, this::stats, this::forget)));
        server.setExecutor(threads);
    }

    /** Where it listens: {@code http://127.0.0.1:PORT}. */
    public URI uri() {
        return uri;
    }

    public ReceiverStats stats() {
        var messages = inbox.counts();
        return new ReceiverStats(messages, tally.requests(), tally.timing(messages.accepted()), faults.struck());
    }

    /**
     * What arrived, each message id once, as JSON in order of arrival; read as it is asked for, and to be closed.
     *
     * @throws IllegalStateException when messages are not kept
     */
    public Stream<String> messages() {
        if (!inbox.keepsMessages()) {
            throw new IllegalStateException("this receiver keeps no messages");
        }
        try {
            var stream = uri.resolve("/messages")
                    .toURL()
                    .openConnection(Proxy.NO_PROXY)
                    .getInputStream();
            var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            return lines.lines().onClose(() -> close(lines));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Misbehaves from now on, in place of what it did before; nothing at all mends it.
     *
     * @param specs see {@link Fault#GRAMMAR}
     */
    public void fail(String... specs) {
        faults.set(Stream.of(specs).map(Fault::parse).toList());
    }

    /** Messages, ids and counts; the faults stay. */
    private void forget() throws IOException {
        inbox.forget();
        tally.forget();
    }

    /** Stops at once, with or without answers; a file that nobody named is deleted. */
    @Override
    public void close() {
        server.stop(0);
        late.shutdownNow();
        threads.shutdown();
        awaitThreads();
        file.ifPresent(Receiver::close);
    }

    /** Connections are closed by now: what is still under way ends soon, and may still write to the file. */
    private void awaitThreads() {
        try {
            threads.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(Closeable one) {
        try {
            one.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ThreadFactory named(String name) {
        var count = new AtomicInteger();
        return task -> {
            var thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
