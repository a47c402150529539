package io.fullcircle.pipelines.cli;

import java.io.PrintWriter;
import java.util.List;
import org.jline.utils.Signals;

/** Ctrl-C and SIGTERM while a run goes on: the first ends the reading, the second breaks off, the third kills. */
final class Interrupts {
    private static final List<String> NAMES = List.of("INT", "TERM");

    private final Runnable cancel;
    private final String words;
    private final PrintWriter err;
    private final List<Object> former;
    private int count;

    private Interrupts(Runnable cancel, String words, PrintWriter err) {
        this.cancel = cancel;
        this.words = words;
        this.err = err;
        this.former = NAMES.stream()
                .map(name -> Signals.register(name, this::interrupted))
                .toList();
    }

    /** From now on both signals come here, until {@link #restore()}. */
    static Interrupts handledBy(Runnable cancel, PrintWriter err) {
        return handledBy(cancel, "no more rows are read; what is in the queue is still sent", err);
    }

    /** @param words what the first of them leads to */
    static Interrupts handledBy(Runnable cancel, String words, PrintWriter err) {
        return new Interrupts(cancel, words, err);
    }

    private synchronized void interrupted() {
        count++;
        if (count > 2) {
            Runtime.getRuntime().halt(ExitCode.CANCELLED);
        }
        err.println(count == 1 ? "fullcircle: " + words + ". Again to stop at once." : "fullcircle: stopping at once");
        err.flush();
        cancel.run();
    }

    /** Both signals do again what they did before. */
    void restore() {
        for (int i = 0; i < NAMES.size(); i++) {
            Signals.unregister(NAMES.get(i), former.get(i));
        }
    }
}
