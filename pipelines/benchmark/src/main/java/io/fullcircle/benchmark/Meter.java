package io.fullcircle.benchmark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs a program and tells what it took, from its start to its end: the time, the processor time of all of it, user and
 * system, as the shell that waited for it knows it, and the peak of its resident memory as the kernel has noted it
 * (elsewhere than on Linux: the largest of many looks by {@code ps}).
 */
final class Meter {
    private static final Pattern TIME = Pattern.compile("([0-9]+)m([0-9]+[.,][0-9]+)s");
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s*([0-9]+) kB");
    private static final long LOOK_MILLIS = 20;

    private final Workplace workplace;

    /** @param workplace where programs run, and where their words go */
    Meter(Workplace workplace) {
        this.workplace = workplace;
    }

    /**
     * @param seconds from start to end
     * @param cpuSeconds user and system
     * @param peakBytes resident
     */
    record Taken(double seconds, double cpuSeconds, double peakBytes) {}

    /** @throws IllegalStateException when it ends with another exit code than 0; it holds the program's last words */
    Taken run(List<String> command, Map<String, String> environment) throws IOException, InterruptedException {
        Path folder = workplace.folder();
        Path times = folder.resolve("times");
        Path err = folder.resolve("err");
        var wrapped = new ArrayList<>(List.of("sh", "-c", "t=$1; shift; \"$@\"; c=$?; times >\"$t\"; exit $c", "sh"));
        wrapped.add(times.toString());
        wrapped.addAll(command);
        var builder = new ProcessBuilder(wrapped)
                .directory(folder.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(err.toFile());
        builder.environment().remove("FULLCIRCLE_LEDGER");
        builder.environment().putAll(environment);
        long start = System.nanoTime();
        var process = workplace.start(builder);
        double peak = 0;
        try {
            while (process.isAlive()) {
                peak = Math.max(
                        peak,
                        process.descendants()
                                .mapToDouble(Meter::peakBytes)
                                .max()
                                .orElse(0));
                Thread.sleep(LOOK_MILLIS);
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command.get(0) + " ended with " + process.exitValue() + ": "
                    + Files.readString(err).strip());
        }
        return new Taken(seconds, cpuSeconds(Files.readString(times)), peak);
    }

    /** The second line is the children's. */
    private static double cpuSeconds(String times) {
        double sum = 0;
        Matcher matcher = TIME.matcher(times.lines().skip(1).findFirst().orElseThrow());
        while (matcher.find()) {
            sum += 60 * Integer.parseInt(matcher.group(1))
                    + Double.parseDouble(matcher.group(2).replace(',', '.'));
        }
        return sum;
    }

    private static double peakBytes(ProcessHandle process) {
        try {
            Path status = Path.of("/proc", Long.toString(process.pid()), "status");
            if (Files.exists(Path.of("/proc/self/status"))) {
                Matcher peak = PEAK.matcher(Files.readString(status));
                return peak.find() ? 1024.0 * Long.parseLong(peak.group(1)) : 0;
            }
            var ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(process.pid())).start();
            return 1024.0 * Long.parseLong(new String(ps.getInputStream().readAllBytes()).strip());
        } catch (IOException | NumberFormatException e) {
            // It has ended meanwhile.
            return 0;
        }
    }
}
