package io.fullcircle.pipelines.cli;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.base.Secret;
import io.fullcircle.pipelines.config.PipelineReader;
import io.fullcircle.pipelines.config.shape.Parsed;
import io.fullcircle.pipelines.config.shape.Quantity;
import io.fullcircle.pipelines.config.shape.Written;
import io.fullcircle.pipelines.run.Home;
import io.fullcircle.pipelines.run.Http;
import io.fullcircle.pipelines.serve.ServeSettings;
import io.fullcircle.pipelines.serve.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code fullcircle serve DIR}: runs what is due until a signal ends it. */
@Command(
        name = "serve",
        description = {
            "Runs every scheduled pipeline of a folder, until a signal ends it; several servers may share a ledger in"
                    + " PostgreSQL. Files that change are read again.",
            "The first line on stdout is 'listening on http://127.0.0.1:PORT'. There /health, /ready and /metrics (for"
                    + " Prometheus) tell how it is; with a token, POST /api/pipelines/NAME/run begins a run and GET"
                    + " /api/runs/RUN tells of it."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it was stopped, and every run that was begun had ended",
            "1:a defect of Full Circle",
            "2:configuration: the folder or the command line has to be changed",
            "3:environment: the ledger can't be reached, or the port is taken",
            "130:it was stopped, and a run was left for the next start"
        })
final class ServeCommand implements Callable<Integer> {
    private static final String TOKEN = "FULLCIRCLE_API_TOKEN";

    /** Shorter ones are guessed. */
    private static final int SHORTEST_TOKEN = 16;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The folder with the pipeline files, *.yaml and *.yml.")
    private Path folder;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8766",
            description = "Where to listen on 127.0.0.1; 0 takes any free port (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--at-once",
            paramLabel = "N",
            defaultValue = "16",
            description = "How many scheduled runs go on at the same time, at most, and as many that were called for"
                    + " (default: ${DEFAULT-VALUE}). Each has a thread and a queue of its own, so that a slow"
                    + " destination delays no other pipeline; what is due beyond that waits.")
    private int atOnce;

    @Option(
            names = "--grace",
            paramLabel = "TIME",
            defaultValue = "25s",
            converter = TimeConverter.class,
            description = "How long runs may go on after a signal (default: ${DEFAULT-VALUE}): two thirds of it to read"
                    + " on, the rest to send what is in the queue. What isn't done then is left for the next start.")
    private Duration grace;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "Holds the token by which runs may be begun; else " + TOKEN + ". Without one nobody may.")
    private Path tokenFile;

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > 65_535) {
            throw new ParameterException(spec.commandLine(), "--port takes a number from 0 to 65535");
        }
        if (atOnce < 1) {
            throw new ParameterException(spec.commandLine(), "--at-once takes a number of runs, 1 or more");
        }
        var settings = new ServeSettings(folder, port, atOnce, grace, token());
        var server = Server.start(
                settings,
                PipelineReader.standard(),
                new Home(System.getenv()),
                Http.client(System.getenv()),
                Clock.systemUTC());
        var interrupts = Interrupts.handledBy(
                server::stop,
                "stopping; runs may go on for " + grace.toSeconds() + " s",
                spec.commandLine().getErr());
        try {
            spec.commandLine().getOut().println("listening on " + server.uri());
            spec.commandLine().getOut().flush();
            return server.await() ? ExitCode.DELIVERED : ExitCode.CANCELLED;
        } finally {
            interrupts.restore();
        }
    }

    private Optional<Secret> token() {
        String where = tokenFile == null ? TOKEN : tokenFile.toString();
        String token = tokenFile == null ? System.getenv().getOrDefault(TOKEN, "") : read(tokenFile);
        if (tokenFile == null && token.isBlank()) {
            return Optional.empty();
        }
        if (token.strip().length() < SHORTEST_TOKEN) {
            throw new ConfigurationException(
                    "the token in " + where + " is shorter than " + SHORTEST_TOKEN + " characters",
                    "make one that nobody guesses, for instance by: openssl rand -hex 32");
        }
        return Optional.of(Secret.of(token.strip()));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "the token file " + file + " can't be read: " + e, "name a file that holds the token alone", e);
        }
    }

    /** As pipeline files write times. */
    static final class TimeConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            Parsed<?> time = Quantity.time(true).parse(Written.plainly(text, Path.of("")));
            if (time instanceof Parsed.Bad<?> bad) {
                throw new TypeConversionException(bad.problem() + "; " + bad.remedy());
            }
            return (Duration) ((Parsed.Good<?>) time).value();
        }
    }
}
