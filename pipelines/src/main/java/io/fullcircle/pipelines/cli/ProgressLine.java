package io.fullcircle.pipelines.cli;

import io.fullcircle.pipelines.run.Runner.Progress;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * A line on the terminal that shows rows settled, their rate and, once the source has given its last row, the time left.
 * Nothing at all where there is no terminal.
 */
final class ProgressLine {
    private static final int REFRESH_MS = 200;

    private final ProgressBar bar;
    private final Supplier<Progress> progress;
    private final ScheduledExecutorService clock;
    private boolean closed;

    private ProgressLine(ProgressBar bar, Supplier<Progress> progress, ScheduledExecutorService clock) {
        this.bar = bar;
        this.progress = progress;
        this.clock = clock;
    }

    static ProgressLine of(String pipeline, Supplier<Progress> progress, boolean shown) {
        if (!shown) {
            return new ProgressLine(null, progress, null);
        }
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName(pipeline)
                .setInitialMax(-1)
                .setUnit(" rows", 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(REFRESH_MS)
                .setSpeedUnit(ChronoUnit.SECONDS)
                .showSpeed()
                .build();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
        });
        var line = new ProgressLine(bar, progress, clock);
        clock.scheduleAtFixedRate(line::refresh, REFRESH_MS, REFRESH_MS, TimeUnit.MILLISECONDS);
        return line;
    }

    private synchronized void refresh() {
        if (closed) {
            return;
        }
        Progress now = progress.get();
        if (now.allRead()) {
            bar.maxHint(now.rows().read());
        }
        long settled = now.rows().buckets().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        bar.stepTo(settled);
    }

    /** Leaves the line as it is at the end. No effect twice. */
    synchronized void finish() {
        if (bar == null || closed) {
            return;
        }
        refresh();
        closed = true;
        clock.shutdownNow();
        bar.close();
    }
}
