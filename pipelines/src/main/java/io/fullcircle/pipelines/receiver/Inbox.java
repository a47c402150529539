package io.fullcircle.pipelines.receiver;

import io.fullcircle.pipelines.receiver.ReceiverStats.Messages;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything taken, told apart by message id. Batches of several threads are taken one after the other, each as a
 * whole; that is the order of arrival. When the disk fails, the exception says so at this batch and at every later one:
 * counts and lines would not agree any more.
 */
final class Inbox {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    private final Optional<MessageFile> file;
    private final Optional<Consumer<String>> watcher;
    private final long[] ignored = new long[Ignored.values().length];
    private IdSet ids = new IdSet();
    private long duplicates;
    private long conflicting;
    private IOException broken;

    /**
     * @param file where new messages are kept; empty to keep only their ids
     * @param watcher gets each new message
     */
    Inbox(Optional<MessageFile> file, Optional<Consumer<String>> watcher) {
        this.file = file;
        this.watcher = watcher;
    }

    synchronized void take(Batch batch) {
        if (broken != null) {
            throw new UncheckedIOException(broken);
        }
        for (var why : Ignored.values()) {
            ignored[why.ordinal()] += batch.ignored(why);
        }
        try {
            for (var i = 0; i < batch.size(); i++) {
                take(batch, i);
            }
            if (file.isPresent()) {
                file.get().flush();
            }
        } catch (IOException e) {
            LOG.error("messages can't be kept any more ({}): every batch is answered with 500", e.toString());
            broken = e;
            throw new UncheckedIOException(e);
        }
    }

    private void take(Batch batch, int index) throws IOException {
        switch (ids.add(batch.idHigh(index), batch.idLow(index), batch.content(index))) {
            case NEW -> keep(batch, index);
            case SAME -> duplicates++;
            case OTHER -> {
                duplicates++;
                conflicting++;
            }
        }
    }

    private void keep(Batch batch, int index) throws IOException {
        var opening = batch.opening();
        var from = opening.length == 0 ? batch.start(index) : batch.start(index) + 1;
        var to = batch.end(index);
        if (file.isPresent()) {
            file.get().append(opening, batch.body(), from, to);
        }
        if (watcher.isPresent()) {
            watcher.get()
                    .accept(new String(opening, StandardCharsets.UTF_8)
                            + new String(batch.body(), from, to - from, StandardCharsets.UTF_8));
        }
    }

    synchronized Messages counts() {
        var why = new LinkedHashMap<String, Long>();
        var total = 0L;
        for (var reason : Ignored.values()) {
            var count = ignored[reason.ordinal()];
            total += count;
            if (count > 0) {
                why.put(reason.why(), count);
            }
        }
        return new Messages(ids.size() + duplicates, ids.size(), duplicates, conflicting, total, why);
    }

    /** Ids, messages and counts; later messages are new again. */
    synchronized void forget() throws IOException {
        ids = new IdSet();
        duplicates = 0;
        conflicting = 0;
        Arrays.fill(ignored, 0);
        if (file.isPresent()) {
            file.get().clear();
        }
        broken = null;
    }

    boolean keepsMessages() {
        return file.isPresent();
    }

    /** Writes kept messages as JSON lines in order of arrival. Doesn't hold up {@link #take}. */
    void copy(long limit, Predicate<byte[]> wanted, OutputStream out) throws IOException {
        if (file.isPresent()) {
            file.get().copy(limit, wanted, out);
        }
    }
}
