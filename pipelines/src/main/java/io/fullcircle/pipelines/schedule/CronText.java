package io.fullcircle.pipelines.schedule;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Cron's five fields as a text, and what may be wrong with them. */
public final class CronText {
    private static final String FORM = "write minute, hour, day of month, month, day of week, as in 0 6 * * *";
    private static final CronParser PARSER = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    /** Each with what it may hold. */
    private static final List<Field> FIELDS = List.of(
            new Field("minute", "minutes are 0 to 59"),
            new Field("hour", "hours are 0 to 23"),
            new Field("day of month", "days of the month are 1 to 31"),
            new Field("month", "months are 1 to 12 or JAN to DEC"),
            new Field("day of week", "days of the week are 0 to 7, both Sunday, or SUN to SAT"));

    private static final int HOUR = 1;
    private static final Set<String> EVERY_HOUR = Set.of("*", "*/1", "0-23");
    private static final Map<String, String> NICKNAMES = Map.of(
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *",
            "@monthly", "0 0 1 * *",
            "@weekly", "0 0 * * 0",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@hourly", "0 * * * *");

    /** Where a text names no place. */
    public static final ZoneId UTC = ZoneId.of("UTC");

    /** A leap year begins here. */
    private static final LocalDateTime SOMETIME = LocalDate.of(2000, 1, 1).atStartOfDay();

    private record Field(String name, String range) {}

    /**
     * What is wrong with a text.
     *
     * @param problem to be read behind the text: {@code has 6 fields}
     * @param remedy what to do
     */
    public record Mistake(String problem, String remedy) {}

    private CronText() {}

    /** What keeps a text from being cron's, or from ever being due. */
    public static Optional<Mistake> mistake(String text) {
        String[] fields = fields(text);
        String nickname = NICKNAMES.get(text.strip().toLowerCase(Locale.ROOT));
        if (nickname != null) {
            return Optional.of(new Mistake("isn't written out", "write " + nickname));
        }
        if (fields.length != FIELDS.size()) {
            return Optional.of(new Mistake(
                    "has " + (fields.length == 1 ? "one field" : fields.length + " fields") + ", where cron has five",
                    fields.length == FIELDS.size() + 1 ? "leave the seconds out: " + FORM : FORM));
        }
        for (int i = 0; i < fields.length; i++) {
            if (parse(alone(i, fields[i])).isEmpty()) {
                return Optional.of(new Mistake(
                        "has the " + FIELDS.get(i).name() + " " + fields[i],
                        FIELDS.get(i).range() + "; lists (1,15), ranges (1-5) and steps (*/2) may be written"));
            }
        }
        if (first(text).isEmpty()) {
            return Optional.of(new Mistake("is never due", "choose a day that its month has"));
        }
        return Optional.empty();
    }

    private static Optional<LocalDateTime> first(String text) {
        return parse(fields(text)).flatMap(cron -> CronTimes.first(ExecutionTime.forCron(cron), SOMETIME));
    }

    /**
     * The due times of a text.
     *
     * @throws IllegalArgumentException when there is a {@link #mistake} in it
     */
    public static CronTimes read(String text, ZoneId zone) {
        String[] fields = fields(text);
        Cron cron = parse(fields).orElseThrow(() -> new IllegalArgumentException(text));
        return new CronTimes(String.join(" ", fields), cron, EVERY_HOUR.contains(fields[HOUR]), zone);
    }

    public static CronTimes read(String text) {
        return read(text, UTC);
    }

    private static String[] fields(String text) {
        return text.strip().toUpperCase(Locale.ROOT).split("\\s+");
    }

    private static String[] alone(int index, String field) {
        var fields = new String[FIELDS.size()];
        Arrays.fill(fields, "*");
        fields[index] = field;
        return fields;
    }

    private static Optional<Cron> parse(String... fields) {
        try {
            return Optional.of(PARSER.parse(String.join(" ", fields)).validate());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
