package io.fullcircle.benchmark;

import io.fullcircle.benchmark.Competitors.Start;
import io.fullcircle.benchmark.Result.Round;
import io.fullcircle.connector.mapping.RowKernels;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code benchmark}: measures, prints one table, and writes it as JSON and as a picture. */
@Command(
        name = "benchmark",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures Full Circle beside the least that can be done (floor) and Segment's analytics-java (library).",
            "",
            "Every competitor is a process of its own, gets the same rows and, where it runs on Java, the same options:"
                    + " a heap of 256 MB, the serial collector, the first compiler alone. It is measured from its"
                    + " start to its end: rows a second, processor time of the process, user and system, and peak"
                    + " resident memory. They take turns, in rounds; figures are medians. The receiver is a process of"
                    + " its own, too, and has to have every row exactly once. Do nothing else on the machine meanwhile:"
                    + " ratios bear it, seconds don't."
        })
public final class Benchmark implements Callable<Integer> {
    private static final int README_ROWS = 20_000;
    private static final int WARM_UP_ROWS = 500_000;

    @Option(names = "--fullcircle", hidden = true, required = true)
    private Path fullcircle;

    @Option(names = "--rows", defaultValue = "1000000", description = "Rows of each round (${DEFAULT-VALUE}).")
    private long rows;

    @Option(names = "--rounds", defaultValue = "3", description = "Rounds (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--out",
            defaultValue = "pipelines/target/benchmark",
            description = "Where benchmark.json and benchmark.svg go (${DEFAULT-VALUE}).")
    private Path out;

    @Option(
            names = "--all",
            description =
                    "Also, each once: wide rows, gzip, PostgreSQL as the source, a tenth and the tenfold of the rows,"
                            + " analytics-java as the transport, a ledger without receipts of delivered rows, what changed"
                            + " among as many keys and the tenfold, a rate limit for a minute, and Segment's libraries for Python and Node.js where they are"
                            + " installed.")
    private boolean all;

    @Option(
            names = "--kernels",
            description = "Only, by JMH: what is done once a row, mapping it, encoding it, computing its id.")
    private boolean kernels;

    private final PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    private final List<Result> results = new ArrayList<>();

    private Benchmark() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Benchmark())
                .setExecutionExceptionHandler(Benchmark::failed)
                .execute(arguments));
    }

    private static int failed(Exception e, CommandLine line, CommandLine.ParseResult arguments) {
        line.getErr().println("benchmark: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
        return line.getCommandSpec().exitCodeOnExecutionException();
    }

    @Override
    public Integer call() throws Exception {
        if (kernels) {
            return measureKernels();
        }
        Files.createDirectories(out);
        try (var workplace = new Workplace();
                var receiver = new ReceiverProcess(fullcircle, workplace)) {
            Path folder = workplace.folder();
            var meter = new Meter(workplace);
            var turns = new Turns(meter, receiver);
            var competitors = new Competitors(fullcircle, folder, receiver.address());
            err.println("benchmark: " + Machine.inWords());
            var extras = new LinkedHashMap<String, Object>();
            extras.put("load_at_start", Result.rounded(Machine.load()));
            compare(folder, turns, competitors);
            extras.put("start_up", StartUp.measure(meter, fullcircle, folder));
            if (all) {
                new Rest(folder, turns, competitors, rows, err).measure();
                extras.put("rate_limit", RateLimit.measure(folder, meter, receiver, competitors));
            }
            tell(extras);
            return 0;
        }
    }

    private static int measureKernels() throws RunnerException {
        // A signal that ends this process alone would leave JMH's own behind.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
        var options = new OptionsBuilder().include(RowKernels.class.getName()).addProfiler(GCProfiler.class);
        new Runner(options.build()).run();
        return 0;
    }

    /** The three, in turn. The receiver is warm before the first, or that one would be the slower for it. */
    private void compare(Path folder, Turns turns, Competitors competitors)
            throws IOException, SQLException, InterruptedException {
        turns.warmUp(competitors.floor("", Data.narrow(folder, WARM_UP_ROWS), false));
        var data = Data.narrow(folder, rows);
        var starts = List.of(
                competitors.floor("", data, false),
                competitors.library("", data, false),
                competitors.fullCircle("", data, ""));
        turns.take(starts, rounds);
        turns.take(List.of(competitors.libraryAsItsReadmeShowsIt(Data.narrow(folder, README_ROWS))), 1);
    }

    /** Runs competitors one after the other, and keeps what they took. */
    final class Turns {
        private final Meter meter;
        private final ReceiverProcess receiver;

        private Turns(Meter meter, ReceiverProcess receiver) {
            this.meter = meter;
            this.receiver = receiver;
        }

        void warmUp(Start start) throws IOException, InterruptedException {
            err.println("benchmark: warming the receiver up");
            round(start);
        }

        /** Each once a round, in this order. */
        void take(List<Start> starts, int times) throws IOException, InterruptedException {
            Map<Start, List<Round>> found = new LinkedHashMap<>();
            for (int i = 1; i <= times; i++) {
                for (var start : starts) {
                    var round = round(start);
                    err.printf(
                            "benchmark: round %d of %d, %s: %,.0f rows/s, %.2f CPU-s a million, %.0f MB%n",
                            i,
                            times,
                            start.name(),
                            start.rows() / round.seconds(),
                            round.cpuSeconds() * 1e6 / start.rows(),
                            round.peakBytes() / (1 << 20));
                    found.computeIfAbsent(start, first -> new ArrayList<>()).add(round);
                }
            }
            found.forEach((start, taken) -> results.add(new Result(start.name(), start.rows(), taken)));
        }

        private Round round(Start start) throws IOException, InterruptedException {
            receiver.forget();
            double before = receiver.cpuSeconds();
            var taken = meter.run(start.command(), start.environment());
            double receivers = receiver.cpuSeconds() - before;
            receiver.check(start.name(), start.calls());
            return new Round(taken.seconds(), taken.cpuSeconds(), taken.peakBytes(), receivers);
        }
    }

    private void tell(Map<String, Object> extras) throws IOException {
        var report = new Report(results, extras);
        System.out.print(report.table());
        var json =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        Files.writeString(out.resolve("benchmark.json"), json.writeValueAsString(report.members()) + "\n");
        Files.writeString(out.resolve("benchmark.svg"), Picture.of(results));
        err.println("benchmark: written to " + out.resolve("benchmark.json") + " and benchmark.svg");
    }
}
