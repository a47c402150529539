package io.fullcircle.pipelines.config.sql;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What can be known of a query without a database.
 *
 * @param statement the query without a closing semicolon and what follows it
 * @param mistakes what no database would take: nothing in it, several statements, no query, something left open
 * @param tables names that stand where a table does, without those that the query defines itself or that have a schema
 * @param unsteady functions that answer differently at every run
 */
public record SqlText(String statement, List<Mistake> mistakes, List<Name> tables, List<Unsteady> unsteady) {
    private static final Set<String> NO_QUERIES = Set.of(
            "insert",
            "update",
            "delete",
            "merge",
            "create",
            "drop",
            "alter",
            "truncate",
            "copy",
            "grant",
            "revoke",
            "call",
            "set",
            "use",
            "begin",
            "commit",
            "rollback",
            "attach",
            "detach",
            "install",
            "load",
            "vacuum");

    /** @param offset where in the SQL */
    public record Mistake(int offset, String problem, String remedy) {}

    /** @param isQuoted whether its case counts */
    public record Name(String text, boolean isQuoted, int offset) {
        /** Whether it means this operator. */
        public boolean means(String operator) {
            return isQuoted ? text.equals(operator) : text.equalsIgnoreCase(operator);
        }
    }

    /**
     * @param name as written
     * @param choosesRows whether it only decides which rows there are, not what they hold
     */
    public record Unsteady(String name, boolean choosesRows, int offset) {}

    public SqlText {
        mistakes = List.copyOf(mistakes);
        tables = List.copyOf(tables);
        unsteady = List.copyOf(unsteady);
    }

    public static SqlText of(String sql) {
        var cut = new Tokens(sql).cut();
        if (!cut.isSure()) {
            return new SqlText(sql.stripTrailing(), List.of(), List.of(), List.of());
        }
        var semicolon =
                cut.tokens().stream().filter(token -> token.isSymbol(";")).findFirst();
        var tokens = semicolon
                .map(end -> cut.tokens().subList(0, cut.tokens().indexOf(end)))
                .orElse(cut.tokens());
        var statement =
                semicolon.map(end -> sql.substring(0, end.offset())).orElse(sql).stripTrailing();
        var mistake = mistake(cut, tokens);
        if (mistake.isPresent()) {
            return new SqlText(statement, List.of(mistake.get()), List.of(), List.of());
        }
        var clauses = new Clauses(tokens);
        return new SqlText(statement, List.of(), clauses.tables(), clauses.unsteady());
    }

    private static Optional<Mistake> mistake(Tokens.Cut cut, List<Token> tokens) {
        if (tokens.isEmpty() && cut.fault().isEmpty()) {
            return Optional.of(new Mistake(0, "holds no query", "write one, such as select * from scores"));
        }
        var second = cut.tokens().stream()
                .skip(tokens.size())
                .filter(token -> !token.isSymbol(";"))
                .findFirst();
        if (second.isPresent()) {
            return Optional.of(new Mistake(
                    second.get().offset(),
                    "a second statement begins here",
                    "write one query into each operator, without ; in between"));
        }
        if (cut.fault().isPresent()) {
            var fault = cut.fault().get();
            return Optional.of(new Mistake(fault.offset(), fault.problem(), fault.remedy()));
        }
        if (NO_QUERIES.contains(tokens.get(0).lower())) {
            return Optional.of(new Mistake(
                    tokens.get(0).offset(),
                    "%s is no query".formatted(tokens.get(0).text()),
                    "write a select; the source is only read"));
        }
        return parentheses(tokens);
    }

    private static Optional<Mistake> parentheses(List<Token> tokens) {
        var open = new ArrayDeque<Token>();
        for (var token : tokens) {
            if (token.isSymbol("(")) {
                open.push(token);
            }
            if (token.isSymbol(")") && open.poll() == null) {
                return Optional.of(new Mistake(token.offset(), "this ) closes nothing", "remove it"));
            }
        }
        return Optional.ofNullable(open.peek())
                .map(token -> new Mistake(token.offset(), "the ( that opens here isn't closed", "close it"));
    }
}
