package io.fullcircle.pipelines.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.pipelines.config.file.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is done to a file, the answer is a pipeline or findings with places, and never an exception. */
class MutationTest {
    private static final String SPLINTERS = " \n\t:-{}[]'\"#&*!|>%@`$,?<\\~0\u0000\uFEFF😀";

    private final PipelineReader reader = new PipelineReader(name -> null, FakeSources.providers());
    private final Random random = new Random(20261122);

    private static String file(String name) throws IOException {
        return Files.readString(Path.of("src/test/resources/io/fullcircle/pipelines/config/good", name + ".yaml"));
    }

    private void check(String text) {
        check(text.getBytes(UTF_8));
    }

    private void check(byte[] bytes) {
        var result = reader.read(Path.of("x.yaml"), bytes);
        var errors = result.findings().stream().filter(Finding::isError).count();
        assertThat(result.pipeline().isPresent()).isEqualTo(errors == 0);
        assertThat(result.findings()).allSatisfy(finding -> {
            assertThat(finding.line()).isBetween(1, 300_000);
            assertThat(finding.column()).isPositive();
            assertThat(finding.path()).isNotBlank();
            assertThat(finding.problem()).isNotBlank();
            assertThat(finding.remedy()).isNotBlank();
        });
    }

    @Test
    void everyBeginningOfAFile() throws IOException {
        var text = file("contract");

        for (int end = 0; end < text.length(); end++) {
            check(text.substring(0, end));
        }
    }

    @Test
    void everyFileWithoutOneLine() throws IOException {
        for (var name : new String[] {"contract", "context_nested", "properties_map", "postgres"}) {
            var lines = file(name).lines().toList();
            for (int skipped = 0; skipped < lines.size(); skipped++) {
                var kept = new ArrayList<>(lines);
                kept.remove(skipped);
                check(String.join("\n", kept));
            }
        }
    }

    @Test
    void filesWithForeignCharacters() throws IOException {
        var text = file("contract");
        var splinters = SPLINTERS.codePoints().mapToObj(Character::toString).toList();

        for (int i = 0; i < 600; i++) {
            var at = random.nextInt(text.length());
            var splinter = splinters.get(random.nextInt(splinters.size()));
            check(text.substring(0, at) + splinter + text.substring(at + random.nextInt(2)));
        }
    }

    @Test
    void filesWithSwappedCharactersAndLines() throws IOException {
        var text = file("context_nested")
                + file("two_operators").lines().skip(2).limit(4).reduce("", (a, b) -> a + b + "\n");

        for (int i = 0; i < 400; i++) {
            var mutated = text.toCharArray();
            for (int swaps = random.nextInt(4); swaps >= 0; swaps--) {
                int one = random.nextInt(mutated.length);
                int other = random.nextInt(mutated.length);
                var kept = mutated[one];
                mutated[one] = mutated[other];
                mutated[other] = kept;
            }
            check(new String(mutated));
        }
    }

    @Test
    void filesOfRandomBytes() throws IOException {
        var text = file("postgres").getBytes(UTF_8);

        for (int i = 0; i < 300; i++) {
            var mutated = text.clone();
            mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            check(mutated);
        }
    }

    @Test
    void everySettingWithAValueOfAnotherKind() throws IOException {
        var values = new String[] {"", "5", "-1.5", "true", "text", "[]", "[[1]]", "{}", "{a: {b: c}}", "null", "''"};
        var lines = file("contract").lines().toList();

        for (int i = 0; i < lines.size(); i++) {
            var colon = lines.get(i).indexOf(':');
            for (var value : values) {
                var changed = new ArrayList<>(lines);
                if (colon > 0) {
                    changed.set(i, lines.get(i).substring(0, colon + 1) + " " + value);
                    check(String.join("\n", changed));
                }
            }
        }
    }

    /** Each would take minutes, or the stack, if a part of the reading took its time squared. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            value = {
                "queue: {capacity: § 9 § }",
                "queue: {max_batch: § 1. § }",
                "queue: {flush_interval: 1 § 0 § s}",
                "action: {properties: {version: {value: § 1e9 § }}}",
                "action: {properties: {version: {value: § -9 § }}}",
                "action: {properties: {? \"a § .a § \" : b}}",
                "action: {properties: {a: a § , a.b: c § }}",
                "action: {properties: {{a § ,? a § : b}}",
                "action: {properties: [a § , a § ]}",
                "action: {event_name: \" § ${X} § \"}",
                "action: {event_name: \" § ${X:-\u003b § \"}",
                "action: {write_key: \"a § \\n § \"}",
                "action: {endpoint: \"https://a § .a § !\"}",
                "action: {endpoint: \"https:// § [ § \"}",
                "action: {context: {a: [ § {b: c}, § ]}}",
                "action: {context: § {a: § b",
                "a: § b~ § #",
                "{? \"a § \\n § \" : b}",
                "operators: [{name: a, sql: \"select § ( § \"}]",
                "operators: [{name: a, sql: \"select § a( § \"}]",
                "operators: [{name: a, sql: \"select § now( § \"}]",
                "operators: [{name: a, sql: \"select § ${A} § \"}]",
                "operators: [{name: a, sql: \"select § $a$ § \"}]",
                "operators: [{name: a, sql: \"select § /* § \"}]",
                "operators: [{name: a, sql: \"select § x'' § \"}]",
                "operators: [{name: a, sql: \"select 1 § ; § \"}]",
                "operators: [{name: a, sql: \"select * from a § , b § \"}]",
                "operators: [{name: a, sql: select 1} § , {name: a, sql: select * from b} § ]",
                "source: {type: § x § }",
            })
    @Timeout(20)
    void filesThatAreLarge(String beginning, String middle, String end) {
        var text = beginning + middle.replace("\\n", "\n").repeat(100_000 / middle.length());

        check(text + end);
    }
}
