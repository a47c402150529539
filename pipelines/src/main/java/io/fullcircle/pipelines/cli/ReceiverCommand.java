package io.fullcircle.pipelines.cli;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.pipelines.receiver.Fault;
import io.fullcircle.pipelines.receiver.Receiver;
import io.fullcircle.pipelines.receiver.ReceiverSettings;
import io.fullcircle.pipelines.receiver.ReceiverSettings.Keep;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * {@code fullcircle receiver}: runs until a signal ends it. The first line on stdout says where it listens; what it has
 * seen goes to stderr in the end.
 */
@Command(
        name = "receiver",
        mixinStandardHelpOptions = true,
        description =
                "Listens on 127.0.0.1 as a stand-in of Segment's HTTP source, with its true limits. The first line on"
                        + " stdout is 'listening on http://127.0.0.1:PORT'; GET /messages and GET /stats there tell what arrived.",
        sortOptions = false,
        footerHeading = "%nSPEC, also changed by PUT /fail and DELETE /fail while it runs:%n")
public final class ReceiverCommand implements Callable<Integer> {
    private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8765",
            description = "where to listen; 0 takes any free port (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--fail",
            paramLabel = "SPEC",
            converter = FaultConverter.class,
            description = "misbehave, for instance 429:5s or drop:10%%; may be repeated")
    private List<Fault> faults = List.of();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "keep the messages in this file, one a line; it is overwritten")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--keep",
            paramLabel = "all|none",
            defaultValue = "all",
            converter = KeepConverter.class,
            description =
                    "all: messages, in a temporary file or --out; none: only counts and ids, some 8 million of them in"
                            + " 256 MB of heap (FULLCIRCLE_JAVA_OPTS=-Xmx1g for more)")
    private Keep keep;

    @Option(names = "--print", description = "print each new message on stdout, one a line")
    private boolean print;

    @Spec
    void setSpec(CommandSpec spec) {
        this.spec = spec;
        spec.usageMessage().footer(Fault.GRAMMAR.replace("%", "%%").lines().toArray(String[]::new));
    }

    /** Returns when its thread is interrupted; a signal ends the process, with the code that is usual for it. */
    @Override
    public Integer call() {
        var command = spec.commandLine();
        try {
            listen(command.getOut(), command.getErr());
            return 0;
        } catch (ConfigurationException e) {
            return failed(command.getErr(), e.getMessage(), e.remedy(), 2);
        } catch (EnvironmentException e) {
            return failed(command.getErr(), e.getMessage(), e.remedy(), 3);
        }
    }

    private void listen(PrintWriter stdout, PrintWriter stderr) {
        var receiver = announced(stdout);
        var hook = new Thread(() -> end(receiver, stderr), "receiver-end");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Runtime.getRuntime().removeShutdownHook(hook);
            end(receiver, stderr);
        }
    }

    /** Whatever arrives at once, the address is printed first. */
    private Receiver announced(PrintWriter stdout) {
        synchronized (stdout) {
            var receiver = Receiver.start(settings(stdout));
            stdout.println("listening on " + receiver.uri());
            stdout.flush();
            return receiver;
        }
    }

    private ReceiverSettings settings(PrintWriter stdout) {
        Optional<Consumer<String>> printer = print ? Optional.of(line -> print(stdout, line)) : Optional.empty();
        return new ReceiverSettings(port, keep, out, faults, printer);
    }

    private static void print(PrintWriter stdout, String line) {
        synchronized (stdout) {
            stdout.println(line);
            stdout.flush();
        }
    }

    private static void end(Receiver receiver, PrintWriter stderr) {
        receiver.close();
        stderr.println(receiver.stats());
        stderr.flush();
    }

    private static int failed(PrintWriter stderr, String problem, String remedy, int code) {
        stderr.println(problem);
        stderr.println("-> " + remedy);
        stderr.flush();
        return code;
    }

    static final class FaultConverter implements ITypeConverter<Fault> {
        @Override
        public Fault convert(String spec) {
            try {
                return Fault.parse(spec);
            } catch (ConfigurationException e) {
                throw new TypeConversionException(e.getMessage() + "\n-> " + e.remedy());
            }
        }
    }

    static final class KeepConverter implements ITypeConverter<Keep> {
        @Override
        public Keep convert(String text) {
            return switch (text) {
                case "all" -> Keep.ALL;
                case "none" -> Keep.NONE;
                default -> throw new TypeConversionException("it is all or none, not '" + text + "'");
            };
        }
    }
}
