package io.fullcircle.pipelines.receiver;

import io.fullcircle.connector.base.ConfigurationException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a receiver is to be.
 *
 * @param port where it listens on 127.0.0.1; 0 takes any that is free
 * @param keep what is remembered of a message
 * @param out a file for the messages, overwritten and left behind; empty for one that is deleted in the end
 * @param faults how it misbehaves, see {@link Fault#GRAMMAR}
 * @param watcher gets each new message as JSON on one line, in order of arrival, from the server's threads, one at a
 *     time; arrival waits for it
 */
public record ReceiverSettings(
        int port, Keep keep, Optional<Path> out, List<Fault> faults, Optional<Consumer<String>> watcher) {

    public enum Keep {
        /** The message itself, on disk, and its id in memory: about 25 bytes. */
        ALL,
        /** The id only. */
        NONE
    }

    public ReceiverSettings {
        faults = List.copyOf(faults);
        if (port < 0 || port > 65_535) {
            throw new ConfigurationException(
                    "port " + port + " doesn't exist", "choose one from 1 to 65535, or 0 for any that is free");
        }
        if (keep == Keep.NONE && out.isPresent()) {
            throw new ConfigurationException(
                    "'keep none' and a file to keep messages in contradict each other", "leave one of the two out");
        }
    }

    /** Any free port, everything kept until the end, no faults. */
    public static ReceiverSettings defaults() {
        return new ReceiverSettings(0, Keep.ALL, Optional.empty(), List.of(), Optional.empty());
    }

    public ReceiverSettings withPort(int port) {
        return new ReceiverSettings(port, keep, out, faults, watcher);
    }

    public ReceiverSettings withKeep(Keep keep) {
        return new ReceiverSettings(port, keep, out, faults, watcher);
    }

    public ReceiverSettings withOut(Path out) {
        return new ReceiverSettings(port, keep, Optional.of(out), faults, watcher);
    }

    /** @param specs as people write them, see {@link Fault#GRAMMAR} */
    public ReceiverSettings withFaults(String... specs) {
        return new ReceiverSettings(
                port, keep, out, List.of(specs).stream().map(Fault::parse).toList(), watcher);
    }

    public ReceiverSettings withWatcher(Consumer<String> watcher) {
        return new ReceiverSettings(port, keep, out, faults, Optional.of(watcher));
    }
}
