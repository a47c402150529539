package io.fullcircle.pipelines.config.file;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;

/** What the parser says about a file that is no YAML, in words for people who write YAML now and then. */
record SyntaxMistake(Mark mark, String problem, String remedy) {
    private static final Pattern NO_SPACE = Pattern.compile("\\s*(- )?[A-Za-z_]\\w*:\\S.*");
    private static final Pattern NO_COLON = Pattern.compile("\\s*(- )?[A-Za-z_]\\w*\\s*");
    private static final Pattern FOUND_CHARACTER =
            Pattern.compile("found (?:character|unknown escape character) '?(.)");

    static SyntaxMistake of(YamlEngineException exception, List<String> lines) {
        if (exception instanceof YamlVersionException) {
            return new SyntaxMistake(Mark.START, "is written for another version of YAML", "remove the %YAML line");
        }
        if (!(exception instanceof MarkedYamlEngineException marked)) {
            return new SyntaxMistake(Mark.START, "isn't YAML: " + exception.getMessage(), "check its syntax");
        }
        var at = mark(marked.getProblemMark()).orElse(Mark.START);
        var start = mark(marked.getContextMark()).orElse(at);
        var problem = marked.getProblem() == null ? "" : marked.getProblem();
        return of(problem, at, start, lines);
    }

    private static SyntaxMistake of(String problem, Mark at, Mark start, List<String> lines) {
        if (problem.contains("(TAB)")) {
            return new SyntaxMistake(at, "a tab stands where only spaces may", "indent with spaces");
        }
        if (problem.contains("cannot start any token")) {
            return new SyntaxMistake(at, "a text can't begin with " + character(problem), "put the text in quotes");
        }
        if (problem.contains("mapping values are not allowed")) {
            return unexpectedColon(at, lines);
        }
        if (problem.contains("sequence entries are not allowed")) {
            return new SyntaxMistake(
                    at, "a list can't begin here", "begin it on the next line, or write [first, second]");
        }
        if (problem.contains("could not find expected ':'")) {
            return new SyntaxMistake(
                    start,
                    "this line is no `name: value`",
                    "add a colon and a space behind the name, or indent the line if it belongs to the one above");
        }
        if (problem.contains("found unexpected end of stream") || problem.contains("found unexpected document sep")) {
            return new SyntaxMistake(start, "the quote that opens here isn't closed", "close it");
        }
        if (problem.contains("unknown escape character")) {
            return new SyntaxMistake(
                    at,
                    "\\%s means nothing inside double quotes".formatted(character(problem)),
                    "write \\\\ for a backslash, or use single quotes");
        }
        if (problem.startsWith("expected ',' or")) {
            return unfinishedFlow(at, start, problem.contains("']'") ? "[" : "{", lines);
        }
        if (problem.startsWith("expected <block end>")) {
            return misplaced(at, problem);
        }
        if (problem.startsWith("expected the node content")) {
            return new SyntaxMistake(at, "a value is missing before this", "write the value, or put it in quotes");
        }
        if (problem.contains("expected a comment or a line break")) {
            return new SyntaxMistake(at, "a text after | or > begins on the next line", "move it there, indented");
        }
        return new SyntaxMistake(at, "isn't YAML: " + problem, "check the line, and the one above");
    }

    /** The same complaint of the parser has three usual causes. */
    private static SyntaxMistake unexpectedColon(Mark at, List<String> lines) {
        var line = lines.get(at.line() - 1);
        var before = line.substring(0, Math.min(at.column() - 1, line.length()));
        if (before.contains(": ")) {
            return new SyntaxMistake(
                    at,
                    "a text with a colon and a space in it needs quotes",
                    "put it in quotes, or on lines of its own below `name: |`");
        }
        var above = at.line() > 1 ? lines.get(at.line() - 2) : "";
        if (NO_SPACE.matcher(above).matches()) {
            return new SyntaxMistake(
                    new Mark(at.line() - 1, above.indexOf(':') + 1),
                    "a colon needs a space behind it",
                    "write `name: value`");
        }
        if (NO_COLON.matcher(above).matches()) {
            var start = above.length() - above.stripLeading().length();
            return new SyntaxMistake(
                    new Mark(at.line() - 1, start + 1),
                    "this line lacks a colon",
                    "write `%s:`".formatted(above.strip()));
        }
        var indent = line.length() - line.stripLeading().length();
        return new SyntaxMistake(
                new Mark(at.line(), indent + 1),
                "this line is indented deeper than the one above, which has a value already",
                "begin it where the line above begins");
    }

    private static SyntaxMistake unfinishedFlow(Mark at, Mark start, String opening, List<String> lines) {
        var line = at.line() <= lines.size() ? lines.get(at.line() - 1) : "";
        var before = line.substring(0, Math.min(at.column() - 1, line.length()));
        if (before.endsWith("$")) {
            return new SyntaxMistake(
                    new Mark(at.line(), before.length()),
                    "${…} inside of [ ] or { } needs quotes",
                    "write \"${NAME}\"");
        }
        return new SyntaxMistake(
                start, "the %s that opens here isn't closed, or a comma is missing".formatted(opening), "close it");
    }

    private static SyntaxMistake misplaced(Mark at, String problem) {
        var closing = problem.contains("']'") ? "]" : problem.contains("'}'") ? "}" : "";
        if (!closing.isEmpty()) {
            return new SyntaxMistake(at, "this %s closes nothing".formatted(closing), "remove it");
        }
        return new SyntaxMistake(
                at,
                "this line is indented like none of the lines above that it could belong to",
                "begin it in the same column as the lines beside it");
    }

    private static String character(String problem) {
        var matcher = FOUND_CHARACTER.matcher(problem);
        return matcher.find() ? matcher.group(1) : "this character";
    }

    private static Optional<Mark> mark(Optional<org.snakeyaml.engine.v2.exceptions.Mark> mark) {
        return mark.map(place -> new Mark(place.getLine() + 1, place.getColumn() + 1));
    }
}
