package io.fullcircle.connector.source.sql;

import io.fullcircle.connector.base.ConfigurationException;

/**
 * Walks over SQL and tells code from texts, quoted names and comments. It knows no more of SQL than that, on purpose:
 * what a query means is the database's to judge.
 */
final class SqlText {
    private final String sql;
    private final Grammar grammar;
    private int at;

    private SqlText(String sql, Grammar grammar) {
        this.sql = sql;
        this.grammar = grammar;
    }

    /**
     * The one statement in this SQL, without a closing semicolon, safe to stand between parentheses: line by line what
     * was written, comments included.
     *
     * @throws ConfigurationException when there is none, or more than one, or when a text, a comment or a parenthesis
     *     isn't closed
     */
    static String single(String operator, String sql, Grammar grammar) {
        return new SqlText(sql, grammar).single(operator);
    }

    /** The same SQL for a driver that takes a question mark for a parameter: those in code are doubled. */
    static String withoutParameters(String sql, Grammar grammar) {
        if (sql.indexOf('?') < 0) {
            return sql;
        }
        SqlText text = new SqlText(sql, grammar);
        StringBuilder out = new StringBuilder(sql.length() + 8);
        while (text.at < sql.length()) {
            int from = text.at;
            if (text.skipQuoted() || text.skipComment()) {
                out.append(sql, from, text.at);
                continue;
            }
            char c = sql.charAt(text.at++);
            out.append(c == '?' ? "??" : String.valueOf(c));
        }
        return out.toString();
    }

    private String single(String operator) {
        int end = -1;
        int depth = 0;
        boolean any = false;
        while (at < sql.length()) {
            int from = at;
            if (skipComment()) {
                if (at < 0) {
                    throw unclosed(operator, "comment", from);
                }
                continue;
            }
            boolean quoted = skipQuoted();
            if (at < 0) {
                throw unclosed(operator, "text or quoted name", from);
            }
            char c = quoted ? 'q' : sql.charAt(at++);
            if (Character.isWhitespace(c)) {
                continue;
            }
            if (c == ';') {
                end = end < 0 ? from : end;
                continue;
            }
            if (end >= 0) {
                throw problem(operator, from, "a second statement begins here", "Keep one SELECT in each operator.");
            }
            any = true;
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth < 0) {
                throw problem(operator, from, "a parenthesis closes that none has opened", "Remove it.");
            }
        }
        if (!any) {
            throw new ConfigurationException(
                    "operator \"" + operator + "\" has no SQL", "Write one SELECT as its sql, or remove the operator.");
        }
        if (depth > 0) {
            throw problem(operator, sql.length(), "a parenthesis is never closed", "Close it.");
        }
        return end < 0 ? sql : blankSemicolons(end);
    }

    /** Semicolons after the statement become spaces; comments behind them stay. */
    private String blankSemicolons(int from) {
        StringBuilder out = new StringBuilder(sql);
        at = from;
        while (at < sql.length()) {
            if (!skipComment() && sql.charAt(at++) == ';') {
                out.setCharAt(at - 1, ' ');
            }
        }
        return out.toString();
    }

    /** Moves behind a comment that begins here; to -1 when it never ends. */
    private boolean skipComment() {
        boolean line = starts("--")
                || grammar.has(SqlFeature.HASH_COMMENTS) && starts("#")
                || grammar.has(SqlFeature.SLASH_COMMENTS) && starts("//");
        if (line) {
            int end = sql.indexOf('\n', at);
            at = end < 0 ? sql.length() : end + 1;
            return true;
        }
        if (!starts("/*")) {
            return false;
        }
        int depth = 0;
        do {
            if (starts("/*") && (depth == 0 || grammar.has(SqlFeature.NESTED_COMMENTS))) {
                depth++;
                at += 2;
            } else if (starts("*/")) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0 && at < sql.length());
        at = depth > 0 ? -1 : at;
        return true;
    }

    /** Moves behind a text or quoted name that begins here; to -1 when it never ends. */
    private boolean skipQuoted() {
        char c = sql.charAt(at);
        if (c == '\'') {
            skipTo('\'', grammar.has(SqlFeature.BACKSLASH_ESCAPES) || isEscapeString());
            return true;
        }
        if (c == '"') {
            skipTo('"', grammar.has(SqlFeature.BACKSLASH_ESCAPES));
            return true;
        }
        if (c == '`' && grammar.has(SqlFeature.BACKTICKS)) {
            skipTo('`', false);
            return true;
        }
        return c == '$' && grammar.has(SqlFeature.DOLLAR_QUOTES) && skipDollars();
    }

    private boolean isEscapeString() {
        return grammar.has(SqlFeature.ESCAPE_STRINGS)
                && at > 0
                && (sql.charAt(at - 1) | 0x20) == 'e'
                && !isNamePart(at - 2);
    }

    private void skipTo(char quote, boolean backslashes) {
        for (at++; at < sql.length(); at++) {
            char c = sql.charAt(at);
            if (c == '\\' && backslashes) {
                at++;
            } else if (c == quote) {
                at++;
                if (at == sql.length() || sql.charAt(at) != quote) {
                    return;
                }
            }
        }
        at = -1;
    }

    private boolean skipDollars() {
        int close = at + 1;
        while (isNamePart(close) && sql.charAt(close) != '$') {
            close++;
        }
        boolean opens = close < sql.length()
                && sql.charAt(close) == '$'
                && !Character.isDigit(sql.charAt(at + 1))
                && !isNamePart(at - 1);
        if (!opens) {
            return false;
        }
        String tag = sql.substring(at, close + 1);
        int end = sql.indexOf(tag, close + 1);
        at = end < 0 ? -1 : end + tag.length();
        return true;
    }

    private boolean isNamePart(int index) {
        return index >= 0 && index < sql.length() && Character.isJavaIdentifierPart(sql.charAt(index));
    }

    private boolean starts(String token) {
        return sql.startsWith(token, at);
    }

    private ConfigurationException unclosed(String operator, String what, int from) {
        return problem(operator, from, "a " + what + " begins here and never ends", "Close it.");
    }

    private ConfigurationException problem(String operator, int offset, String what, String remedy) {
        long line = 1 + sql.substring(0, offset).chars().filter(c -> c == '\n').count();
        return new ConfigurationException("operator \"" + operator + "\", line " + line + ": " + what, remedy);
    }
}
