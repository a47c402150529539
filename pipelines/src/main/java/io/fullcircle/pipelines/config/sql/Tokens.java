package io.fullcircle.pipelines.config.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Cuts SQL into tokens. Used once. */
final class Tokens {
    private static final Pattern DOLLAR_QUOTE = Pattern.compile("\\$(?:[A-Za-z_][A-Za-z0-9_]*)?\\$");

    private final String sql;
    private final List<Token> tokens = new ArrayList<>();
    private Fault fault;
    private boolean sure = true;
    private int at;

    Tokens(String sql) {
        this.sql = sql;
    }

    /** A place that no dialect would accept. */
    record Fault(int offset, String problem, String remedy) {}

    /**
     * @param tokens up to the fault, if there is one
     * @param isSure false when a dialect could have cut the text differently
     */
    record Cut(List<Token> tokens, Optional<Fault> fault, boolean isSure) {}

    Cut cut() {
        while (at < sql.length() && fault == null) {
            next();
        }
        return new Cut(List.copyOf(tokens), Optional.ofNullable(fault), sure);
    }

    private void next() {
        var c = sql.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
        } else if (sql.startsWith("--", at)) {
            lineComment();
        } else if (sql.startsWith("/*", at)) {
            blockComment();
        } else if (c == '\'') {
            quoted(c, Token.Kind.STRING, "string");
        } else if (c == '"' || c == '`') {
            quoted(c, Token.Kind.QUOTED_NAME, "quoted name");
        } else if (c == '$') {
            dollar();
        } else if (Character.isLetter(c) || c == '_') {
            run(Token.Kind.WORD, "_$");
        } else if (Character.isDigit(c)) {
            run(Token.Kind.NUMBER, "._");
        } else {
            add(Token.Kind.SYMBOL, at, at + 1);
        }
    }

    private void add(Token.Kind kind, int from, int to) {
        tokens.add(new Token(kind, sql.substring(from, to), from));
        at = to;
    }

    private void run(Token.Kind kind, String more) {
        int end = at;
        while (end < sql.length()
                && (Character.isLetterOrDigit(sql.charAt(end)) || more.indexOf(sql.charAt(end)) >= 0)) {
            end++;
        }
        add(kind, at, end);
    }

    private void lineComment() {
        var end = sql.indexOf('\n', at);
        at = end < 0 ? sql.length() : end;
    }

    /** Some dialects nest comments, some don't. */
    private void blockComment() {
        var start = at;
        int depth = 0;
        do {
            if (sql.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (sql.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
            sure &= depth < 2;
        } while (depth > 0 && at < sql.length());
        if (depth > 0) {
            fault = new Fault(start, "the comment that opens here isn't closed", "close it with */");
        }
    }

    /** A doubled quote is a quote; some dialects escape it by a backslash, too. */
    private void quoted(char quote, Token.Kind kind, String what) {
        var start = at;
        var text = new StringBuilder();
        for (at++; at < sql.length(); at++) {
            var c = sql.charAt(at);
            var next = at + 1 < sql.length() ? sql.charAt(at + 1) : '\0';
            sure &= c != '\\' || next != quote;
            if (c == quote && next != quote) {
                at++;
                tokens.add(new Token(kind, text.toString(), start));
                return;
            }
            if (c == quote) {
                at++;
            }
            text.append(c);
        }
        fault = new Fault(start, "the %s that opens here isn't closed".formatted(what), "close it with " + quote);
    }

    private void dollar() {
        var opening = DOLLAR_QUOTE.matcher(sql).region(at, sql.length());
        if (!opening.lookingAt()) {
            add(Token.Kind.SYMBOL, at, at + 1);
            return;
        }
        var end = sql.indexOf(opening.group(), opening.end());
        if (end < 0) {
            sure = false;
            add(Token.Kind.SYMBOL, at, at + 1);
            return;
        }
        add(Token.Kind.STRING, at, end + opening.group().length());
    }
}
