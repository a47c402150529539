package io.fullcircle.pipelines.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.connector.source.Option;
import io.fullcircle.pipelines.config.file.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the page on Snowflake shows is what the reader takes. */
class SnowflakePageTest {
    private static final Path PAGE = Path.of("docs/snowflake.md");
    private static final Path EXAMPLE = Path.of("../config/snowflake-sales-forecast.yaml");
    private static final PipelineReader READER = new PipelineReader(
            name -> name.startsWith("SNOWFLAKE_") ? "X" : null,
            PipelineReader.providers(PipelineReader.class.getClassLoader()));

    private static List<String> found(String regex) throws IOException {
        return Pattern.compile(regex)
                .matcher(Files.readString(PAGE))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static List<String> errors(String yaml) {
        return READER.read(Path.of("page.yaml"), yaml.getBytes(UTF_8)).findings().stream()
                .filter(Finding::isError)
                .map(Finding::text)
                .toList();
    }

    @Test
    void blocksMakeAPipeline() throws IOException {
        String blocks = String.join("", found("(?s)(?<=```yaml\n).*?(?=```)"));
        String pipeline = blocks.replace("  schema: MODELS\n", "  schema: MODELS\n  scratch_schema: SCRATCH\n") + """
                action:
                  type: segment.track
                  write_key: key
                  event_name: Scored
                  customer_id: CUSTOMER_ID
                  properties: '*'
                """;

        assertThat(errors(pipeline)).isEmpty();
    }

    @Test
    void tableOfSettingsHasThemAll() throws IOException {
        var described = found("(?m)^\\| `[^|]*").stream()
                .flatMap(cell ->
                        Pattern.compile("`([a-z_]+)`").matcher(cell).results().map(m -> m.group(1)))
                .toList();

        assertThat(described).containsExactlyInAnyOrderElementsOf(names());
    }

    private static List<String> names() {
        return PipelineReader.providers(PipelineReader.class.getClassLoader()).stream()
                .filter(provider -> provider.type().equals("snowflake"))
                .flatMap(provider -> provider.options().stream())
                .map(Option::name)
                .toList();
    }

    @Test
    void exampleIsRead() throws IOException {
        String example = Files.readString(EXAMPLE).replace("${SNOWFLAKE_URL}", "https://acme.snowflakecomputing.com");

        assertThat(errors(example)).isEmpty();
    }
}
