package io.fullcircle.connector.source.snowflake.standin;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of SQL text without comments and blanks.
 *
 * @param text a word as written, a quoted name or a string without its quotes and escapes
 * @param start where it begins in the statement's text
 */
record Token(Kind kind, String text, int start, int end) {
    private static final List<String> OPERATORS = List.of("->>", "::", "->", "<=", ">=", "<>", "!=", "||", "=>");

    /** What a token is. */
    enum Kind {
        WORD,
        QUOTED,
        STRING,
        NUMBER,
        SYMBOL,
        BIND
    }

    boolean is(String word) {
        return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equalsIgnoreCase(word);
    }

    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED;
    }

    /** The word in upper case; of a quoted name what DuckDB stores. */
    String name() {
        return kind == Kind.QUOTED ? Names.marked(text) : text.toUpperCase();
    }

    static List<Token> read(String sql) throws SqlFailure {
        var tokens = new ArrayList<Token>();
        int i = 0;
        while (i < sql.length()) {
            int next = blank(sql, i);
            if (next > i) {
                i = next;
                continue;
            }
            var token = one(sql, i);
            tokens.add(token);
            i = token.end;
        }
        return tokens;
    }

    /** The statements of a script, without their semicolons. */
    static List<String> statements(String script) throws SqlFailure {
        var statements = new ArrayList<String>();
        int start = 0;
        for (var token : read(script + "\n;")) {
            if (!token.is(";")) continue;
            var statement = script.substring(start, Math.min(token.start, script.length()));
            if (!read(statement).isEmpty()) statements.add(statement.strip());
            start = token.end;
        }
        return statements;
    }

    private static int blank(String sql, int i) {
        if (Character.isWhitespace(sql.charAt(i))) return i + 1;
        if (sql.startsWith("--", i) || sql.startsWith("//", i)) {
            int end = sql.indexOf('\n', i);
            return end < 0 ? sql.length() : end + 1;
        }
        if (!sql.startsWith("/*", i)) return i;
        int end = sql.indexOf("*/", i + 2);
        return end < 0 ? sql.length() : end + 2;
    }

    private static Token one(String sql, int i) throws SqlFailure {
        char c = sql.charAt(i);
        if (c == '\'') return string(sql, i);
        if (c == '"') return quoted(sql, i);
        if (c == '?') return new Token(Kind.BIND, "?", i, i + 1);
        if (sql.startsWith("$$", i)) {
            int end = sql.indexOf("$$", i + 2);
            if (end < 0) throw SqlFailure.syntax("$$");
            return new Token(Kind.STRING, sql.substring(i + 2, end), i, end + 2);
        }
        if (Character.isDigit(c)) {
            int end = i + 1;
            while (end < sql.length() && isNumber(sql, end)) end++;
            return new Token(Kind.NUMBER, sql.substring(i, end), i, end);
        }
        if (Character.isLetter(c) || c == '_') {
            int end = i + 1;
            while (end < sql.length()
                    && (Character.isLetterOrDigit(sql.charAt(end)) || "_$".indexOf(sql.charAt(end)) >= 0)) end++;
            return new Token(Kind.WORD, sql.substring(i, end), i, end);
        }
        for (var operator : OPERATORS) {
            if (sql.startsWith(operator, i)) return new Token(Kind.SYMBOL, operator, i, i + operator.length());
        }
        return new Token(Kind.SYMBOL, String.valueOf(c), i, i + 1);
    }

    private static boolean isNumber(String sql, int i) {
        char c = sql.charAt(i);
        if (Character.isDigit(c)) return true;
        if (c == '.') return i + 1 >= sql.length() || sql.charAt(i + 1) != '.';
        boolean hasExponent = c == 'e' || c == 'E';
        if (hasExponent)
            return i + 1 < sql.length()
                    && (Character.isDigit(sql.charAt(i + 1)) || "+-".indexOf(sql.charAt(i + 1)) >= 0);
        return (c == '+' || c == '-') && "eE".indexOf(sql.charAt(i - 1)) >= 0;
    }

    private static Token string(String sql, int start) throws SqlFailure {
        var text = new StringBuilder();
        for (int i = start + 1; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (c == '\\' && i + 1 < sql.length()) {
                char escaped = sql.charAt(++i);
                text.append(
                        switch (escaped) {
                            case 'n' -> '\n';
                            case 't' -> '\t';
                            case 'r' -> '\r';
                            case 'b' -> '\b';
                            case 'f' -> '\f';
                            case '0' -> '\0';
                            default -> escaped;
                        });
                continue;
            }
            if (c != '\'') {
                text.append(c);
                continue;
            }
            if (i + 1 < sql.length() && sql.charAt(i + 1) == '\'') {
                text.append('\'');
                i++;
                continue;
            }
            return new Token(Kind.STRING, text.toString(), start, i + 1);
        }
        throw SqlFailure.syntax("'");
    }

    private static Token quoted(String sql, int start) throws SqlFailure {
        var text = new StringBuilder();
        for (int i = start + 1; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (c != '"') {
                text.append(c);
                continue;
            }
            if (i + 1 < sql.length() && sql.charAt(i + 1) == '"') {
                text.append('"');
                i++;
                continue;
            }
            return new Token(Kind.QUOTED, text.toString(), start, i + 1);
        }
        throw SqlFailure.syntax("\"");
    }
}
