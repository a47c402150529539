package io.fullcircle.connector.source.snowflake.standin;

import java.util.List;
import java.util.Set;

/** Finds the operand that a postfix operator stands behind, in the pieces of SQL written so far. */
final class Primaries {
    /** Pieces in front of a parenthesis that call nothing, or in front of a word that do not end an operand. */
    static final Set<String> NO_OPERANDS = Set.of(
            "SELECT", "IN", "AND", "OR", "NOT", "WHERE", "ON", "THEN", "ELSE", "WHEN", "FROM", "VALUES", "AS", "BY",
            "HAVING", "QUALIFY", "OVER", "UNION", "ALL", "EXISTS", "=", ",", "(");

    private Primaries() {}

    /** Removes the last primary expression (a literal, name, call, or parenthesis) and returns its text. */
    static String take(List<String> out) throws SqlFailure {
        int start = out.size() - 1;
        if (start < 0) throw SqlFailure.syntax("::");
        if (out.get(start).equals(")")) {
            int depth = 0;
            do {
                if (out.get(start).equals(")")) depth++;
                if (out.get(start).equals("(")) depth--;
                start--;
            } while (depth > 0 && start >= 0);
            boolean isCall = start >= 0
                    && !NO_OPERANDS.contains(out.get(start))
                    && (Character.isLetter(out.get(start).charAt(0))
                            || out.get(start).charAt(0) == '"');
            if (!isCall) start++;
        } else if (out.get(start).equals("END")) {
            while (start > 0 && !out.get(start).equals("CASE")) start--;
        }
        while (start > 1 && out.get(start - 1).equals(".")) start -= 2;
        var taken = out.subList(Math.max(start, 0), out.size());
        var text = String.join(" ", taken);
        taken.clear();
        return text;
    }
}
