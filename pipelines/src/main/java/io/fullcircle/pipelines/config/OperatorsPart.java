package io.fullcircle.pipelines.config;

import io.fullcircle.connector.base.Nearest;
import io.fullcircle.connector.operator.SqlOperator;
import io.fullcircle.pipelines.config.file.Findings;
import io.fullcircle.pipelines.config.file.Mark;
import io.fullcircle.pipelines.config.shape.Value;
import io.fullcircle.pipelines.config.sql.SqlText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** What {@code operators} says, and which of them or which table {@code action.table} means. */
final class OperatorsPart {
    private static final SqlText UNKNOWN = new SqlText("", List.of(), List.of(), List.of());

    private final List<Operator> operators = new ArrayList<>();
    private final Optional<Value.Leaf> table;
    private final BiFunction<Value.Leaf, Integer, Mark> markIn;

    /**
     * An operator whose name could be read.
     *
     * @param sqlLeaf null where the SQL couldn't be read; then nothing is known of it
     */
    private record Operator(
            String name, Value.Leaf nameLeaf, Value.Leaf sqlLeaf, SqlText sql, Optional<Value.Leaf> materializeLeaf) {
        /** As the file writes it, since a name may have been filled in. */
        String shown() {
            return nameLeaf.shown();
        }

        boolean materialize() {
            return materializeLeaf.map(leaf -> (Boolean) leaf.value()).orElse(false);
        }
    }

    /** @param markIn where a character of a leaf's text stands in the file */
    OperatorsPart(Value.Group root, BiFunction<Value.Leaf, Integer, Mark> markIn) {
        this.markIn = markIn;
        this.table = root.group("action").leaf("table");
        if (root.values().get("operators") instanceof Value.Series series) {
            series.items().forEach(item -> add((Value.Group) item));
        }
    }

    private void add(Value.Group operator) {
        var sql = operator.leaf("sql");
        var text = sql.map(leaf -> SqlText.of((String) leaf.value())).orElse(UNKNOWN);
        operator.leaf("name")
                .ifPresent(name -> operators.add(new Operator(
                        (String) name.value(), name, sql.orElse(null), text, operator.leaf("materialize"))));
    }

    void check(Findings findings) {
        checkNames(findings);
        for (int i = 0; i < operators.size(); i++) {
            var operator = operators.get(i);
            operator.sql()
                    .mistakes()
                    .forEach(mistake -> findings.error(
                            mark(operator, mistake.offset()), path(operator), mistake.problem(), mistake.remedy()));
            checkOrder(i, findings);
            checkSteadiness(operator, findings);
        }
        table.ifPresent(leaf -> checkTable(leaf, findings));
    }

    /** @param refusal why the source can't materialize, if it can't */
    void checkMaterialize(Findings findings, Optional<String> refusal) {
        operators.stream()
                .filter(Operator::materialize)
                .map(operator -> operator.materializeLeaf().orElseThrow().place())
                .forEach(place -> refusal.ifPresent(why -> findings.error(
                        place.mark(), place.path(), why, "remove it, or let the source have such a place")));
    }

    private void checkNames(Findings findings) {
        var lines = new HashMap<String, Integer>();
        for (var operator : operators) {
            var place = operator.nameLeaf().place();
            var first = lines.putIfAbsent(
                    operator.name().toLowerCase(Locale.ROOT), place.mark().line());
            if (first != null) {
                findings.error(
                        place.mark(),
                        place.path(),
                        "%s is the name of the operator on line %d, too".formatted(operator.shown(), first),
                        "give it another name");
            }
        }
    }

    /**
     * An operator sees what is above it. Reading from one below is an error: where a table of that name is meant, its
     * schema says so. Reading from its own name may be right (databases take it for the table of that name, if there is
     * one), so that is a warning.
     */
    private void checkOrder(int index, Findings findings) {
        var operator = operators.get(index);
        var reported = new HashSet<String>();
        for (var name : operator.sql().tables()) {
            if (above(index).anyMatch(other -> name.means(other.name())) || !reported.add(name.text())) {
                continue;
            }
            if (name.means(operator.name())) {
                findings.warning(
                        mark(operator, name.offset()),
                        path(operator),
                        "%s reads from itself, unless the source has a table of that name".formatted(operator.shown()),
                        "give the operator another name than the table's");
                continue;
            }
            operators.stream()
                    .skip(index + 1L)
                    .filter(other -> name.means(other.name()))
                    .findFirst()
                    .ifPresent(below -> reportBelow(operator, name, below, findings));
        }
    }

    private Stream<Operator> above(int index) {
        return operators.stream().limit(index);
    }

    private void reportBelow(Operator operator, SqlText.Name name, Operator below, Findings findings) {
        var circle = below.sql().tables().stream().anyMatch(back -> back.means(operator.name()));
        var problem = circle
                ? "reads from %s, which reads from %s: a circle".formatted(below.shown(), operator.shown())
                : "reads from %s, which stands below it".formatted(below.shown());
        var remedy = circle
                ? "let one of them read from something else"
                : "move %s above it; if a table is meant, write its schema, too".formatted(below.shown());
        findings.error(mark(operator, name.offset()), path(operator), problem, remedy);
    }

    private void checkSteadiness(Operator operator, Findings findings) {
        var reported = new HashSet<String>();
        for (var unsteady : operator.sql().unsteady()) {
            if (!reported.add(unsteady.name().toLowerCase(Locale.ROOT))) {
                continue;
            }
            findings.warning(
                    mark(operator, unsteady.offset()),
                    path(operator),
                    unsteady.choosesRows()
                            ? "%s chooses other rows at every run".formatted(unsteady.name())
                            : "%s differs at every run: what holds it gets another message id each time"
                                    .formatted(unsteady.name()),
                    "use a column of the table where the rows have one");
        }
    }

    private void checkTable(Value.Leaf leaf, Findings findings) {
        var name = (String) leaf.value();
        var shown = new LinkedHashMap<String, String>();
        operators.forEach(operator -> shown.put(operator.name(), operator.shown()));
        if (shown.keySet().stream().anyMatch(name::equalsIgnoreCase) || name.contains(".")) {
            return;
        }
        Nearest.misspelt(name, shown.keySet())
                .ifPresent(near -> findings.warning(
                        leaf.place().mark(),
                        leaf.place().path(),
                        "%s is no operator; it will be looked up as a table".formatted(leaf.shown()),
                        "did you mean %s?".formatted(shown.get(near))));
    }

    private Mark mark(Operator operator, int offset) {
        return markIn.apply(operator.sqlLeaf(), offset);
    }

    private static String path(Operator operator) {
        return operator.sqlLeaf().place().path();
    }

    /** The operators, when the file has no errors. */
    List<SqlOperator> build() {
        return operators.stream()
                .map(operator -> new SqlOperator(operator.name(), operator.sql().statement(), operator.materialize()))
                .toList();
    }

    /** As written, else the last operator; nothing where there is neither. */
    Optional<String> table() {
        if (table.isPresent()) {
            return table.map(leaf -> (String) leaf.value());
        }
        return operators.isEmpty()
                ? Optional.empty()
                : Optional.of(operators.get(operators.size() - 1).name());
    }
}
