package io.fullcircle.pipelines.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.fullcircle.pipelines.config.file.Finding;
import io.fullcircle.pipelines.config.shape.SchemaWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads files that are right and files that are wrong. A wrong one ends with what is found in it; {@code mvn test
 * -Dtest=CorpusTest -Dcorpus.update=true} writes that anew, to be read before it is kept.
 */
class CorpusTest {
    /** Takes the first of several documents, as editors do. */
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Path CORPUS = Path.of("src/test/resources/io/fullcircle/pipelines/config");
    private static final String FINDINGS = "# findings:\n";
    private static final String BLIND = "# the schema is blind to this\n";
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "SEGMENT_WRITE_KEY", "hush-hush-key",
            "NAME", "filled-in-name",
            "TYPE", "duckdb",
            "YES", "true");

    private final PipelineReader reader = new PipelineReader(ENVIRONMENT::get, FakeSources.providers());
    private final Schema schema = schema(reader);

    private static Schema schema(PipelineReader reader) {
        var written = SchemaWriter.schema("test", "test", reader.shape());
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(JsonMapper.shared().<JsonNode>valueToTree(written));
    }

    static Stream<Path> good() throws IOException {
        return files("good");
    }

    static Stream<Path> bad() throws IOException {
        return files("bad");
    }

    private static Stream<Path> files(String kind) throws IOException {
        try (var list = Files.list(CORPUS.resolve(kind))) {
            return list.filter(Files::isRegularFile).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("good")
    void findsNothingWrongInAGoodFile(Path file) throws IOException {
        assertThat(reader.read(file).findings()).extracting(Finding::text).isEmpty();
        assertThat(reader.read(file).pipeline()).isPresent();
        assertThat(schemaErrors(file)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("bad")
    void findsEveryMistakeOfABadFile(Path file) throws IOException {
        var text = Files.readString(file);
        var result = reader.read(file);
        var found = comment(file, result.findings());
        var before = text.substring(0, text.indexOf(FINDINGS) + FINDINGS.length());
        if (Boolean.getBoolean("corpus.update")) {
            Files.writeString(file, before + found);
        }
        assertThat(before + found).isEqualTo(Files.readString(file));
        assertThat(result.findings()).anyMatch(Finding::isError);
        assertThat(result.pipeline()).isEmpty();
        assertThat(found).doesNotContain(ENVIRONMENT.get("SEGMENT_WRITE_KEY"), ENVIRONMENT.get("NAME"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void schemaSeesWhatASchemaCanSee(Path file) throws IOException {
        assertThat(schemaErrors(file).isEmpty())
                .as("is fine for the schema")
                .isEqualTo(Files.readString(file).contains(BLIND));
    }

    @Test
    void eightMistakesMakeEightFindings() {
        var result = reader.read(CORPUS.resolve("bad/eight_mistakes.yaml"));

        assertThat(result.findings().stream().map(Finding::line)).containsExactly(1, 3, 8, 10, 13, 14, 15, 19);
    }

    @Test
    void corpusIsLarge() throws IOException {
        assertThat(good().count() + bad().count()).isGreaterThan(80);
    }

    private static String comment(Path file, List<Finding> findings) {
        return findings.stream()
                .map(finding -> "# "
                        + finding.text().substring(file.toString().length() + 1).replace("\n", "\n# ") + "\n")
                .collect(Collectors.joining());
    }

    /** What editors would say, by libraries that have nothing to do with the reader. */
    private List<com.networknt.schema.Error> schemaErrors(Path file) throws IOException {
        return schema.validate(YAML.readTree(Files.readString(file)));
    }
}
