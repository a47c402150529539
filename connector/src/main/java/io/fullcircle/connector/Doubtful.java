package io.fullcircle.connector;

import io.fullcircle.connector.destination.Spool;
import io.fullcircle.connector.mapping.Message;
import java.nio.file.Path;

/**
 * Messages that wait for the end of the scan, which tells whether an interrupted run has settled them: on disk, so that
 * memory doesn't grow with them. Where nothing is doubtful, nothing is made. Confined to the reader's thread.
 */
final class Doubtful implements AutoCloseable {
    private final Path file;
    private Spool waiting;

    /** @param file scratch; made when two blocks of a spool don't hold them, removed by {@link #close()} */
    Doubtful(Path file) {
        this.file = file;
    }

    void add(Message message) {
        if (waiting == null) {
            waiting = new Spool(file, Long.MAX_VALUE);
        }
        waiting.append(message);
    }

    long size() {
        return waiting == null ? 0 : waiting.size();
    }

    /** Takes the one that waits longest. */
    Message take() {
        Message first = (Message) waiting.first();
        waiting.removeFirst();
        return first;
    }

    @Override
    public void close() {
        if (waiting != null) {
            waiting.close();
        }
    }
}
