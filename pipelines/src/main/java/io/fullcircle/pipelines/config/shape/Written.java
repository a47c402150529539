package io.fullcircle.pipelines.config.shape;

import java.nio.file.Path;

/**
 * The text of a value, on its way to become what its setting needs.
 *
 * @param text what to read, everything filled in
 * @param shown how a finding names it: as the file writes it, cut where it is long; never a secret or what was filled in
 * @param directory the pipeline file's, from which relative paths count
 */
public record Written(String text, String shown, Path directory) {
    private static final int LONGEST_SHOWN = 60;

    /** A text that the file writes out. */
    public static Written plainly(String text, Path directory) {
        var length = text.codePointCount(0, text.length());
        var shown = length <= LONGEST_SHOWN ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST_SHOWN)) + "…";
        return new Written(text, "`" + shown + "`", directory);
    }

    /** A text of which only the name of its setting may be said. */
    public static Written hidden(String text, Path directory) {
        return new Written(text, "its value", directory);
    }

    /** A text that was filled in. */
    public static Written filled(String text, String template, Path directory) {
        return new Written(text, "what " + plainly(template, directory).shown() + " stands for", directory);
    }
}
