package io.fullcircle.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The machine by its kind. */
final class Machine {
    private Machine() {}

    static Map<String, Object> members() {
        var members = new LinkedHashMap<String, Object>();
        members.put("cores", Runtime.getRuntime().availableProcessors());
        members.put("cpu", line(Path.of("/proc/cpuinfo"), "model name"));
        members.put("memory", line(Path.of("/proc/meminfo"), "MemTotal"));
        members.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        members.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        return members;
    }

    static String inWords() {
        var members = members();
        return members.get("cores") + " cores of " + members.get("cpu") + ", " + members.get("java");
    }

    /** How many programs want a core now; negative where nobody knows. */
    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /** What stands behind a name in a file of the kernel's. */
    private static String line(Path file, String name) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
