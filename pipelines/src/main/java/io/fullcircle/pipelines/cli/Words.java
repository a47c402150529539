package io.fullcircle.pipelines.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jline.utils.WCWidth;

/** How times, numbers and other people's texts are shown in lists. */
final class Words {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
    private static final String CUT = "…";

    private Words() {}

    static String moment(Instant instant) {
        return MOMENT.format(instant);
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%,.2f s", took.toMillis() / 1000.0);
    }

    static String count(long number, String noun) {
        return number(number) + " " + noun + (number == 1 ? "" : "s");
    }

    /** One line without anything that moves a terminal's cursor or turns its direction. */
    static String printable(String text) {
        var shown = new StringBuilder(text.length());
        text.codePoints().map(Words::printable).forEach(shown::appendCodePoint);
        return shown.toString();
    }

    private static int printable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
            case Character.FORMAT -> point == 0x200d ? point : 0xfffd;
            case Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE -> 0xfffd;
            default -> point;
        };
    }

    /** Columns of a terminal that the text takes. */
    static int width(String text) {
        return text.codePoints()
                .map(point -> Math.max(0, WCWidth.wcwidth(point)))
                .sum();
    }

    /** The text as it is where it fits, else its beginning and an ellipsis. */
    static String cut(String text, int width) {
        if (width(text) <= width) {
            return text;
        }
        var kept = new StringBuilder();
        int taken = width(CUT);
        for (int point : text.codePoints().toArray()) {
            taken += Math.max(0, WCWidth.wcwidth(point));
            if (taken > width) {
                break;
            }
            kept.appendCodePoint(point);
        }
        return kept + CUT;
    }
}
