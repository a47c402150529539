package io.fullcircle.pipelines.config;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes texts so that YAML reads them as the same texts, plainly where that can be done. */
final class YamlText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/][A-Za-z0-9_./ -]*[A-Za-z0-9_./-]|[A-Za-z_]");
    private static final Pattern PLAIN_TEMPLATE = Pattern.compile("(\\$\\{[A-Za-z0-9_:./-]+\\}|[A-Za-z0-9_./])+");
    private static final Set<String> OTHER_KINDS = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private YamlText() {}

    /** A text as it is; what looks like a reference in it isn't one. */
    static String of(String text) {
        return template(text.replace("${", "$${"));
    }

    /** A text in which references are filled in. */
    static String template(String text) {
        var isPlain = PLAIN.matcher(text).matches() && !OTHER_KINDS.contains(text.toLowerCase(Locale.ROOT));
        var isReference = text.contains("${")
                && !text.contains("$${")
                && PLAIN_TEMPLATE.matcher(text).matches();
        return isPlain || isReference ? text : quoted(text);
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.codePoints().forEach(point -> {
            switch (point) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (point < 0x20 || point >= 0x7F && point < 0xA0 || point == 0x2028 || point == 0x2029) {
                        quoted.append("\\u%04X".formatted(point));
                    } else {
                        quoted.appendCodePoint(point);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
