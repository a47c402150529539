package io.fullcircle.pipelines.config.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one file while it is read. Confined to one thread. */
public final class Findings {
    private final Path file;
    private final List<Finding> found = new ArrayList<>();
    private int errors;

    public Findings(Path file) {
        this.file = file;
    }

    public void error(Mark mark, String path, String problem, String remedy) {
        found.add(new Finding(file, mark, path, problem, remedy, Finding.Severity.ERROR));
        errors++;
    }

    public void warning(Mark mark, String path, String problem, String remedy) {
        found.add(new Finding(file, mark, path, problem, remedy, Finding.Severity.WARNING));
    }

    /** A finding about the file as a whole or as a text. */
    public void inFile(Mark mark, String problem, String remedy) {
        error(mark, "file", problem, remedy);
    }

    public boolean hasErrors() {
        return errors > 0;
    }

    /** Whether a setting or something inside of it is wrong. */
    public boolean hasErrorsIn(String path) {
        return found.stream()
                .filter(Finding::isError)
                .anyMatch(
                        finding -> finding.path().equals(path) || finding.path().startsWith(path + "."));
    }

    /** How many errors there are so far; tells whether reading a part of the file added any. */
    public int errors() {
        return errors;
    }

    /** All of them in the order of their places. */
    public List<Finding> sorted() {
        return found.stream().distinct().sorted(Finding.BY_PLACE).toList();
    }
}
