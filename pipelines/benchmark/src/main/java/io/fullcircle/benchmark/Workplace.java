package io.fullcircle.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A temporary folder and the programs that were started: gone when it is closed, and when this process ends by a signal.
 *
 * <p>Safe for use by several threads.
 */
final class Workplace implements AutoCloseable {
    private static final int TIMES = 20;
    private static final long PAUSE_MILLIS = 50;

    private final Path folder;
    private final Thread hook = new Thread(this::empty, "workplace");
    private final List<Process> started = new ArrayList<>();
    private boolean closed;

    Workplace() throws IOException {
        this.folder = Files.createTempDirectory("benchmark").toRealPath();
        Runtime.getRuntime().addShutdownHook(hook);
    }

    Path folder() {
        return folder;
    }

    /** @throws IllegalStateException when this is closed already */
    synchronized Process start(ProcessBuilder builder) throws IOException {
        if (closed) {
            throw new IllegalStateException("the benchmark ends");
        }
        started.removeIf(process -> !process.isAlive());
        var process = builder.start();
        started.add(process);
        return process;
    }

    /** Ends the programs with all that they have started, and removes the folder. */
    private synchronized void empty() {
        closed = true;
        for (var process : started) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        // A program that is about to end, or this process itself, may still write into it.
        for (int i = 1; !removed() && i < TIMES; i++) {
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private boolean removed() {
        if (!Files.exists(folder)) {
            return true;
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
            return true;
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    /** Where a signal ends this process, the hook does it. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return;
        }
        empty();
    }
}
