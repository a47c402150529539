package io.fullcircle.pipelines.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.connector.base.Secret;
import io.fullcircle.pipelines.config.PipelineReader;
import io.fullcircle.pipelines.config.ReadResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CatalogTest {
    private static ReadResult file(String file, String name, String more) {
        String text = """
                pipeline: %s
                source: {type: duckdb}
                action: {type: segment.track, write_key: k, table: t, event_name: E, customer_id: c, properties: [],
                  timestamp: t}
                %s
                """.formatted(name, more);
        return PipelineReader.standard().read(Path.of(file), text.getBytes(StandardCharsets.UTF_8));
    }

    private static ReadResult after(String name, String other) {
        return file(name + ".yaml", name, "schedule: {after: " + other + "}");
    }

    private static Catalog catalog(ReadResult... files) {
        return Catalog.of(List.of(files), Optional.empty());
    }

    private static List<String> texts(Catalog catalog) {
        return catalog.findings().stream().map(finding -> finding.text()).toList();
    }

    @Test
    void everyFileIsAPipelineThatCanBeCalledAndThoseWithAScheduleRunByThemselves() {
        var catalog = catalog(file("a.yaml", "a", ""), file("b.yaml", "b", "schedule: 0 6 * * *"), after("c", "a"));
        assertThat(catalog.pipelines().keySet()).containsExactly("a", "b", "c");
        assertThat(catalog.scheduled()).containsExactlyInAnyOrder("b", "c");
        assertThat(catalog.findings()).isEmpty();
    }

    @Test
    void everyScheduleOfThePageIsRead() throws IOException {
        String page = Files.readString(Path.of("docs/serve.md"));
        List<String> shown = Pattern.compile("(?m)^\\| `(schedule: [^`]+)`")
                .matcher(page)
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(shown).hasSize(4);
        assertThat(shown)
                .allSatisfy(schedule ->
                        assertThat(file("p.yaml", "p", schedule).pipeline()).isPresent());
        var block = Pattern.compile("(?ms)^```yaml\\n(notify:.*?)^```$").matcher(page);
        assertThat(block.find()).isTrue();
        String written = block.group(1).replace("${ALERT_WEBHOOK}", "https://hooks.example.com/a");
        assertThat(file("p.yaml", "p", written.strip()).pipeline()).isPresent();
    }

    @Test
    void whatFollowsAPipelineThatIsNotHereIsAnsweredAtItsLine() {
        var catalog = catalog(file("sales.yaml", "sales", ""), after("churn", "sale"));
        assertThat(catalog.scheduled()).isEmpty();
        assertThat(catalog.pipelines()).containsKey("churn");
        assertThat(texts(catalog))
                .containsExactly(
                        "churn.yaml:5:19  schedule.after: there is no pipeline sale here\n-> did you mean sales?");
    }

    @Test
    void aCircleIsNamedAtEachOfItsFilesAndNowhereElse() {
        var catalog = catalog(after("a", "b"), after("b", "c"), after("c", "a"), after("d", "a"));
        assertThat(catalog.scheduled()).containsExactly("d");
        assertThat(texts(catalog))
                .containsExactly(
                        "a.yaml:5:19  schedule.after: closes a circle: a after b after c after a"
                                + "\n-> let one of them run by cron or every",
                        "b.yaml:5:19  schedule.after: closes a circle: b after c after a after b"
                                + "\n-> let one of them run by cron or every",
                        "c.yaml:5:19  schedule.after: closes a circle: c after a after b after c"
                                + "\n-> let one of them run by cron or every");
    }

    @Test
    void theSecondFileOfANameIsNotRun() {
        var catalog = catalog(file("a.yaml", "p", ""), file("b.yaml", "p", "schedule: 0 6 * * *"));
        assertThat(catalog.scheduled()).isEmpty();
        assertThat(texts(catalog))
                .singleElement()
                .asString()
                .startsWith("b.yaml:1:11  pipeline: is the name of a.yaml");
    }

    @Test
    void aFileWithAnotherLedgerIsNotRun() {
        String url = "jdbc:postgresql://db/ledger?password=hush";
        var same = file("a.yaml", "a", "ledger: {url: '" + url + "'}");
        var other = file("b.yaml", "b", "ledger: {url: 'jdbc:postgresql://other/ledger'}");
        var none = file("c.yaml", "c", "");
        var catalog = Catalog.of(Stream.of(same, other, none).toList(), Optional.of(Secret.of(url)));
        assertThat(catalog.pipelines().keySet()).containsExactly("a", "c");
        assertThat(texts(catalog))
                .singleElement()
                .asString()
                .startsWith("b.yaml:5:15  ledger.url: names another ledger")
                .doesNotContain("hush");
    }
}
