package io.fullcircle.pipelines.cli;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Several command lines in one process, which starts faster than several processes. Each has streams of its own; what
 * is asked of them needs no more.
 */
public final class Commands {
    private static final String NEXT = "--next--";

    private Commands() {}

    /** Carries the command lines out one after the other, in one process of the program. */
    public static List<Program.Result> run(Program program, Path folder, List<List<String>> lines) throws IOException {
        var arguments = new ArrayList<String>();
        lines.forEach(line -> {
            arguments.addAll(line);
            arguments.add(NEXT);
        });
        var all = program.finish(program.start(Commands.class, arguments));
        if (all.exit() != 0) {
            throw new AssertionError(all);
        }
        var results = new ArrayList<Program.Result>();
        for (int i = 0; i < lines.size(); i++) {
            results.add(new Program.Result(
                    Integer.parseInt(Files.readString(folder.resolve("exit" + i))),
                    Files.readAllLines(folder.resolve("out" + i)),
                    Files.readString(folder.resolve("err" + i))));
        }
        return results;
    }

    public static void main(String[] arguments) throws IOException {
        var line = new ArrayList<String>();
        int number = 0;
        for (String argument : arguments) {
            if (!argument.equals(NEXT)) {
                line.add(argument);
                continue;
            }
            try (var out = stream("out" + number);
                    var err = stream("err" + number)) {
                System.setOut(out);
                System.setErr(err);
                int exit = Main.run(line.toArray(String[]::new));
                Files.writeString(Path.of("exit" + number++), Integer.toString(exit));
            }
            line.clear();
        }
    }

    private static PrintStream stream(String file) throws IOException {
        return new PrintStream(new FileOutputStream(file), true, StandardCharsets.UTF_8);
    }

    /** A command line as it is typed, without quotes. */
    static List<String> line(String typed) {
        return Arrays.asList(typed.split(" "));
    }
}
