package io.fullcircle.pipelines.config.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A YAML file that could be parsed.
 *
 * @param root its settings
 * @param lines as they are written, for places inside of texts
 * @param digest SHA-256 of the file's bytes, hexadecimal
 */
public record YamlFile(Node.Mapping root, List<String> lines, String digest) {
    public YamlFile {
        lines = List.copyOf(lines);
    }

    /** The file, or nothing and the findings that say why. Findings may come with a file, too. Never throws. */
    public static Optional<YamlFile> read(Path file, Findings findings) {
        return FileText.read(file, findings).flatMap(text -> parse(text, findings));
    }

    /** The same, of bytes at hand. */
    public static Optional<YamlFile> read(byte[] bytes, Findings findings) {
        return FileText.decode(bytes, findings).flatMap(text -> parse(text, findings));
    }

    private static Optional<YamlFile> parse(FileText text, Findings findings) {
        var settings = LoadSettings.builder().setParseComments(false).build();
        Optional<Node> root;
        try {
            root = new YamlTree(new Parse(settings).parseString(text.text()).iterator(), findings).document();
        } catch (YamlEngineException e) {
            var mistake = SyntaxMistake.of(e, text.lines());
            findings.inFile(mistake.mark(), mistake.problem(), mistake.remedy());
            return Optional.empty();
        } catch (YamlTree.TooDeep e) {
            return Optional.empty();
        }
        if (root.isEmpty() || root.get().isNull()) {
            findings.inFile(
                    Mark.START,
                    "holds no pipeline",
                    "write at least source and action; `fullcircle init` writes a first file");
            return Optional.empty();
        }
        if (root.get() instanceof Node.Mapping mapping) {
            return Optional.of(new YamlFile(mapping, text.lines(), text.digest()));
        }
        if (!(root.get() instanceof Node.Refused)) {
            findings.inFile(
                    root.get().mark(),
                    "is %s, where the settings of a pipeline are needed"
                            .formatted(root.get().what()),
                    "begin lines with source:, action: and so on");
        }
        return Optional.empty();
    }

    /**
     * Where a character of a scalar stands in the file: exact for blocks after {@code |} and for texts on one line, the
     * scalar's beginning otherwise.
     */
    public Mark markIn(Node.Scalar scalar, int offset) {
        var before = scalar.text().substring(0, offset);
        var row = (int) before.chars().filter(c -> c == '\n').count();
        if (!scalar.literal()) {
            return markOnLine(scalar, offset);
        }
        var line = scalar.mark().line() + 1 + row;
        if (line > lines.size()) {
            return scalar.mark();
        }
        var own = scalar.text().lines().skip(row).findFirst().orElse("");
        var indent = lines.get(line - 1).length() - own.length();
        var inLine = before.length() - (before.lastIndexOf('\n') + 1);
        return new Mark(line, Math.max(indent, 0) + inLine + 1);
    }

    private Mark markOnLine(Node.Scalar scalar, int offset) {
        var line = lines.get(Math.min(scalar.mark().line(), lines.size()) - 1);
        var start = Math.min(scalar.mark().column() - 1, line.length());
        var found = line.indexOf(scalar.text(), start);
        return found < 0 ? scalar.mark() : new Mark(scalar.mark().line(), found + offset + 1);
    }
}
