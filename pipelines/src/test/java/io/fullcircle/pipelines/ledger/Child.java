package io.fullcircle.pipelines.ledger;

import io.fullcircle.connector.base.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** Another process with a ledger of its own. It says what it did, a line each, until it is killed. */
final class Child implements AutoCloseable {
    private final Process process;
    private final BufferedReader said;

    private Child(Process process) {
        this.process = process;
        said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * @param does {@code append} batches without end, {@code lock} and stay, {@code open} and end
     * @param url of the shared ledger, or nothing for the one in this home
     */
    static Child start(String does, Path home, Optional<Secret> url) throws IOException {
        var command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Child.class.getName(),
                does,
                home.toString(),
                url.map(Secret::reveal).orElse(""));
        command.redirectError(ProcessBuilder.Redirect.DISCARD);
        return new Child(command.start());
    }

    /** Its next line, or null when it has ended. */
    String line() throws IOException {
        return said.readLine();
    }

    long pid() {
        return process.pid();
    }

    /** SIGKILL: it can do nothing about it. Returns when it is gone. */
    void kill() throws InterruptedException {
        // By its handle: Process.destroyForcibly throws away what it said last.
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** What the process does. */
    public static void main(String[] args) throws IOException {
        Optional<Secret> url = args[2].isEmpty() ? Optional.empty() : Optional.of(Secret.of(args[2]));
        Path home = Path.of(args[1]);
        try (var ledger = Ledger.open(LedgerPlace.of(url, home), Clock.systemUTC())) {
            switch (args[0]) {
                case "append" -> append(ledger);
                case "lock" -> lock(ledger);
                case "open" -> System.out.println("opened");
                default -> throw new IllegalArgumentException(args[0]);
            }
        }
    }

    private static void append(Ledger ledger) {
        Run run = ledger.runs().begin(Rowset.start("1", "sales"));
        try (var writer = ledger.receipts().writer(run, Kept.ALL)) {
            for (int i = 0; ; i += 10) {
                writer.settled(Rowset.accepted(i, i + 10));
                System.out.println(i + 10);
            }
        }
    }

    private static void lock(Ledger ledger) throws IOException {
        try (Held held = ((Locks.Claim.Granted) ledger.locks().lock("sales", "1")).held()) {
            ledger.runs().begin(Rowset.start("1", "sales"));
            System.out.println("locked " + held.isHeld());
            while (System.in.read() >= 0) {}
        }
    }
}
