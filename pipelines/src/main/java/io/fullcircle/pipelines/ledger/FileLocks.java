package io.fullcircle.pipelines.ledger;

import io.fullcircle.connector.base.EnvironmentException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One locked file for each pipeline, {@code NAME.lock}; the holder's name is written in it. The operating system frees
 * it the moment its process ends, however it ends.
 *
 * <p>A process that closes a file loses its lock on it, through whatever channel it was opened. So no file is opened
 * that this process holds: {@link #HERE} tells, for all ledgers of the process, and is the monitor of all this.
 */
final class FileLocks implements Locks {
    private static final Map<Path, Holder> HERE = new HashMap<>();

    /** Others lock a file for a moment, just to see whether it is held. */
    private static final int TRIES = 5;

    private static final int BETWEEN_TRIES_MILLIS = 20;

    private final Path folder;
    private final Clock clock;

    FileLocks(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    @Override
    public Claim lock(String pipeline, String run) {
        Claim claim = attempt(pipeline, run);
        for (int tries = 1; tries < TRIES && claim instanceof Claim.Refused; tries++) {
            pause();
            claim = attempt(pipeline, run);
        }
        return claim;
    }

    private Claim attempt(String pipeline, String run) {
        Path file = file(pipeline);
        synchronized (HERE) {
            if (HERE.containsKey(file)) {
                return new Claim.Refused(HERE.get(file));
            }
            try {
                FileChannel channel = open(file);
                if (channel.tryLock() == null) {
                    try (channel) {
                        return new Claim.Refused(HolderInfo.read(channel));
                    }
                }
                var me = new Holder(
                        Owner.current().host(),
                        Owner.current().pid(),
                        clock.instant().truncatedTo(ChronoUnit.MILLIS),
                        run);
                writeOrClose(channel, me);
                HERE.put(file, me);
                return new Claim.Granted(new HeldFile(pipeline, run, file, channel));
            } catch (IOException e) {
                throw unusable(file, e);
            }
        }
    }

    /** A channel that nobody closes would keep the lock. */
    private static void writeOrClose(FileChannel channel, Holder me) throws IOException {
        try {
            HolderInfo.write(channel, me);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public Optional<Holder> holder(String pipeline) {
        Path file = file(pipeline);
        synchronized (HERE) {
            if (HERE.containsKey(file)) {
                return Optional.of(HERE.get(file));
            }
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            try (FileChannel channel = open(file)) {
                return channel.tryLock() == null ? Optional.of(HolderInfo.read(channel)) : Optional.empty();
            } catch (IOException e) {
                throw unusable(file, e);
            }
        }
    }

    /** Does what one process only may do at a time, and waits for its turn. */
    void exclusively(String name, Runnable work) {
        Path file = file(name);
        synchronized (HERE) {
            try (FileChannel channel = open(file)) {
                channel.lock();
                work.run();
            } catch (IOException e) {
                throw unusable(file, e);
            }
        }
    }

    /** The folder's own name, whatever links lead to it: equal files must be equal paths. */
    private Path file(String name) {
        try {
            return folder.toRealPath().resolve(name + ".lock");
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_TRIES_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static EnvironmentException unusable(Path file, IOException e) {
        return new EnvironmentException(
                "no lock can be taken on " + file + ": " + e,
                "free disk space, make the folder writable for this user, or set FULLCIRCLE_HOME to another one",
                e);
    }

    /** Held until closed, or until the process ends. */
    private record HeldFile(String pipeline, String run, Path file, FileChannel channel) implements Held {
        @Override
        public boolean isHeld() {
            return channel.isOpen();
        }

        @Override
        public void whenLost(Runnable listener) {}

        @Override
        public void close() {
            synchronized (HERE) {
                if (!channel.isOpen()) {
                    return;
                }
                try (channel) {
                    channel.truncate(0);
                } catch (IOException e) {
                    throw unusable(file, e);
                } finally {
                    HERE.remove(file);
                }
            }
        }
    }
}
