package io.fullcircle.pipelines.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code fullcircle dead-letters …}: the calls that the destination refused. */
@Command(
        name = "dead-letters",
        description = "Calls that the destination refused: lists them, sends them again, gives them up.",
        subcommands = {
            LettersListCommand.class,
            LettersExportCommand.class,
            LettersRetryCommand.class,
            LettersDiscardCommand.class
        })
final class DeadLettersCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Main main;

    Main main() {
        return main;
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Say what to do: list, export, retry or discard");
    }
}
