package io.fullcircle.pipelines.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.connector.mapping.TrackMapping.Content;
import io.fullcircle.connector.mapping.TrackMapping.Properties;
import io.fullcircle.connector.mapping.TrackMapping.Property;
import io.fullcircle.connector.source.Column;
import io.fullcircle.connector.source.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FirstFileTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("SEGMENT_WRITE_KEY", "key", "SOURCE_PASSWORD", "hush", "PGPASSWORD", "hush");

    private static Table table(String name, Column... columns) {
        return new Table(name, "table", List.of(columns));
    }

    private static Column column(String name, String type) {
        return new Column(name, type);
    }

    private static String write(Table table) {
        return new FirstFile(FakeSources.providers().get(0), Map.of("path", "scores.db"), table, "schema.json").text();
    }

    private static Pipeline readBack(String text) {
        var result = new PipelineReader(ENVIRONMENT::get, FakeSources.providers())
                .read(Path.of("x.yaml"), text.getBytes(UTF_8));
        assertThat(result.findings()).isEmpty();
        return result.pipeline().orElseThrow();
    }

    private static List<String> properties(Pipeline pipeline) {
        return ((Properties.Listed) pipeline.mapping().properties())
                .properties().stream()
                        .map(Property::content)
                        .map(content -> ((Content.FromColumn) content).column())
                        .toList();
    }

    @Test
    void writesACompleteFile() {
        assertThat(write(table(
                        "main.sales_forecast",
                        column("customer_id", "BIGINT"),
                        column("iphone", "DOUBLE"),
                        column("apple_watch", "DOUBLE"),
                        column("scored_at", "TIMESTAMP"))))
                .isEqualTo("""
                        # yaml-language-server: $schema=schema.json
                        pipeline: sales-forecast

                        source:
                          type: duckdb
                          path: scores.db

                        # Steps in SQL may shape the rows first; each sees the tables and the steps above it:
                        # operators:
                        #   - name: shaped
                        #     sql: |
                        #       select * from main.sales_forecast

                        action:
                          type: segment.track
                          write_key: ${SEGMENT_WRITE_KEY}   # set this variable; it never stands in the file
                          # endpoint: local                 # tries it out without Segment: a receiver on this machine
                          table: main.sales_forecast
                          event_name: Sales Forecast
                          customer_id: customer_id
                          timestamp: scored_at
                          properties: [iphone, apple_watch]
                        """);
    }

    @Test
    void readsBackWhatItWrites() {
        var pipeline = readBack(write(table(
                "SCORES",
                column("CREATED_AT", "TIMESTAMP_NTZ(9)"),
                column("ID", "NUMBER(38,0)"),
                column("USER_ID", "NUMBER(38,0)"),
                column("ANONYMOUS_ID", "VARCHAR"),
                column("SCORED_AT", "TIMESTAMP_LTZ(9)"),
                column("SCORE", "FLOAT"))));

        assertThat(pipeline.name()).isEqualTo("scores");
        assertThat(pipeline.table()).contains("SCORES");
        assertThat(pipeline.mapping().customerId()).contains("USER_ID");
        assertThat(pipeline.mapping().anonymousId()).contains("ANONYMOUS_ID");
        assertThat(pipeline.mapping().timestamp()).contains("SCORED_AT");
        assertThat(properties(pipeline)).containsExactly("CREATED_AT", "ID", "SCORE");
    }

    @Test
    void writesNamesOfAnyKind() {
        var names = List.of(
                "customer_id",
                "true",
                "null",
                "5",
                "1e3",
                "with space",
                "a: b",
                "#",
                "- x",
                "[x]",
                "'",
                "\"",
                "\\",
                "*",
                "&a",
                "!x",
                "%",
                "@",
                "`",
                "${X}",
                "$${X}",
                "ünïcode 😀",
                "tab\there",
                "line\nend",
                " ",
                "~",
                "yes",
                "a,b",
                "{",
                "?",
                "x ",
                "\u0007",
                "\u2028",
                "=",
                "0x1F",
                "2024-01-01",
                "no",
                ".",
                "-",
                "a#b",
                "a #b");
        var columns = names.stream().map(name -> column(name, "text")).toArray(Column[]::new);
        var kept = names.subList(1, names.size()).stream()
                .filter(name -> !name.isBlank())
                .toList();

        var pipeline = readBack(write(table("\"My Table\"", columns)));

        assertThat(pipeline.table()).contains("\"My Table\"");
        assertThat(properties(pipeline)).isEqualTo(kept);
    }

    @Test
    void asksWhereNoColumnLooksLikeAnId() {
        var text = write(table("t", column("email", "text"), column("score", "double")));

        assertThat(text).contains("customer_id: email   # no column looks like a customer's id: is this the one?");
        assertThat(readBack(text).mapping().customerId()).contains("email");
        assertThat(readBack(write(table("t"))).mapping().customerId()).contains("customer_id");
    }

    @Test
    void writesManyPropertiesOneOnALine() {
        var columns = IntStream.range(0, 40)
                .mapToObj(i -> column("feature_" + i, "double"))
                .toArray(Column[]::new);
        var text = write(table("t", columns));

        assertThat(text.lines()).allMatch(line -> line.length() <= 120).contains("    - feature_39");
        assertThat(properties(readBack(text))).hasSize(39);
    }

    @Test
    void neverWritesASecret() {
        var server = FakeSources.providers().get(1);
        var settings = Map.of(
                "url",
                "jdbc:postgresql://h:5432/d?a=b",
                "user",
                "me",
                "password",
                "hush",
                "fetch_size",
                "100",
                "timeout",
                "5s");
        var text = new FirstFile(server, settings, table("t", column("id", "int")), "s.json").text();
        var variable = new FirstFile(
                        server,
                        Map.of("url", "jdbc:postgresql://h/d", "user", "me", "password", "${PGPASSWORD}"),
                        table("t"),
                        "s.json")
                .text();

        assertThat(text).doesNotContain("hush");
        assertThat(readBack(text).origin().settings().text("url")).contains("jdbc:postgresql://h:5432/d?a=b");
        assertThat(readBack(text).origin().settings().secret("password").map(secret -> secret.reveal()))
                .isEqualTo(Optional.of("hush"));
        assertThat(variable).contains("password: ${PGPASSWORD}\n");
        readBack(variable);
    }
}
