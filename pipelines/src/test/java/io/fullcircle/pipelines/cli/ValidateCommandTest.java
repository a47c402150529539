package io.fullcircle.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.connector.source.Column;
import io.fullcircle.connector.source.Source;
import io.fullcircle.connector.source.Table;
import io.fullcircle.pipelines.config.FakeSources;
import io.fullcircle.pipelines.config.PipelineReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ValidateCommandTest {
    private static final String FILE = """
            source: {type: duckdb}
            action:
              type: segment.track
              write_key: ${KEY}
              event_name: Scored
              properties: [iphone]
              customer_id: id
            """;
    private static final Table SCORES =
            new Table("scores", "table", List.of(new Column("id", "BIGINT"), new Column("iphone", "DOUBLE")));

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Supplier<Source> source = () -> new FakeSources.Answers(List.of(SCORES));

    private int run(String... arguments) {
        var reader = new PipelineReader(Map.of("KEY", "k")::get, List.of(FakeSources.file(() -> source.get())));
        return new CommandLine(new ValidateCommand(() -> reader))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    @Test
    void saysNothingOnStdoutOfAGoodFile() throws IOException {
        assertThat(run(file("a.yaml", FILE))).isZero();
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isEqualToNormalizingNewlines("1 file: 0 errors, 0 warnings\n");
    }

    @Test
    void reportsEveryProblemOfEveryFile() throws IOException {
        var one = file("a.yaml", FILE.replace("event_name", "evnt_name"));
        var two = file("b.yaml", FILE.replace("[iphone]", "iphone"));

        assertThat(run(one, two, directory.resolve("none.yaml").toString())).isEqualTo(2);
        assertThat(out.toString())
                .isEqualToNormalizingNewlines(one + ":5:3  action.evnt_name: is not a setting of action\n"
                        + "-> did you mean event_name?\n"
                        + two + ":6:15  action.properties: `iphone` is neither a list of columns nor '*'\n"
                        + "-> write [first, second], or [only] for one column\n"
                        + directory.resolve("none.yaml") + ":1:1  file: there is no such file\n"
                        + "-> check the path; relative ones count from where you stand\n");
        assertThat(err.toString()).isEqualToNormalizingNewlines("3 files: 3 errors, 0 warnings\n");
    }

    @Test
    void warningsDoNotFailAFile() throws IOException {
        assertThat(run(file("a.yaml", FILE.replace("${KEY}", "plain")))).isZero();
        assertThat(out.toString()).contains("a.yaml:4:14  action.write_key: warning: stands in the file");
        assertThat(err.toString()).contains("0 errors, 1 warning");
    }

    @Test
    void showsWarningsWhenTheErrorsAreGone() throws IOException {
        assertThat(run(file("a.yaml", FILE.replace("${KEY}", "plain").replace("id", "[]"))))
                .isEqualTo(2);
        assertThat(out.toString()).doesNotContain("warning").contains("customer_[]");
        assertThat(err.toString()).contains("1 warning (1 shown when the errors are gone)");
    }

    @Test
    void connectFindsMissingColumns() throws IOException {
        assertThat(run("--connect", file("a.yaml", FILE.replace("[iphone]", "[iphnoe]"))))
                .isEqualTo(2);
        assertThat(out.toString())
                .contains("a.yaml:6:16  action.properties[0]: there is no column `iphnoe`")
                .contains("-> did you mean iphone?");
        assertThat(err.toString()).contains("reads scores, the only table there is");
    }

    @Test
    void connectFindsNothingWhereAllIsWell() throws IOException {
        assertThat(run("--connect", file("a.yaml", FILE + "  table: scores\n"))).isZero();
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void connectReportsATableThatIsNotThere() throws IOException {
        assertThat(run("--connect", file("a.yaml", FILE + "  table: scroes\n"))).isEqualTo(2);
        assertThat(out.toString()).contains("a.yaml:8:10  action.table: there is no table scroes");
    }

    @Test
    void connectBlamesTheOperatorThatTheDatabaseNames() throws IOException {
        var operators = "operators:\n  - {name: a, sql: select 1}\n  - {name: b, sql: select * from c}\n";
        source = () -> new FakeSources.Answers(List.of());

        assertThat(run("--connect", file("a.yaml", FILE + operators))).isEqualTo(2);
        assertThat(out.toString()).contains("a.yaml:10:20  operators[1].sql: there is no table b");
    }

    @Test
    void connectAsksForATableWhereThereAreSeveral() throws IOException {
        source = () -> new FakeSources.Answers(List.of(SCORES, new Table("users", "view", List.of())));

        assertThat(run("--connect", file("a.yaml", FILE))).isEqualTo(2);
        assertThat(out.toString())
                .contains("a.yaml:2:1  action.table: is missing, and the source has several tables")
                .contains("-> write one of scores, users");
    }

    @Test
    void anUnreachableSourceIsAnotherExit() throws IOException {
        source = () -> {
            throw new EnvironmentException("db.example.com doesn't answer", "check source.url");
        };

        assertThat(run("--connect", file("a.yaml", FILE))).isEqualTo(3);
        assertThat(err.toString())
                .contains("a.yaml: db.example.com doesn't answer")
                .contains("-> check source.url");
        assertThat(run("--connect", file("a.yaml", FILE), file("b.yaml", ""))).isEqualTo(2);
    }

    @Test
    void printsEverySetting() {
        assertThat(run("--settings")).isZero();
        assertThat(out.toString()).contains("action.event_name  (required)");
    }

    @Test
    void wantsAFile() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("FILE");
    }
}
