package io.fullcircle.connector.source.snowflake;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A process on a machine, such that it can be told from another later.
 *
 * @param machine a digest of its name
 * @param pid the process
 * @param started when it began, in seconds, in case its number is used again; 0 when that is unknown
 */
record Worker(String machine, long pid, long started) {
    static Worker current() {
        ProcessHandle process = ProcessHandle.current();
        return new Worker(thisMachine(), process.pid(), beginning(process));
    }

    private static long beginning(ProcessHandle process) {
        return process.info().startInstant().map(Instant::getEpochSecond).orElse(0L);
    }

    private static String thisMachine() {
        CRC32 digest = new CRC32();
        digest.update((name() + bootId()).getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(digest.getValue());
    }

    private static String name() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            return "";
        }
    }

    /** Process numbers of two boots, or of two containers of one name, have nothing to do with each other. */
    private static String bootId() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** {@code machine-pid-started} */
    String text() {
        return machine + "-" + pid + "-" + started;
    }

    static Optional<Worker> parse(String text) {
        String[] parts = text.split("-");
        boolean whole = parts.length == 3 && parts[1].matches("[0-9]{1,18}") && parts[2].matches("[0-9]{1,18}");
        return whole
                ? Optional.of(new Worker(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2])))
                : Optional.empty();
    }

    /** Whether it was a process of this machine that is gone. */
    boolean isGone() {
        if (!machine.equals(thisMachine())) {
            return false;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        return process.isEmpty() || beginning(process.get()) != started;
    }
}
