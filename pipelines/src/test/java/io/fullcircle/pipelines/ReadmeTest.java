package io.fullcircle.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fullcircle.pipelines.cli.Commands;
import io.fullcircle.pipelines.cli.Program;
import io.fullcircle.pipelines.config.PipelineReader;
import io.fullcircle.pipelines.receiver.Receiver;
import io.fullcircle.pipelines.receiver.ReceiverSettings;
import io.fullcircle.pipelines.schedule.CronText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What the README shows is what happens. */
class ReadmeTest {
    private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();

    @TempDir
    Path folder;

    private static List<String> blocks(String language) throws IOException {
        Matcher matcher =
                Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$").matcher(readme());
        return matcher.results().map(result -> result.group(1)).toList();
    }

    private static String readme() throws IOException {
        return Files.readString(CHECKOUT.resolve("README.md"));
    }

    static Stream<String> files() throws IOException {
        return blocks("yaml").stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyPipelineFileIsReadWithoutAFinding(String text) throws IOException {
        var result = PipelineReader.standard().read(Files.writeString(folder.resolve("readme.yaml"), text));
        assertThat(result.findings()).isEmpty();
        assertThat(result.pipeline()).isPresent();
    }

    @Test
    void theFirstFileRunsAsTheFirstCommandShows() throws IOException {
        var program = new Program(folder);
        program.write("first.yaml", blocks("yaml").get(0).replace("config/data", CHECKOUT + "/config/data"));
        program.write(
                "quickstart.yaml",
                Files.readString(CHECKOUT.resolve("config/quickstart.yaml"))
                        .replace("config/data", CHECKOUT + "/config/data"));
        List<String> shown = blocks("console").get(0).lines().skip(1).toList();
        var first = program.run("run", "first.yaml");
        assertThat(first.exit()).as(first.toString()).isZero();
        assertThat(first.sum()).isEqualTo(shown.get(shown.size() - 1));
        var quickstart = program.run("run", "quickstart.yaml", "--report", "r.json");
        assertThat(quickstart.exit()).as(quickstart.toString()).isZero();
        assertThat(withoutFigures(quickstart.out())).isEqualTo(withoutFigures(shown));
        assertThat(quickstart.sum()).isEqualTo(shown.get(shown.size() - 1));

        var report = JsonMapper.shared().readTree(blocks("json").get(0));
        var written = program.json("r.json");
        assertThat(written.get("rows")).isEqualTo(report.get("rows"));
        assertThat(written.propertyNames()).containsAll(report.propertyNames());
    }

    /** Times, rates and run ids differ from run to run; words and their order don't. */
    private static List<String> withoutFigures(List<String> lines) {
        return lines.stream()
                .map(line -> line.replaceAll("\\(run [^)]*\\)", "(run)").replaceAll("[0-9][0-9,.]*", "N"))
                .toList();
    }

    @Test
    void theStoryOfARowIsToldAsShown() throws IOException {
        var program = new Program(folder);
        try (var receiver = Receiver.start(ReceiverSettings.defaults())) {
            receiver.fail("bad:id=c77");
            program.write("churn.yaml", """
                    pipeline: churn
                    source: {type: duckdb}
                    operators:
                      - name: scores
                        sql: |
                          select case when i = 3 then null else 'c' || i end as customer_id, i / 1000.0 as risk
                          from range(1000) t(i)
                    action:
                      type: segment.track
                      write_key: test
                      endpoint: %s
                      event_name: Churn Scored
                      customer_id: customer_id
                      properties: [risk]
                    """.formatted(receiver.uri()));
            var refused = Commands.run(program, folder, List.of(List.of("run", "churn.yaml"), List.of("runs")));
            assertThat(inOneForm(refused.get(1).out())).isEqualTo(shown("runs"));
            receiver.fail();
            var mended = Commands.run(
                    program,
                    folder,
                    List.of(List.of("dead-letters", "retry", "churn"), List.of("why", "churn", "c77")));
            assertThat(inOneForm(mended.get(0).out())).isEqualTo(shown("dead-letters retry churn"));
            assertThat(inOneForm(mended.get(1).out())).isEqualTo(shown("why churn c77"));
        }
    }

    private static List<String> shown(String line) throws IOException {
        String command = "$ pipelines/bin/fullcircle " + line + "\n";
        String block = blocks("console").stream()
                .filter(text -> text.startsWith(command))
                .findFirst()
                .orElseThrow();
        return inOneForm(block.lines().skip(1).toList());
    }

    /** Ids and moments differ, too. */
    private static List<String> inOneForm(List<String> lines) {
        return withoutFigures(lines.stream()
                .map(line -> line.replaceAll("[0-9]{8}T[0-9]{6}Z-[0-9a-f]{4}", "RUN")
                        .replaceAll("[0-9a-f]{32}", "ID")
                        .replaceAll("(?<=\\S) +", " "))
                .toList());
    }

    @Test
    void theMistakesAreAnsweredAsShown() throws IOException {
        String shown = blocks("console").stream()
                .filter(block -> block.contains("mistakes.yaml"))
                .findFirst()
                .orElseThrow();
        var program = new Program(folder);
        program.write("mistakes.yaml", """
                pipeline: mistakes
                source:
                  type: duckbd
                operators:
                  - name: scores
                    sql: select 1 as customer_id
                action:
                  type: segment.track
                  write_key: ${SEGMENT_WRITE_KEY:-local}
                  event_nam: Sales Forecast
                  customer_id: customer_id
                  properties: []
                """);
        var result = program.run("validate", "mistakes.yaml");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).isEqualTo(shown.lines().skip(1).toList());
    }

    @Test
    void theSchedulersThatItShowsCallWhatThereIs() throws Exception {
        JsonNode cronJob = YAMLMapper.shared().readTree(blocks("yml").get(0));
        assertThat(cronJob.get("kind").asString()).isEqualTo("CronJob");
        assertThat(CronText.mistake(cronJob.at("/spec/schedule").asString())).isEmpty();
        JsonNode container = cronJob.at("/spec/jobTemplate/spec/template/spec/containers/0");
        List<String> kubernetes =
                container.get("args").valueStream().map(JsonNode::asString).toList();

        String line = blocks("crontab").get(0).strip();
        assertThat(CronText.mistake(String.join(" ", List.of(line.split(" ")).subList(0, 5))))
                .isEmpty();
        List<String> cron = List.of(line.replaceFirst(".* fullcircle ", "").split(" "));

        var program = new Program(folder);
        String text = blocks("yaml").get(0).replace("config/data", CHECKOUT + "/config/data");
        Path file = program.write("sales-forecast.yaml", text);
        assertThat(program.run(cron.toArray(String[]::new)).exit()).isZero();
        assertThat(program.json("last.json").get("state").asString()).isEqualTo("completed");
        var asJob = kubernetes.stream()
                .map(argument -> argument.replace("/pipelines/sales-forecast.yaml", file.toString()))
                .toArray(String[]::new);
        assertThat(program.run(asJob).exit()).isZero();

        Path task = Files.writeString(
                folder.resolve("airflow_task.py"), blocks("python").get(0));
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "no Python here");
        var compiled = new ProcessBuilder("/usr/bin/python3", "-m", "py_compile", task.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(compiled.getInputStream().readAllBytes());
        assertThat(compiled.waitFor()).as(output).isZero();
    }

    @Test
    void theServerListensAsShown() throws Exception {
        String block = blocks("console").stream()
                .filter(text -> text.startsWith("$ pipelines/bin/fullcircle serve "))
                .findFirst()
                .orElseThrow();
        var program = new Program(folder);
        Files.createDirectories(folder.resolve("config"));
        Process process = program.start("serve", "config", "--port", "0");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !Files.readString(folder.resolve("stdout.txt")).isBlank());
        process.destroy();
        assertThat(program.finish(process).out().get(0).replaceFirst("[0-9]+$", "PORT"))
                .isEqualTo(block.lines().toList().get(1).replaceFirst("[0-9]+$", "PORT"));
    }

    @Test
    void everyVerbOfTheTableIsThereAndEverySettingIsPrinted() throws IOException {
        var program = new Program(folder);
        var help = program.run("--help");
        Matcher verbs = Pattern.compile("(?m)^\\| `([a-z-]+)[ `]").matcher(readme());
        assertThat(verbs.results().map(verb -> verb.group(1)))
                .hasSizeGreaterThan(5)
                .allSatisfy(verb ->
                        assertThat(help.out()).anyMatch(line -> line.strip().startsWith(verb)));
        assertThat(program.run("validate", "--settings").out()).anyMatch(line -> line.contains("write_key"));
    }

    @Test
    void theProgramCompilesAndSends() throws Exception {
        String source = blocks("java").get(0);
        try (var receiver = Receiver.start(ReceiverSettings.defaults())) {
            Path file = Files.writeString(
                    folder.resolve("SendScores.java"),
                    source.replace(
                            "\"customer_id\");",
                            "\"customer_id\").withEndpoint(java.net.URI.create(\"" + receiver.uri() + "\"));"));
            int compiled = ToolProvider.getSystemJavaCompiler()
                    .run(null, null, null, "-d", folder.toString(), "-cp", classPath(), file.toString());
            assertThat(compiled).isZero();
            try (var connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("scores.duckdb"))) {
                connection
                        .createStatement()
                        .execute("create table scores as select i as customer_id, 0.5 as iphone, 0.25 as apple_watch"
                                + " from range(250) t(i)");
            }
            var process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            folder + System.getProperty("path.separator") + classPath(),
                            "SendScores")
                    .directory(folder.toFile())
                    .redirectErrorStream(true);
            process.environment().put("SEGMENT_WRITE_KEY", "test");
            var started = process.start();
            String output = new String(started.getInputStream().readAllBytes());
            assertThat(started.waitFor()).as(output).isZero();
            assertThat(output).contains("read 250 = delivered 250 + ");
            assertThat(receiver.stats().messages().unique()).isEqualTo(250);
        }
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }
}
