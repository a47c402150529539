package io.fullcircle.pipelines.ledger;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process.
 *
 * @param host its machine's name
 * @param boot tells a machine's start from the next, or empty where the system doesn't tell
 */
public record Owner(String host, long pid, String boot) {
    private static final Owner THIS =
            new Owner(hostName(), ProcessHandle.current().pid(), line("/proc/sys/kernel/random/boot_id"));

    /** This process. */
    public static Owner current() {
        return THIS;
    }

    /** The kernel's word where there is one: asking for the own address may wait for a name server. */
    private static String hostName() {
        String name = line("/proc/sys/kernel/hostname");
        if (!name.isEmpty()) {
            return name;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    private static String line(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
