package io.fullcircle.pipelines.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.pipelines.config.shape.SchemaWriter;
import io.fullcircle.pipelines.config.shape.SettingsHelp;
import io.fullcircle.pipelines.config.shape.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON Schema that editors use is made from the description that the reader uses, with the sources on the class
 * path. After a change of either, this writes it anew: {@code mvn -pl pipelines -am test -Dtest=SchemaTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dschema.update=true}.
 */
class SchemaTest {
    private static final Path SCHEMA = Path.of("../config/schema/pipeline.schema.json");
    private static final String FILE = """
            source: {type: duckdb}
            action:
              type: segment.track
              write_key: ${KEY}
              event_name: Scored
              properties: []
              customer_id: id
            """;

    private static String json(Shape.Block root) {
        var indenter = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        var schema = SchemaWriter.schema(
                "Full Circle pipeline", "What a pipeline file may hold. Made from the reader's own description.", root);
        return JsonMapper.shared().writer().with(printer).writeValueAsString(schema) + "\n";
    }

    @Test
    void schemaInTheRepositoryIsCurrent() throws IOException {
        var current = json(PipelineReader.standard().shape());
        if (Boolean.getBoolean("schema.update")) {
            Files.createDirectories(SCHEMA.getParent());
            Files.writeString(SCHEMA, current);
        }

        assertThat(Files.readString(SCHEMA))
                .as("write it anew with -Dschema.update=true")
                .isEqualTo(current);
    }

    @Test
    void schemaIsTheSameAtEveryWriting() {
        var reader = new PipelineReader(name -> null, FakeSources.providers());

        assertThat(json(reader.shape())).isEqualTo(json(reader.shape())).contains("jdbc:postgresql://host/database");
    }

    @Test
    void everySettingIsDescribed() {
        check(new PipelineReader(name -> null, FakeSources.providers()).shape());
    }

    private static void check(Shape.Block block) {
        for (var setting : block.settings()) {
            assertThat(setting.description()).as(setting.name()).endsWith(".");
            assertThat(setting.example()).as(setting.name()).isNotBlank();
            if (setting.shape() instanceof Shape.Block inner) {
                check(inner);
            }
            if (setting.shape() instanceof Shape.Variants variants) {
                variants.types().forEach(type -> check(type.block()));
            }
        }
    }

    @Test
    void describedDefaultsAreWhatHolds() {
        var reader = new PipelineReader(Map.of("KEY", "k")::get, FakeSources.providers());
        var shape = reader.shape();
        var text = new StringBuilder(FILE);
        for (var block : List.of("queue", "delivery", "sync")) {
            text.append(block).append(":\n");
            defaults((Shape.Block) shape(shape, block), "  ", text);
        }
        var action = (Shape.Variants) shape(shape, "action");
        var written = text.toString().replace("  customer_id: id\n", "  customer_id: id\n" + defaults(action));

        var implicit =
                reader.read(Path.of("x.yaml"), FILE.getBytes(UTF_8)).pipeline().orElseThrow();
        var explicit = reader.read(Path.of("x.yaml"), written.getBytes(UTF_8))
                .pipeline()
                .orElseThrow();

        assertThat(written)
                .contains("flush_at: 100", "retry_for: 15m", "endpoint: https://api.segment.io", "nulls: send");
        assertThat(explicit.queue()).isEqualTo(implicit.queue());
        assertThat(explicit.delivery()).isEqualTo(implicit.delivery());
        assertThat(explicit.sync()).isEqualTo(implicit.sync());
        assertThat(explicit.mapping()).isEqualTo(implicit.mapping());
        assertThat(explicit.endpoint()).isEqualTo(implicit.endpoint());
    }

    private static Shape shape(Shape.Block block, String name) {
        return block.settings().stream()
                .filter(setting -> setting.name().equals(name))
                .findFirst()
                .orElseThrow()
                .shape();
    }

    private static String defaults(Shape.Variants variants) {
        var text = new StringBuilder();
        defaults(variants.types().get(0).block(), "  ", text);
        return text.toString();
    }

    private static void defaults(Shape.Block block, String indent, StringBuilder text) {
        for (var setting : block.settings()) {
            if (setting.byDefault() != null) {
                text.append(indent).append(setting.name()).append(": ").append(setting.byDefault());
                text.append('\n');
            }
            if (setting.shape() instanceof Shape.Block inner) {
                text.append(indent).append(setting.name()).append(":\n");
                defaults(inner, indent + "  ", text);
            }
        }
    }

    @Test
    void helpNamesEverySettingWithItsDefault() {
        var help = SettingsHelp.of(new PipelineReader(name -> null, FakeSources.providers()).shape());

        assertThat(help)
                .contains(
                        "queue.flush_at  (default: 100)\n    Messages a batch.\n",
                        "action.write_key  (required)\n",
                        "source.type: postgres\n",
                        "source.url  (required)\n",
                        "operators[].sql  (required)\n",
                        "queue.spool.max  (default: 1GB)\n");
    }
}
