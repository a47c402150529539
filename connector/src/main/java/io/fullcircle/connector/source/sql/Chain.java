package io.fullcircle.connector.source.sql;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.operator.Query;
import io.fullcircle.connector.operator.SqlOperator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A query as one statement: {@code WITH a AS (…), b AS (…) SELECT * FROM b}. Each operator's SQL begins on a line of
 * its own, so that a line of the statement leads back to a line of the operator.
 */
final class Chain {
    private static final Pattern OPERATOR_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final String ALIAS = "fc_rows";
    private static final String FROM_POSITION = "\nWHERE /* from the position on */ ";

    private final Grammar grammar;
    private final String with;
    private final List<Part> parts;
    private final String table;
    private final List<String> orderBy;
    private final List<String> from;

    /** A place in the user's SQL. */
    record Place(String operator, int line) {}

    private record Part(SqlOperator operator, int firstLine, int lines) {}

    private Chain(
            Grammar grammar, String with, List<Part> parts, String table, List<String> orderBy, List<String> from) {
        this.grammar = grammar;
        this.with = with;
        this.parts = parts;
        this.table = table;
        this.orderBy = orderBy;
        this.from = from;
    }

    /** @throws ConfigurationException when a name or an operator's SQL can't be part of one statement */
    static Chain of(Query query, Grammar grammar) {
        StringBuilder with = new StringBuilder();
        List<Part> parts = new ArrayList<>();
        Set<String> names = new HashSet<>();
        int line = 1;
        for (SqlOperator operator : query.operators()) {
            if (!OPERATOR_NAME.matcher(operator.name()).matches()) {
                throw new ConfigurationException(
                        "\"" + operator.name() + "\" is no name of an operator",
                        "Use letters, digits and underscores, a letter first.");
            }
            if (!names.add(operator.name().toLowerCase(Locale.ROOT))) {
                throw new ConfigurationException(
                        "two operators are named \"" + operator.name() + "\"", "Give each a name of its own.");
            }
            String sql = SqlText.single(operator.name(), operator.sql(), grammar);
            int lines = 1 + (int) sql.chars().filter(c -> c == '\n').count();
            with.append(parts.isEmpty() ? "WITH " : "), ");
            with.append(grammar.name(operator.name()))
                    .append(" AS (\n")
                    .append(sql)
                    .append('\n');
            parts.add(new Part(operator, line + 1, lines));
            line += 1 + lines;
        }
        with.append(parts.isEmpty() ? "" : ")\n");
        List<String> orderBy = query.orderBy().stream().map(grammar::exact).toList();
        return new Chain(
                grammar,
                with.toString(),
                parts,
                grammar.table(query.table()),
                orderBy,
                orderBy.subList(0, query.from().size()));
    }

    /** All rows of a table expression that is trusted to be SQL, in the query's order. */
    static Chain of(Query query, Grammar grammar, String tableExpression) {
        List<String> orderBy = query.orderBy().stream().map(grammar::exact).toList();
        return new Chain(grammar, "", List.of(), tableExpression, orderBy, List.of());
    }

    /** All columns as the database has them. */
    String select() {
        return with + "SELECT * FROM " + table + where("") + order("");
    }

    /** All columns through these expressions; the order is that of the columns behind them. */
    String select(String expressions) {
        return with + "SELECT " + expressions + " FROM " + table + " " + ALIAS + where(ALIAS + ".")
                + order(ALIAS + ".");
    }

    /** All columns and no row. */
    String selectNothing() {
        return with + "SELECT * FROM " + table + " WHERE 1 = 0";
    }

    /** A statement of this chain as the driver wants it; its lines stay what they are. */
    String forDriver(String sql) {
        if (!grammar.has(SqlFeature.QUESTION_MARK_OPERATORS)) {
            return sql;
        }
        // What follows the table is ours: its question marks are parameters.
        int end = hasPosition() ? sql.lastIndexOf(FROM_POSITION) : -1;
        return end < 0
                ? SqlText.withoutParameters(sql, grammar)
                : SqlText.withoutParameters(sql.substring(0, end), grammar) + sql.substring(end);
    }

    private boolean hasPosition() {
        return !from.isEmpty();
    }

    /** Whether a statement of this chain has the parameters of a position. */
    boolean hasParameters(String sql) {
        return hasPosition() && sql.contains(FROM_POSITION);
    }

    /**
     * Rows from the position on, which is inclusive, and rows that have no place in the order. In full, since not every
     * database compares rows of values.
     */
    private String where(String prefix) {
        if (!hasPosition()) {
            return "";
        }
        String condition = "";
        for (int i = from.size() - 1; i >= 0; i--) {
            String column = prefix + from.get(i);
            condition = condition.isEmpty()
                    ? column + " >= ?"
                    : column + " > ? OR (" + column + " = ? AND (" + condition + "))";
        }
        String unplaced = from.stream()
                .map(column -> " OR " + prefix + column + " IS NULL")
                .collect(Collectors.joining());
        return FROM_POSITION + "(" + condition + ")" + unplaced;
    }

    private String order(String prefix) {
        return orderBy.isEmpty() ? "" : "\nORDER BY " + prefix + String.join(", " + prefix, orderBy);
    }

    /** Where this line of the statement, counted from 1, comes from. */
    Optional<Place> place(int line) {
        return parts.stream()
                .filter(part -> line >= part.firstLine && line < part.firstLine + part.lines)
                .map(part -> new Place(part.operator.name(), line - part.firstLine + 1))
                .findFirst();
    }

    /** The first operator that mentions its own name, as one does that is named like the table it reads. */
    Optional<String> selfReading() {
        return parts.stream()
                .map(Part::operator)
                .filter(o -> Pattern.compile("(?i)\\b" + o.name() + "\\b")
                        .matcher(o.sql())
                        .find())
                .map(SqlOperator::name)
                .findFirst();
    }
}
