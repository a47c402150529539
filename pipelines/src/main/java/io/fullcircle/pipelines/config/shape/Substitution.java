package io.fullcircle.pipelines.config.shape;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Fills {@code ${NAME}}, {@code ${NAME:-default}} and {@code ${file:path}} into texts; {@code $${} stands for {@code
 * ${} itself. As in a shell, the default holds for an empty variable, too.
 */
public final class Substitution {
    /** What looks like a reference, wherever it isn't escaped. */
    static final Pattern REFERENCE =
            Pattern.compile("(?<!\\$)\\$\\{(?:[A-Za-z_][A-Za-z0-9_]*(?::-[^}]*)?|file:[^}]*)\\}");

    private static final Pattern VARIABLE = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?", Pattern.DOTALL);
    private static final String FORMS =
            "write ${NAME}, ${NAME:-default} or ${file:/run/secrets/key}; $${ stands for ${ itself";
    private static final int MAX_FILE_BYTES = 1 << 16;

    private final UnaryOperator<String> environment;
    private final Path directory;

    /**
     * @param environment the value of a variable, null when it isn't set
     * @param directory from which relative paths of files count
     */
    public Substitution(UnaryOperator<String> environment, Path directory) {
        this.environment = environment;
        this.directory = directory;
    }

    Path directory() {
        return directory;
    }

    /**
     * What became of a text.
     *
     * @param text everything filled in; of no use when there are mistakes
     * @param values what was filled in; defaults aren't among them, they stand in the file
     * @param references whether there was anything to fill in
     * @param mistakes why something couldn't be filled in
     */
    record Filled(String text, Set<String> values, boolean references, List<Parsed.Bad<String>> mistakes) {}

    Filled fill(String template) {
        var text = new StringBuilder();
        var values = new HashSet<String>();
        var mistakes = new ArrayList<Parsed.Bad<String>>();
        var references = false;
        int at = 0;
        while (at < template.length()) {
            if (template.startsWith("$${", at)) {
                text.append("${");
                at += 3;
                continue;
            }
            if (!template.startsWith("${", at)) {
                text.append(template.charAt(at++));
                continue;
            }
            references = true;
            var end = template.indexOf('}', at);
            if (end < 0) {
                mistakes.add(new Parsed.Bad<>("the ${ isn't closed", FORMS));
                break;
            }
            append(resolve(template.substring(at + 2, end)), text, values, mistakes);
            at = end + 1;
        }
        return new Filled(text.toString(), values, references, mistakes);
    }

    private record Resolved(String text, boolean written) {}

    private static void append(
            Parsed<Resolved> resolved, StringBuilder text, Set<String> values, List<Parsed.Bad<String>> mistakes) {
        if (resolved instanceof Parsed.Bad<Resolved> bad) {
            mistakes.add(new Parsed.Bad<>(bad.problem(), bad.remedy()));
        }
        if (resolved instanceof Parsed.Good<Resolved> good) {
            text.append(good.value().text());
            if (!good.value().written()) {
                values.add(good.value().text());
            }
        }
    }

    private Parsed<Resolved> resolve(String reference) {
        if (reference.startsWith("file:")) {
            return read(reference.substring("file:".length()));
        }
        var variable = VARIABLE.matcher(reference);
        if (!variable.matches()) {
            return new Parsed.Bad<>("${%s} can't be filled in".formatted(reference), FORMS);
        }
        var name = variable.group(1);
        var otherwise = variable.group(2);
        if (otherwise != null && otherwise.contains("${")) {
            return new Parsed.Bad<>("the default of ${%s} holds another ${".formatted(name), "write it out");
        }
        var value = environment.apply(name);
        if (otherwise != null && (value == null || value.isEmpty())) {
            return new Parsed.Good<>(new Resolved(otherwise, true));
        }
        if (value == null) {
            return new Parsed.Bad<>(
                    "${%s} isn't set in the environment".formatted(name),
                    "set %s, or write a default as ${%s:-…}".formatted(name, name));
        }
        return new Parsed.Good<>(new Resolved(value, false));
    }

    private Parsed<Resolved> read(String written) {
        if (written.isBlank()) {
            return new Parsed.Bad<>("${file:} names no file", FORMS);
        }
        try {
            var file = directory.resolve(written);
            if (Files.isDirectory(file)) {
                return unreadable(written, "it is a directory");
            }
            try (var stream = Files.newInputStream(file)) {
                return decode(written, stream.readNBytes(MAX_FILE_BYTES + 1));
            }
        } catch (NoSuchFileException e) {
            return unreadable(written, "there is no such file");
        } catch (AccessDeniedException e) {
            return unreadable(written, "permission denied");
        } catch (IOException | InvalidPathException e) {
            return unreadable(written, e.getClass().getSimpleName());
        }
    }

    private static Parsed<Resolved> decode(String written, byte[] bytes) {
        if (bytes.length > MAX_FILE_BYTES) {
            return unreadable(written, "it is larger than 64 KB");
        }
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new Parsed.Good<>(new Resolved(text.replaceFirst("\\r?\\n\\z", ""), false));
        } catch (CharacterCodingException e) {
            return unreadable(written, "it isn't UTF-8");
        }
    }

    private static Parsed<Resolved> unreadable(String written, String why) {
        return new Parsed.Bad<>(
                "${file:%s} can't be read: %s".formatted(written, why),
                "check the path (relative ones count from the pipeline file) and your right to read it");
    }
}
