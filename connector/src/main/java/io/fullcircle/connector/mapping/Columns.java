package io.fullcircle.connector.mapping;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.base.Nearest;
import io.fullcircle.connector.source.Column;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A result's columns while a mapping is bound to them: finds them by name and gathers everything that is wrong. */
final class Columns {
    static final int NONE = -1;

    private final List<String> names;
    private final BitSet found = new BitSet();
    private final List<String> problems = new ArrayList<>();

    Columns(List<Column> columns) {
        this.names = columns.stream().map(Column::name).toList();
    }

    int count() {
        return names.size();
    }

    String name(int column) {
        return names.get(column);
    }

    /** The indexes of the columns that were found so far, in the result's order. */
    int[] found() {
        return found.stream().toArray();
    }

    boolean isFound(int column) {
        return found.get(column);
    }

    /** The index of a column, {@link #NONE} where the setting is absent or no column is meant. */
    int find(String setting, Optional<String> name) {
        return name.map(written -> find(setting, written)).orElse(NONE);
    }

    /** The index of the column of exactly this name, else of the only one of this name in any case. */
    int find(String setting, String name) {
        var same = matching(name::equals);
        var candidates = same.isEmpty() ? matching(name::equalsIgnoreCase) : same;
        if (candidates.size() == 1) {
            found.set(candidates.get(0));
            return candidates.get(0);
        }
        problem(candidates.isEmpty() ? missing(setting, name) : ambiguous(setting, name, candidates));
        return NONE;
    }

    void problem(String problem) {
        problems.add(problem);
    }

    /** Throws, when anything was wrong, one exception that names it all. */
    void refuseProblems() {
        if (problems.isEmpty()) {
            return;
        }
        throw new ConfigurationException(
                "The mapping doesn't fit the rows: " + String.join("; ", problems) + ". The columns are: "
                        + String.join(", ", names) + ".",
                "Name columns as the rows have them, and every property once.");
    }

    private List<Integer> matching(Predicate<String> wanted) {
        return IntStream.range(0, names.size())
                .filter(column -> wanted.test(names.get(column)))
                .boxed()
                .toList();
    }

    private String missing(String setting, String name) {
        var nearest = Nearest.of(name, names).map(" (did you mean \"%s\"?)"::formatted);
        return "%s: there is no column \"%s\"%s".formatted(setting, name, nearest.orElse(""));
    }

    private String ambiguous(String setting, String name, List<Integer> candidates) {
        var meant = candidates.stream().map(i -> '"' + names.get(i) + '"').collect(Collectors.joining(", "));
        return "%s: \"%s\" may mean any of the columns %s".formatted(setting, name, meant);
    }
}
