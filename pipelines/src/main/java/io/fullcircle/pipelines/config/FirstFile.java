package io.fullcircle.pipelines.config;

import io.fullcircle.connector.source.Column;
import io.fullcircle.connector.source.Option;
import io.fullcircle.connector.source.SourceProvider;
import io.fullcircle.connector.source.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes a first pipeline file for a table: complete, guessed where that can be done, with comments where a person has
 * to decide. Pure.
 *
 * @param provider of the source
 * @param settings the source's, as a file writes them; secrets among them are replaced by a variable's name
 * @param table whose rows are to be sent
 * @param schema where the JSON Schema lies, as seen from the file
 */
public record FirstFile(SourceProvider provider, Map<String, String> settings, Table table, String schema) {
    private static final List<String> CUSTOMER_NAMES = List.of(
            "customer_id",
            "customerid",
            "user_id",
            "userid",
            "client_id",
            "member_id",
            "subscriber_id",
            "account_id",
            "contact_id",
            "person_id",
            "customer",
            "id",
            "uid");
    private static final List<String> ANONYMOUS_NAMES =
            List.of("anonymous_id", "anonymousid", "visitor_id", "device_id", "cookie_id");
    private static final List<String> TIME_NAMES = List.of(
            "scored_at",
            "predicted_at",
            "event_time",
            "event_timestamp",
            "timestamp",
            "occurred_at",
            "updated_at",
            "created_at");
    private static final int LONGEST_LINE = 100;

    public FirstFile {
        settings = Map.copyOf(settings);
    }

    /** The file's text. */
    public String text() {
        var anonymous = named(ANONYMOUS_NAMES);
        var likely = named(CUSTOMER_NAMES).or(() -> endingWith("customer_id", "user_id"));
        var customer = likely.isPresent() || anonymous.isPresent()
                ? likely
                : names().stream().findFirst().or(() -> Optional.of("customer_id"));
        var time = timestamp();
        var used =
                Stream.of(customer, anonymous, time).flatMap(Optional::stream).toList();
        var rest = names().stream().filter(name -> !used.contains(name)).toList();
        var text = new StringBuilder();
        text.append("# yaml-language-server: $schema=").append(schema).append('\n');
        text.append("pipeline: ").append(YamlText.of(pipelineName())).append("\n\n");
        appendSource(text);
        text.append("""

                # Steps in SQL may shape the rows first; each sees the tables and the steps above it:
                # operators:
                #   - name: shaped
                #     sql: |
                #       select * from %s

                action:
                  type: segment.track
                  write_key: ${SEGMENT_WRITE_KEY}   # set this variable; it never stands in the file
                  # endpoint: local                 # tries it out without Segment: a receiver on this machine
                  table: %s
                  event_name: %s
                """.formatted(onOneLine(table.name()), YamlText.of(table.name()), YamlText.of(eventName())));
        var doubt = likely.isEmpty() ? "   # no column looks like a customer's id: is this the one?" : "";
        customer.ifPresent(name -> appendColumn(text, "customer_id", name, doubt));
        anonymous.ifPresent(name -> appendColumn(text, "anonymous_id", name, ""));
        time.ifPresent(
                name -> text.append("  timestamp: ").append(YamlText.of(name)).append('\n'));
        appendProperties(text, rest);
        return text.toString();
    }

    private void appendSource(StringBuilder text) {
        text.append("source:\n  type: ").append(YamlText.of(provider.type())).append('\n');
        for (var option : provider.options()) {
            var value = settings.get(option.name());
            if (value != null) {
                text.append("  ").append(option.name()).append(": ");
                text.append(value(option, value)).append('\n');
            }
        }
    }

    private static String value(Option option, String value) {
        return switch (option.kind()) {
            case SECRET ->
                value.contains("${")
                        ? YamlText.template(value)
                        : "${SOURCE_" + option.name().toUpperCase(Locale.ROOT) + "}   # set this variable";
            case TEXT, PATH, DURATION -> YamlText.template(value);
            case INTEGER, BOOLEAN, MAP -> value;
        };
    }

    private static void appendColumn(StringBuilder text, String setting, String column, String comment) {
        text.append("  ")
                .append(setting)
                .append(": ")
                .append(YamlText.of(column))
                .append(comment)
                .append('\n');
    }

    private static void appendProperties(StringBuilder text, List<String> columns) {
        var line = columns.stream().map(YamlText::of).collect(Collectors.joining(", ", "  properties: [", "]"));
        if (line.length() <= LONGEST_LINE) {
            text.append(line).append('\n');
            return;
        }
        text.append("  properties:\n");
        columns.forEach(
                column -> text.append("    - ").append(YamlText.of(column)).append('\n'));
    }

    private Optional<String> timestamp() {
        var times = table.columns().stream()
                .filter(column -> column.type().toLowerCase(Locale.ROOT).matches(".*(timestamp|datetime).*"))
                .map(Column::name)
                .toList();
        return TIME_NAMES.stream()
                .flatMap(name -> times.stream().filter(name::equalsIgnoreCase))
                .findFirst()
                .or(() -> times.stream().findFirst());
    }

    private Optional<String> named(List<String> wanted) {
        return wanted.stream()
                .flatMap(name -> names().stream().filter(name::equalsIgnoreCase))
                .findFirst();
    }

    private Optional<String> endingWith(String... endings) {
        return names().stream()
                .filter(name -> Stream.of(endings).anyMatch(name.toLowerCase(Locale.ROOT)::endsWith))
                .findFirst();
    }

    /** A column whose name is blank can't be written into a file. */
    private List<String> names() {
        return table.columns().stream()
                .map(Column::name)
                .filter(name -> !name.isBlank())
                .toList();
    }

    private String pipelineName() {
        var name = bareName()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        return name.isEmpty() ? "pipeline" : name.substring(0, Math.min(name.length(), LONGEST_LINE));
    }

    private String eventName() {
        var words = new ArrayList<String>();
        for (var word : bareName().split("[^\\p{L}\\p{N}]+")) {
            if (!word.isEmpty()) {
                words.add(word.substring(0, 1).toUpperCase(Locale.ROOT)
                        + word.substring(1).toLowerCase(Locale.ROOT));
            }
        }
        return words.isEmpty() ? "Row Scored" : String.join(" ", words);
    }

    private String bareName() {
        return table.name().substring(table.name().lastIndexOf('.') + 1);
    }

    private static String onOneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
