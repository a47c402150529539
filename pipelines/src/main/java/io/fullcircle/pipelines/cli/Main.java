package io.fullcircle.pipelines.cli;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.pipelines.run.Report;
import io.fullcircle.pipelines.run.Trust;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** {@code fullcircle}: where the process begins. */
@Command(
        name = "fullcircle",
        description = "Carries model output from a database to Segment, every row accounted for.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        scope = ScopeType.INHERIT,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything was delivered, or the file has no errors",
            "1:a defect of Full Circle",
            "2:configuration: the file or the command line has to be changed",
            "3:environment: a source or destination can't be reached, or refuses the credentials",
            "4:completed or stopped because rows were rejected, invalid or dropped",
            "5:held by the guard: nothing was sent",
            "130:cancelled"
        })
public final class Main {
    private static final List<Class<?>> VERBS = List.of(
            RunCommand.class,
            ServeCommand.class,
            ValidateCommand.class,
            PreviewCommand.class,
            PlanCommand.class,
            TablesCommand.class,
            InitCommand.class,
            RunsCommand.class,
            WhyCommand.class,
            DeadLettersCommand.class,
            ReceiptsCommand.class,
            ForgetCommand.class,
            ReceiverCommand.class,
            AutoComplete.GenerateCompletion.class);

    @Option(names = "--quiet", scope = ScopeType.INHERIT, description = "No progress and no log but errors.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "A log with more detail; defects show where they happened.")
    private boolean verbose;

    @Option(
            names = "--log",
            scope = ScopeType.INHERIT,
            paramLabel = "text|json",
            defaultValue = "text",
            description = "How the log on stderr is written: ${COMPLETION-CANDIDATES}.")
    private Logging.Form log;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Carries out one command line and gives its exit code. */
    static int run(String... arguments) {
        var main = new Main();
        var commandLine = new CommandLine(main);
        verbs(arguments).forEach(commandLine::addSubcommand);
        commandLine
                .setExecutionStrategy(main::carryOut)
                .setExecutionExceptionHandler((trouble, command, parsed) -> main.told(trouble, command))
                .setCaseInsensitiveEnumValuesAllowed(true)
                // Customers' names and JSON leave as UTF-8 whatever the locale.
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        Optional.ofNullable(commandLine.getSubcommands().get("generate-completion"))
                .ifPresent(
                        completion -> completion.getCommandSpec().usageMessage().hidden(false));
        return commandLine.execute(arguments);
    }

    /** The one verb that is given, since each takes a while to be known; where there is none, or it needs them: all. */
    private static List<Class<?>> verbs(String... arguments) {
        return Stream.of(arguments)
                .flatMap(argument -> VERBS.stream().filter(verb -> name(verb).equals(argument)))
                .findFirst()
                .filter(verb -> verb != AutoComplete.GenerateCompletion.class)
                .<List<Class<?>>>map(List::of)
                .orElse(VERBS);
    }

    private static String name(Class<?> verb) {
        return verb.getAnnotation(Command.class).name();
    }

    private int carryOut(ParseResult parsed) {
        Logging.choose(detail(), log);
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        try {
            Trust.extend(System.getenv());
        } catch (ConfigurationException e) {
            return told(e, parsed.commandSpec().commandLine());
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private Logging.Detail detail() {
        if (quiet) {
            return Logging.Detail.QUIET;
        }
        return verbose ? Logging.Detail.VERBOSE : Logging.Detail.NORMAL;
    }

    /** Whether a line of progress is wanted and can be shown. */
    boolean showsProgress() {
        return !quiet && log == Logging.Form.text && System.console() != null;
    }

    private int told(Exception trouble, CommandLine command) {
        tell(trouble, command);
        return ExitCode.of(trouble);
    }

    /** Says what is wrong and what to do; where it happened only for defects, and only when asked to. */
    void tell(Throwable trouble, CommandLine command) {
        var err = command.getErr();
        boolean expected = Report.remedy(trouble).isPresent();
        err.println("fullcircle: " + (expected ? trouble.getMessage() : "a defect of Full Circle: " + trouble));
        err.println("-> " + Report.remedy(trouble).orElse("please report it with what -v shows beside it"));
        if (!expected && verbose) {
            trouble.printStackTrace(err);
        }
        err.flush();
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"Full Circle " + (version == null ? "(not packaged)" : version)};
        }
    }
}
