package io.fullcircle.pipelines.config.file;

import java.nio.file.Path;
import java.util.Comparator;

/**
 * Something that a file has wrong, where, and what to do about it. It never holds a secret, nor a value that came from
 * the environment or another file.
 *
 * @param file as the caller named it
 * @param mark where in the file
 * @param path the setting: {@code action.properties.iphone}, {@code operators[0].sql}; {@code file} for the whole
 * @param problem what is wrong, to be read behind the path
 * @param remedy what to do, one sentence
 * @param severity whether a run is possible in spite of it
 */
public record Finding(Path file, Mark mark, String path, String problem, String remedy, Severity severity) {
    /** The order in which a file is read. */
    public static final Comparator<Finding> BY_PLACE = Comparator.comparing(Finding::mark);

    /** What is longer helps nobody; a database's complaint may hold its whole query. */
    private static final int LONGEST = 2000;

    /** Whether a run is possible in spite of a finding. */
    public enum Severity {
        /** No run before this is put right. */
        ERROR,
        /** Probably not what was meant; a run is possible. */
        WARNING
    }

    public Finding {
        path = onOneLine(path);
        problem = onOneLine(problem);
        remedy = onOneLine(remedy);
    }

    public int line() {
        return mark.line();
    }

    public int column() {
        return mark.column();
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** Two lines without a line end: {@code file:line:column  path: problem} and {@code -> remedy}. */
    public String text() {
        var warning = isError() ? "" : "warning: ";
        return file + ":" + line() + ":" + column() + "  " + path + ": " + warning + problem + "\n-> " + remedy;
    }

    /** Text out of a file or a driver may hold line ends and terminal codes; a finding holds neither. */
    private static String onOneLine(String text) {
        var start = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return start.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("\\p{Cntrl}", "?");
    }
}
